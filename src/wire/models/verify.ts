import { stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { BenchError } from '../../core/error.ts'
import type { Operators } from '../../core/tagger.ts'
import { chooseAdapter } from '../../inference/checkpoint/adapter/adapter-choice.ts'
import { type OnnxTagger, openOnnxTagger } from '../../inference/onnx-tagger.ts'
import type { RawLogits } from '../../inference/protocol.ts'
import { type CaseDifference, compareLogits } from './compare-logits.ts'
import { type ReferenceCase, readReferenceFile } from './reference-file.ts'

export interface Verification {
  readonly format: 'bioner-bench/verify@1'
  readonly ok: boolean
  /** Over all cases; null where a model gave something that is not a number. */
  readonly maxAbsDiff: number | null
  readonly tolerance: number
  /** The reference file. */
  readonly against: string
  /** Which logits of the reference file the model was held against; null: it has one set for all precisions. */
  readonly dtype: string | null
  readonly model: {
    readonly reference: string
    readonly precision: string | null
    readonly backend: string
    readonly weightsSha256: string | null
  }
  readonly cases: readonly CaseDifference[]
}

export interface VerifyOptions {
  readonly dtype: string | null
  /** The reference file; `expected.json` in the model's folder unless given. */
  readonly against: string | null
  /** Folder of a LoRA adapter. */
  readonly adapter: string | null
  /** `merged` or `branches`; null: merged. */
  readonly adapterMode: string | null
  readonly device: string | null
  readonly operators: Operators | null
  readonly threads: number | null
}

/**
 * Runs the inputs of a reference file through a model and compares the logits. Throws `INPUT` where the reference file is not what it should
 * be, before the model is opened, and whatever opening the model throws.
 */
export async function verifyModel(
  path: string,
  { dtype, against, threads, device, operators, ...options }: VerifyOptions,
): Promise<Verification> {
  const adapter = chooseAdapter(options.adapter, options.adapterMode)
  const reference = await readReferenceFile(against ?? (await expectedBeside(path)))
  // Before the model is opened, unless it is the model that says its precision.
  const early = dtype === null && reference.byPrecision ? null : reference.select(dtype)
  const name = basename(resolve(path))
  const tagger = await openOnnxTagger({
    reference: path,
    name,
    path,
    dtype,
    threads,
    adapter,
    device,
    operators,
    reading: shortReading,
  })
  try {
    const { precision, backend, weightsSha256 } = tagger.facts
    const { tolerance, cases, ...selected } = early ?? reference.select(precisionName(precision))
    const differences: CaseDifference[] = []
    for (const one of cases) differences.push(compareLogits(one, await run(tagger, one, selected.path), tolerance))
    const largest = differences.map(one => one.maxAbsDiff)
    return {
      format: 'bioner-bench/verify@1',
      ok: differences.every(one => one.ok),
      maxAbsDiff: largest.includes(null) ? null : Math.max(...largest.map(Number)),
      tolerance,
      against: selected.path,
      dtype: selected.precision,
      model: { reference: path, precision, backend, weightsSha256 },
      cases: differences,
    }
  } finally {
    await tagger.close()
  }
}

/** The rows are given as they are: the window is not used, and must only be one that every model can read. */
const shortReading = { subword: 'first', words: 'separate', window: { pieces: 8, overlap: 0 } } as const

/** `int8-dynamic` is the `int8` of a reference file. Where a model does not say its precision, `fp32` is meant. */
function precisionName(precision: string | null): string | null {
  return precision?.split('-')[0] ?? null
}

async function run(tagger: OnnxTagger, { name, rows, logits }: ReferenceCase, file: string): Promise<RawLogits> {
  const answer = await tagger.logits(rows).catch((error: unknown) => {
    if (!(error instanceof BenchError)) throw error
    throw new BenchError(error.code, `${file}: case ${name}: ${error.message}`, { cause: error })
  })
  const expected = logits.flat().find(values => values !== null)?.length
  const [, , labels] = answer.dims
  if (labels === expected) return answer
  throw new BenchError(
    'INPUT',
    `${file}: case ${name}: ${expected} logits a piece, but the model gives ${labels}; it is the reference of another model`,
  )
}

async function expectedBeside(path: string): Promise<string> {
  const entry = await stat(path).catch(() => null)
  if (entry === null) throw new BenchError('ARGUMENT', `${path}: no such folder or file`)
  const expected = join(entry.isDirectory() ? path : dirname(path), 'expected.json')
  if ((await stat(expected).catch(() => null)) !== null) return expected
  throw new BenchError('ARGUMENT', `${path}: no expected.json there; name the reference file with --against FILE`)
}
