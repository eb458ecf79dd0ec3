import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { expect } from 'vitest'
import { z } from 'zod'
import { openTensors } from '../../../src/inference/checkpoint/tensors/open-tensors.ts'
import { floatsOf } from '../../../src/inference/checkpoint/tensors/read-floats.ts'
import type { MemoryTensor, TensorSources } from '../../../src/inference/checkpoint/tensors/stored-tensor.ts'
import { buildGraph, type GraphForm, plainForm } from '../../../src/inference/graph/build-graph.ts'
import { encodeModel, type OnnxModel } from '../../../src/inference/graph/onnx/model-proto.ts'
import { sharedPath } from '../../shared.ts'

const batch = z.array(z.array(z.number()))
const expectedSchema = z.object({
  labels: z.array(z.string()),
  tolerance: z.object({ abs: z.number() }),
  spread: z.object({ std: z.number() }),
  inputs: z.array(
    z.object({
      name: z.string(),
      input_ids: batch,
      attention_mask: batch,
      token_type_ids: batch.optional(),
      logits: z.array(z.array(z.array(z.number()).nullable())),
    }),
  ),
})
type Case = z.infer<typeof expectedSchema>['inputs'][number]

/** A checkpoint in memory, so that a test can change it. */
export interface Checkpoint {
  readonly config: Map<string, unknown>
  readonly tensors: Map<string, MemoryTensor>
  readonly labels: number
  readonly branches?: TensorSources['branches']
}

/** A folder of the tiny checkpoints of the reference material. */
export async function readTinyCheckpoint(name: string): Promise<Checkpoint> {
  return checkpointOf(name, await openTensors(tinyPath(name)))
}

/** With the tensors of that folder, or with others for the same configuration; `name` may be that of the base of an adapter. */
export async function checkpointOf(name: string, { tensors, branches }: TensorSources): Promise<Checkpoint> {
  // Buffers of whole numbers belong to no graph.
  const floating = [...tensors.values()].filter(tensor => 'values' in tensor || /^B?F\d+$/.test(tensor.dtype))
  const read = floating.map(
    async (tensor): Promise<[string, MemoryTensor]> => [
      tensor.name,
      { name: tensor.name, shape: tensor.shape, values: await floatsOf(tensor) },
    ],
  )
  const config = z.record(z.string(), z.unknown()).parse(readJson(name, 'config.json'))
  return {
    config: new Map(Object.entries(config)),
    tensors: new Map(await Promise.all(read)),
    labels: readExpected(name.replace(/\/base$/, '')).labels.length,
    ...(branches !== undefined && { branches }),
  }
}

export function readExpected(name: string) {
  return expectedSchema.parse(readJson(name, 'expected.json'))
}

/** With other values of config.json; null is like a key that is missing. */
export function withKeys(checkpoint: Checkpoint, keys: Readonly<Record<string, unknown>>): Checkpoint {
  return { ...checkpoint, config: new Map([...checkpoint.config, ...Object.entries(keys)]) }
}

/** No graph may come of the checkpoint, and the message must say why. */
export function expectRefusal(checkpoint: Checkpoint, message: RegExp): void {
  const build = () => buildOnnx(checkpoint)
  expect(build).toThrow(message)
  expect(build).toThrow(expect.objectContaining({ code: 'MODEL' }))
}

function buildOnnx({ config, tensors, labels, branches }: Checkpoint, form: GraphForm = plainForm): OnnxModel {
  const source = {
    path: 'config.json',
    values: config,
    weights: { tensors, files: ['model.safetensors'], ...(branches !== undefined && { branches }) },
    labels: { path: 'config.json', count: labels },
  }
  return buildGraph(source, form).model
}

/** Rejects with what the graph throws. */
export async function buildModel(checkpoint: Checkpoint, form: GraphForm = plainForm): Promise<Uint8Array> {
  return encodeModel(buildOnnx(checkpoint, form), form.precision, file => file)
}

/** For every case the largest distance of a logit from the expected one, over the pieces that the mask does not hide. */
export async function differences(
  checkpoint: Checkpoint,
  cases: readonly Case[],
  form: GraphForm = plainForm,
): Promise<Map<string, number>> {
  const answers = await logitsOf(checkpoint, cases, form)
  return new Map(
    cases.map(({ name, logits }, index) => {
      const expected = logits.flat()
      const found = answers[index] ?? []
      expect(found).toHaveLength(expected.length * checkpoint.labels)
      const distances = expected.flatMap((row, piece) =>
        (row ?? []).map((logit, label) => Math.abs(logit - Number(found[piece * checkpoint.labels + label]))),
      )
      return [name, Math.max(...distances)]
    }),
  )
}

/** Of every case all logits, those of hidden pieces too, piece by piece. */
export async function logitsOf(
  checkpoint: Checkpoint,
  cases: readonly Case[],
  form: GraphForm = plainForm,
): Promise<ArrayLike<unknown>[]> {
  const session = await InferenceSession.create(await buildModel(checkpoint, form), {
    intraOpNumThreads: 1,
    logSeverityLevel: 3,
  })
  const found: ArrayLike<unknown>[] = []
  for (const each of cases) {
    const { logits } = await session.run(feedsOf(each, session.inputNames))
    found.push(logits?.data ?? [])
  }
  await session.release()
  return found
}

/** Compares all cases of a tiny checkpoint with what transformers gives for them. */
export async function expectParity(name: string, form: GraphForm = plainForm): Promise<void> {
  const { inputs, tolerance } = readExpected(name)
  const found = await differences(await readTinyCheckpoint(name), inputs, form)
  expect(found.size).toBe(inputs.length)
  expect([...found].filter(([, difference]) => !(difference <= tolerance.abs))).toEqual([])
}

function feedsOf(each: Case, names: readonly string[]): Record<string, Tensor> {
  const { input_ids, attention_mask, token_type_ids } = each
  const given = [
    ['input_ids', input_ids],
    ['attention_mask', attention_mask],
    ['token_type_ids', token_type_ids ?? input_ids.map(row => row.map(() => 0))],
  ] as const
  return Object.fromEntries(
    given
      .filter(([name]) => names.includes(name))
      .map(([name, rows]) => {
        const values = BigInt64Array.from(rows.flat(), BigInt)
        return [name, new Tensor('int64', values, [rows.length, rows[0]?.length ?? 0])]
      }),
  )
}

function tinyPath(name: string): string {
  return sharedPath('models', 'tiny', name)
}

function readJson(name: string, file: string): unknown {
  return JSON.parse(readFileSync(join(tinyPath(name), file), 'utf8'))
}
