import { z } from 'zod'
import { BenchError } from '../../core/error.ts'
import type { PieceRows } from '../../inference/protocol.ts'
import { readInputFile } from '../../store/read-input.ts'

/** Logits by row and piece; null where attention does not look, so that nothing is compared there. */
export type ReferenceLogits = readonly (readonly (readonly number[] | null)[])[]

export interface ReferenceCase {
  readonly name: string
  readonly rows: PieceRows
  readonly logits: ReferenceLogits
}

/** What a model must answer. */
export interface Reference {
  readonly path: string
  /** Whose logits these are; null: the file has one set for all precisions. */
  readonly precision: string | null
  /** The largest allowed difference of one logit. */
  readonly tolerance: number
  readonly cases: readonly ReferenceCase[]
}

/** Far above any real reference file; what a JSON parser can hold without trouble. */
const maxBytes = 256 * 1024 * 1024

const integers = z.array(z.array(z.int().nonnegative()).min(1)).min(1)
const masks = z.array(z.array(z.union([z.literal(0), z.literal(1)], 'expected 0 or 1')).min(1)).min(1)
const logits = z.array(z.array(z.array(z.number()).min(1).nullable()))
const positive = z.number().positive()
const schema = z.object({
  tolerance: z.object({ abs: positive, abs_if_computed_in_half_precision: positive.optional() }).optional(),
  inputs: z
    .array(
      z.object({
        name: z.string().min(1),
        input_ids: integers,
        attention_mask: masks,
        token_type_ids: integers.optional(),
        logits: logits.optional(),
      }),
    )
    .min(1),
  precisions: z
    .record(
      z.string(),
      z.object({
        tolerance: z.object({ abs: positive }),
        outputs: z.array(z.object({ name: z.string(), logits })),
      }),
    )
    .optional(),
})

type File = z.infer<typeof schema>

/**
 * Reads a reference file: `inputs` with `logits` and one `tolerance`, or `inputs` and, by precision, `precisions.*` with both. Which of them is
 * meant is said by `select` (null: `fp32`). Both throw `INPUT`, naming the file and the field.
 */
export async function readReferenceFile(path: string): Promise<{
  readonly byPrecision: boolean
  select(dtype: string | null): Reference
}> {
  const { bytes } = await readInputFile(path, maxBytes)
  const file = parse(path, bytes)
  return {
    byPrecision: file.precisions !== undefined,
    select(dtype) {
      const { precision, tolerance, answers } =
        file.precisions === undefined
          ? plainAnswers(path, file, dtype)
          : answersOf(path, file, new Map(Object.entries(file.precisions)), dtype ?? 'fp32')
      const cases = file.inputs.map((input, index): ReferenceCase => {
        const place = `${path}: inputs.${index}`
        const rows = rowsOf(place, input)
        const { field, logits: expected } = answers(input.name, index)
        checkLogits(field, expected, rows)
        return { name: input.name, rows, logits: expected }
      })
      return { path, precision, tolerance, cases }
    },
  }
}

function parse(path: string, bytes: Uint8Array): File {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new BenchError('INPUT', `${path}: not JSON in UTF-8; expected a reference file with inputs and logits`, {
      cause,
    })
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new BenchError('INPUT', `${path}: ${issue?.path.join('.') || 'the file'}: ${issue?.message}`)
}

interface Answers {
  readonly precision: string | null
  readonly tolerance: number
  readonly answers: (name: string, index: number) => { readonly field: string; readonly logits: ReferenceLogits }
}

/** One set of logits for all precisions. A run in half precision has a tolerance of its own, where the file knows one. */
function plainAnswers(path: string, { tolerance, inputs }: File, dtype: string | null): Answers {
  if (tolerance === undefined) {
    throw new BenchError('INPUT', `${path}: tolerance: missing; expected {"abs": NUMBER}, or precisions that have it`)
  }
  const half = dtype === 'fp16' ? tolerance.abs_if_computed_in_half_precision : undefined
  return {
    precision: null,
    tolerance: half ?? tolerance.abs,
    answers(_, index) {
      const field = `${path}: inputs.${index}.logits`
      const expected = inputs[index]?.logits
      if (expected === undefined) throw new BenchError('INPUT', `${field}: missing`)
      return { field, logits: expected }
    },
  }
}

function answersOf(
  path: string,
  { inputs }: File,
  precisions: ReadonlyMap<string, NonNullable<File['precisions']>[string]>,
  precision: string,
): Answers {
  const found = precisions.get(precision)
  if (found === undefined) {
    throw new BenchError(
      'INPUT',
      `${path}: precisions.${precision}: missing; the file has ${[...precisions.keys()].join(', ')} (choose with --dtype)`,
    )
  }
  const field = `${path}: precisions.${precision}.outputs`
  if (found.outputs.length !== inputs.length) {
    throw new BenchError('INPUT', `${field}: ${found.outputs.length} for ${inputs.length} inputs`)
  }
  return {
    precision,
    tolerance: found.tolerance.abs,
    answers(name, index) {
      const output = found.outputs[index]
      if (output?.name !== name) {
        throw new BenchError('INPUT', `${field}.${index}.name: ${output?.name}, but the input is called ${name}`)
      }
      return { field: `${field}.${index}.logits`, logits: output.logits }
    },
  }
}

function rowsOf(place: string, input: File['inputs'][number]): PieceRows {
  const { input_ids: ids, attention_mask: mask, token_type_ids: typeIds } = input
  const width = ids[0]?.length ?? 0
  for (const [field, rows] of Object.entries({
    input_ids: ids,
    attention_mask: mask,
    token_type_ids: typeIds ?? ids,
  })) {
    if (rows.length !== ids.length) {
      throw new BenchError('INPUT', `${place}.${field}: ${rows.length} rows, but input_ids has ${ids.length}`)
    }
    const row = rows.findIndex(one => one.length !== width)
    if (row === -1) continue
    throw new BenchError(
      'INPUT',
      `${place}.${field}.${row}: ${rows[row]?.length} pieces, but the batch is ${width} wide`,
    )
  }
  return { ids, mask, typeIds: typeIds ?? null }
}

function checkLogits(field: string, expected: ReferenceLogits, { ids }: PieceRows): void {
  const width = ids[0]?.length ?? 0
  if (expected.length !== ids.length) {
    throw new BenchError('INPUT', `${field}: ${expected.length} rows, but input_ids has ${ids.length}`)
  }
  let labels: number | null = null
  for (const [row, pieces] of expected.entries()) {
    if (pieces.length !== width) {
      throw new BenchError('INPUT', `${field}.${row}: ${pieces.length} pieces, but input_ids has ${width}`)
    }
    for (const [piece, values] of pieces.entries()) {
      if (values === null) continue
      labels ??= values.length
      if (values.length === labels) continue
      throw new BenchError('INPUT', `${field}.${row}.${piece}: ${values.length} logits, elsewhere ${labels}`)
    }
  }
  if (labels === null) throw new BenchError('INPUT', `${field}: null everywhere; there is nothing to compare`)
}
