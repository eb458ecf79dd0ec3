import { readFileSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { z } from 'zod'
import { defaultBatchPlan } from '../../src/inference/batching/batches.ts'
import { inputOf } from '../contract/tagger.ts'
import { sharedPath, whenShared } from '../shared.ts'
import { openModel, reading } from './fixtures.ts'

const rows = z.array(z.array(z.int()))
const precision = z.object({
  tolerance: z.object({ abs: z.number() }),
  outputs: z.array(z.object({ logits: z.array(z.array(z.array(z.number()).nullable())) })),
})
const schema = z.object({
  max_length: z.int(),
  labels: z.array(z.string()),
  inputs: z.array(z.object({ input_ids: rows, attention_mask: rows, token_type_ids: rows.optional() })),
  precisions: z.object({ fp32: precision, fp16: precision, int8: precision }),
  text: z.object({
    words: z.array(
      z.object({
        words: z.array(z.string()),
        word_labels: z.array(z.string().nullable()).optional(),
        smallest_margin: z.number().optional(),
      }),
    ),
  }),
})

function read(model: string) {
  return schema.parse(JSON.parse(readFileSync(sharedPath('models', 'tiny-onnx', model, 'expected.json'), 'utf8')))
}

function open(model: string, pieces: number, dtype: string) {
  return openModel(sharedPath('models', 'tiny-onnx', model), { ...reading, window: { pieces, overlap: 8 } }, dtype)
}

describe.each(['bert', 'deberta-v2', 'distilbert', 'modernbert', 'xlm-roberta'])('%s', model => {
  for (const dtype of ['fp32', 'fp16', 'int8'] as const) {
    whenShared(`${dtype}: logits are those of onnxruntime in Python`, async () => {
      const { max_length, labels, inputs, precisions } = read(model)
      const tagger = await open(model, max_length, dtype)
      for (const [index, { input_ids, attention_mask, token_type_ids }] of inputs.entries()) {
        const { dims, data } = await tagger.logits({
          ids: input_ids,
          mask: attention_mask,
          typeIds: token_type_ids ?? null,
        })
        expect(dims).toEqual([input_ids.length, input_ids[0]?.length, labels.length])
        const { tolerance, outputs } = precisions[dtype]
        const difference = largestDifference(outputs[index]?.logits ?? [], data, labels.length)
        expect(difference).toBeLessThanOrEqual(tolerance.abs)
      }
      await tagger.close()
    })
  }

  whenShared('a dynamically quantised file is known for one', async () => {
    const tagger = await open(model, 60, 'int8')
    expect(tagger.facts.precision).toBe('int8-dynamic')
    await tagger.close()
  })

  whenShared('word labels are those of Python; a word without pieces is O', async () => {
    const { max_length, text } = read(model)
    const tagger = await open(model, max_length, 'fp32')
    const cases = text.words.filter(expected => expected.word_labels !== undefined)
    const inputs = cases.map((expected, index) => inputOf(String(index), expected.words))
    const { predictions } = await tagger.tag(inputs, defaultBatchPlan)
    for (const [index, { word_labels = [], smallest_margin = 0 }] of cases.entries()) {
      const words = predictions[index]?.words ?? []
      expect(words.map(word => word.label)).toEqual(word_labels.map(label => label ?? 'O'))
      expect(words.map(word => word.margin === null)).toEqual(word_labels.map(label => label === null))
      const smallest = Math.min(...words.map(word => word.margin ?? Infinity))
      expect(smallest).toBeGreaterThanOrEqual(smallest_margin - 2e-4) // theirs is over all pieces, not only the first of a word
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
      largest = Math.max(largest, Math.abs(logit - (data[piece * labels + label] ?? Number.NaN)))
    }
  }
  return largest
}
