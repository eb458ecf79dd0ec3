import { readFileSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { z } from 'zod'
import { defaultBatchPlan } from '../../../src/inference/batching/batches.ts'
import { inputOf } from '../../contract/tagger.ts'
import { sharedPath, whenShared } from '../../shared.ts'
import { openModel, reading } from '../fixtures.ts'

const rows = z.array(z.array(z.int()))
const schema = z.object({
  max_length: z.int(),
  labels: z.array(z.string()),
  tolerance: z.object({ abs: z.number() }),
  inputs: z.array(
    z.object({
      name: z.string(),
      input_ids: rows,
      attention_mask: rows,
      token_type_ids: rows.optional(),
      logits: z.array(z.array(z.array(z.number()).nullable())),
    }),
  ),
  text: z.object({
    words: z.array(
      z.object({
        words: z.array(z.string()),
        word_labels: z.array(z.string().nullable()).optional(),
      }),
    ),
  }),
})

function read(folder: string) {
  return schema.parse(JSON.parse(readFileSync(sharedPath('models', 'tiny', folder, 'expected.json'), 'utf8')))
}

function open(folder: string, pieces: number) {
  return openModel(sharedPath('models', 'tiny', folder), { ...reading, window: { pieces, overlap: 8 } })
}

describe.each([
  ['albert', 27_539],
  ['bert', 66_005],
  ['bert-bin', 29_219],
  ['bert-bf16', 29_219],
  ['bert-bin', 29_219],
  ['bert-fp16', 29_219],
  ['bert-gamma-beta', 29_285],
  ['bert-label-order', 29_219],
  ['bert-pooler', 29_219],
  ['bert-sharded', 29_219],
  ['deberta-v2', 48_999],
  ['deberta-v2-c2p', 36_611],
  ['deberta-v2-xl', 35_107],
  ['distilbert', 47_487],
  ['electra', 41_413],
  ['eurobert', 54_563],
  ['eurobert-gqa', 33_477],
  ['modernbert', 64_913],
  ['modernbert-hub', 43_619],
  ['roberta', 50_643],
  ['xlm-roberta', 38_283],
] as const)('%s: a graph from config.json and tensors', (folder, parameters) => {
  whenShared('logits are those of PyTorch', async () => {
    const { max_length, labels, inputs, tolerance } = read(folder)
    const tagger = await open(folder, max_length)
    expect(tagger.facts).toMatchObject({ parameters, precision: 'fp32' })
    for (const { name, input_ids, attention_mask, token_type_ids, logits } of inputs) {
      const rows = { ids: input_ids, mask: attention_mask, typeIds: token_type_ids ?? null }
      const { dims, data } = await tagger.logits(rows)
      expect(dims).toEqual([input_ids.length, input_ids[0]?.length, labels.length])
      expect(largestDifference(logits, data, labels.length), name).toBeLessThanOrEqual(tolerance.abs)
    }
    expect(inputs.length).toBeGreaterThanOrEqual(3)
    await tagger.close()
  })

  whenShared('word labels are those of Python; a word without pieces is O', async () => {
    const { max_length, text } = read(folder)
    const tagger = await open(folder, max_length)
    const cases = text.words.filter(expected => expected.word_labels !== undefined)
    const inputs = cases.map((expected, index) => inputOf(String(index), expected.words))
    const { predictions } = await tagger.tag(inputs, defaultBatchPlan)
    for (const [index, { word_labels = [] }] of cases.entries()) {
      const found = (predictions[index]?.words ?? []).map(word => word.label)
      expect(found).toEqual(word_labels.map(label => label ?? 'O'))
    }
    expect(cases.length).toBeGreaterThan(1)
    await tagger.close()
  })
})

/** Over the pieces that the mask does not hide. */
function largestDifference(
  expected: readonly (readonly (readonly number[] | null)[])[],
  data: Float32Array,
  labels: number,
) {
  let largest = 0
  for (const [piece, logits] of expected.flat().entries()) {
    for (const [label, logit] of (logits ?? []).entries()) {
      const difference = Math.abs(logit - (data[piece * labels + label] ?? Number.NaN))
      largest = Number.isNaN(difference) ? difference : Math.max(largest, difference)
    }
  }
  return largest
}
