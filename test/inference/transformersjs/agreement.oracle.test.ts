import { readFileSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { z } from 'zod'
import { tokenConventions, unstatedReading } from '../../../src/eval/conventions.ts'
import { countTagged } from '../../../src/eval/count-passages.ts'
import { defaultBatchPlan } from '../../../src/inference/batching/batches.ts'
import { loadCorpus, resolveCorpora } from '../../../src/wire/corpora/corpora.ts'
import { inputOf } from '../../contract/tagger.ts'
import { sharedPath, whenShared } from '../../shared.ts'
import { embeddedModel, openModel, reading } from '../fixtures.ts'

const rows = z.array(z.array(z.int()))
const schema = z.object({
  max_length: z.int(),
  inputs: z.array(z.object({ input_ids: rows, attention_mask: rows, token_type_ids: rows.optional() })),
  text: z.object({ words: z.array(z.object({ words: z.array(z.string()) })) }),
})

describe.each(['bert', 'deberta-v2', 'distilbert', 'modernbert', 'xlm-roberta'])('%s in transformers.js', model => {
  const folder = sharedPath('models', 'tiny-onnx', model)
  const read = () =>
    schema.parse(JSON.parse(readFileSync(sharedPath('models', 'tiny-onnx', model, 'expected.json'), 'utf8')))
  const openBoth = async (pieces: number, dtype: string) => {
    const its = { ...reading, window: { pieces, overlap: 8 } }
    return [await openModel(folder, its, dtype), await openModel(folder, its, dtype, 'transformersjs')] as const
  }

  for (const dtype of ['fp32', 'fp16', 'int8']) {
    whenShared(`${dtype}: logits are ours, bit by bit`, async () => {
      const { max_length, inputs } = read()
      const [ours, theirs] = await openBoth(max_length, dtype)
      for (const { input_ids: ids, attention_mask: mask, token_type_ids: typeIds = null } of inputs) {
        const given = { ids, mask, typeIds }
        expect(await theirs.logits(given)).toEqual(await ours.logits(given))
      }
      expect(theirs.facts.precision).toBe(ours.facts.precision)
      await Promise.all([ours.close(), theirs.close()])
    })
  }

  whenShared('labels of words are ours', async () => {
    const { max_length, text } = read()
    const [ours, theirs] = await openBoth(max_length, 'fp32')
    const inputs = text.words.map(({ words }, index) =>
      inputOf(
        String(index),
        words.filter(word => word !== softHyphen),
      ),
    )
    const expected = await ours.tag(inputs, defaultBatchPlan)
    expect((await theirs.tag(inputs, defaultBatchPlan)).predictions).toEqual(expected.predictions)
    await Promise.all([ours.close(), theirs.close()])
  })
})

/** The one word of these texts that the tokenizers of two of these models do not encode alike; see `words.oracle.test.ts`. */
const softHyphen = '\u00ad'

whenShared(
  'NCBI-Disease, test: the embedded model finds the very same mentions, and has the same F1',
  async () => {
    const [reference] = await resolveCorpora(['ncbi-disease'], 'test')
    if (reference === undefined) throw new Error('ncbi-disease')
    const { passages } = await loadCorpus(reference, 'test')
    const results = []
    for (const backend of ['ort', 'transformersjs']) {
      const tagger = await openModel(embeddedModel, reading, null, backend)
      results.push((await tagger.tag(passages, defaultBatchPlan)).predictions)
      await tagger.close()
    }
    const [ours = [], theirs = []] = results
    expect(theirs).toEqual(ours)
    const counted = [ours, theirs].map(predictions =>
      countTagged(
        passages.map((passage, index) => ({
          id: passage.id,
          document: passage.document,
          gold: passage.tags ?? [],
          predicted: (predictions[index]?.words ?? []).map(({ label }) => (label.endsWith('Disease') ? label : 'O')),
        })),
        tokenConventions(unstatedReading),
      ),
    )
    expect(counted[1]).toEqual(counted[0])
    expect(ours.flatMap(({ mentions }) => mentions).length).toBeGreaterThan(900)
  },
  120_000,
)
