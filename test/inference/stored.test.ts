import { describe, expect, test } from 'vitest'
import type { PassageId } from '../../src/core/passage.ts'
import type { Prediction } from '../../src/core/prediction.ts'
import { defaultBatchPlan } from '../../src/inference/batching/batches.ts'
import { createStoredPredictions } from '../../src/inference/stored.ts'
import { contractInputs, describeTagger, inputOf } from '../contract/tagger.ts'

const mention = { start: 0, end: 8, type: 'Disease', score: null, margin: null }

function predictionOf(
  id: string,
  mentions: Prediction['mentions'] = [],
  words: Prediction['words'] = null,
): Prediction {
  return { id: id as PassageId, mentions, words }
}

function open(predictions: readonly Prediction[]) {
  return createStoredPredictions({ reference: 'predictions:out/bert.jsonl', predictions, clock: () => 1 })
}

describeTagger('stored predictions', async () =>
  open(contractInputs.map(({ id, text }) => predictionOf(id, text.length < 8 ? [] : [mention]))),
)

const input = inputOf('a', ['ataxia', '-', 'telangiectasia'])

describe('predictions that do not fit are refused by name', () => {
  test('two for one passage', () => {
    expect(() => open([predictionOf('a'), predictionOf('b'), predictionOf('a')])).toThrow(
      'predictions:out/bert.jsonl: passage "a" has two predictions',
    )
  })

  test.each([
    ['none for a passage', [], 'no prediction for passage "a" and 1 more'],
    [
      'a mention outside the text',
      [predictionOf('a', [{ ...mention, end: 24 }])],
      '23 characters, but a mention from 0 to 24',
    ],
    ['a mention of nothing', [predictionOf('a', [{ ...mention, end: 0 }])], 'a mention from 0 to 0'],
    [
      'other words than tokens',
      [predictionOf('a', [], [{ label: 'O', margin: null, score: null }])],
      '3 tokens, but .* 1 words',
    ],
  ])('%s', async (_, predictions, says) => {
    const inputs = predictions.length === 0 ? [input, inputOf('b', [])] : [input]
    await expect(open(predictions).tag(inputs, defaultBatchPlan)).rejects.toMatchObject({
      code: 'INPUT',
      message: expect.stringMatching(says),
    })
  })
})

test('more predictions than passages are no harm: a limit may have been set', async () => {
  const { predictions } = await open([predictionOf('b'), predictionOf('a', [mention])]).tag([input], defaultBatchPlan)
  expect(predictions).toEqual([predictionOf('a', [mention])])
})

test('it is called after its file, and its types are those that occur', () => {
  const { facts } = open([
    predictionOf('a', [
      { ...mention, type: '\u{1f9ec}' },
      { ...mention, type: '\uff5e' },
    ]),
  ])
  expect(facts).toMatchObject({ name: 'bert', types: ['\uff5e', '\u{1f9ec}'] })
})

test('where words are stored, their labels say which types there are, and one that is no tag is refused', () => {
  const word = (label: string) => ({ label, margin: null, score: null })
  const { facts } = open([predictionOf('a', [mention], [word('O'), word('B-Chemical'), word('B-Disease')])])
  expect(facts.types).toEqual(['Chemical', 'Disease'])
  expect(() => open([predictionOf('a', [], [word('DISEASE')])])).toThrow(/passage "a": label "DISEASE" is neither O/)
})
