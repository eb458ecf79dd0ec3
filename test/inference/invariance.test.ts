import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Input } from '../../src/core/passage.ts'
import type { Prediction } from '../../src/core/prediction.ts'
import type { BatchPlan, Tagger } from '../../src/core/tagger.ts'
import { defaultBatchPlan } from '../../src/inference/batching/batches.ts'
import { inputOf } from '../contract/tagger.ts'
import { sharedPath, whenShared } from '../shared.ts'
import { embeddedModel, openModel, reading, readReferenceSentences, tinyModel, tinyReading } from './fixtures.ts'

const inputs = readReferenceSentences().map(sentence => sentence.input)
const unlimited = 1_000_000
const plans: readonly BatchPlan[] = [
  { order: 'given', pieces: unlimited, windows: 1, seed: 0 },
  { order: 'given', pieces: unlimited, windows: 8, seed: 0 },
  { order: 'given', pieces: unlimited, windows: 64, seed: 0 },
  { order: 'shuffled', pieces: 512, windows: null, seed: 1 },
  { order: 'shuffled', pieces: 4096, windows: null, seed: 2 },
]

/** Batch mates and padding must not change anything: not a label, not a digit of a score. */
async function expectSameUnderEveryPlan(tagger: Tagger): Promise<void> {
  const { predictions, usage } = await tagger.tag(inputs, defaultBatchPlan)
  const hashes = new Set([usage.planHash])
  for (const plan of plans) {
    const other = await tagger.tag(inputs, plan)
    expect(other.predictions).toEqual(predictions)
    hashes.add(other.usage.planHash)
  }
  expect(hashes.size).toBe(plans.length + 1)
}

describe('batches of 1, 8 and 64, in order, sorted and shuffled, give identical predictions', () => {
  test('the embedded model, row-wise int8', async () => {
    const tagger = await openModel(embeddedModel, reading)
    await expectSameUnderEveryPlan(tagger)
    await tagger.close()
  })

  test('the tiny fixture, fp32, every sentence in many windows', async () => {
    const tagger = await openModel(tinyModel, tinyReading)
    await expectSameUnderEveryPlan(tagger)
    await tagger.close()
  })

  for (const model of ['bert', 'deberta-v2', 'distilbert', 'modernbert', 'xlm-roberta']) {
    whenShared(`${model}, fp32`, async () => {
      const window = { pieces: 60, overlap: 12 }
      const tagger = await openModel(sharedPath('models', 'tiny-onnx', model), { ...reading, window }, 'fp32')
      await expectSameUnderEveryPlan(tagger)
      await tagger.close()
    })
  }
})

describe('a passage far longer than the window', () => {
  let tagger: Tagger
  beforeAll(async () => {
    tagger = await openModel(embeddedModel, { ...reading, window: { pieces: 64, overlap: 24 } })
  })
  afterAll(() => tagger.close())

  /** A disease every six words, as far as the eye can see. */
  const clause = ['and', 'patients', 'with', 'ovarian', 'cancer', ',']
  const words = Array.from({ length: 300 }, () => clause).flat()
  const long = inputOf('long', words)

  test('every word is read, and every mention found once', async () => {
    const { predictions, usage } = await tagger.tag([long], defaultBatchPlan)
    const { mentions = [], words: labels = [] } = predictions[0] ?? {}
    expect(labels?.length).toBe(words.length)
    expect(labels?.every(word => word.margin !== null)).toBe(true)
    expect(usage.truncated).toEqual([])
    expect(usage.windows).toBeGreaterThan(40)
    expect(mentions.map(({ start, end }) => long.text.slice(start, end))).toEqual(new Array(300).fill('ovarian cancer'))
  })

  test('one word longer than the window is read, and so is what follows it', async () => {
    const input = inputOf('word', ['treated', 'with', 'x-'.repeat(80), 'for', 'ovarian', 'cancer', '.'])
    const { predictions, usage } = await tagger.tag([input], defaultBatchPlan)
    expect(usage.windows).toBeGreaterThan(3)
    expect(predictions[0]?.words?.every(word => word.margin !== null)).toBe(true)
    expect(textsOf(input, predictions[0]).some(text => text.endsWith('ovarian cancer'))).toBe(true)
  })
})

function textsOf(input: Input, prediction: Prediction | undefined): string[] {
  return (prediction?.mentions ?? []).map(({ start, end }) => input.text.slice(start, end))
}
