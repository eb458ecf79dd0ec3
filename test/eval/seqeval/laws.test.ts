import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Decoding } from '../../../src/core/convention.ts'
import { accuracyScore, f1Score, getEntities, precisionRecallFscoreSupport } from '../../../src/eval/seqeval/index.ts'
import type { CountOptions } from '../../../src/eval/seqeval/options.ts'
import { decode } from '../../../src/tags/decode.ts'
import { corpus } from '../../tags/arbitraries.ts'

function optionsOf(decoding: Decoding): CountOptions {
  return decoding.matching === 'strict' ? { mode: 'strict', scheme: decoding.scheme } : {}
}

test('gold and prediction exchanged: precision and recall exchanged, F1 the same', () => {
  fc.assert(
    fc.property(corpus, ({ decoding, gold, predicted }) => {
      for (const average of ['micro', 'macro'] as const) {
        const options = { ...optionsOf(decoding), average }
        const [precision, recall, f1] = precisionRecallFscoreSupport(gold, predicted, options)
        expect(precisionRecallFscoreSupport(predicted, gold, options).slice(0, 3)).toEqual([recall, precision, f1])
      }
    }),
  )
})

test('the order of sentences does not matter', () => {
  fc.assert(
    fc.property(corpus, ({ decoding, gold, predicted }) => {
      const options = optionsOf(decoding)
      const turned = precisionRecallFscoreSupport(gold.toReversed(), predicted.toReversed(), options)
      expect(turned).toEqual(precisionRecallFscoreSupport(gold, predicted, options))
    }),
  )
})

test('a corpus twice over has the same ratios and twice the support', () => {
  fc.assert(
    fc.property(corpus, ({ decoding, gold, predicted }) => {
      const options = optionsOf(decoding)
      const [precision, recall, f1, support] = precisionRecallFscoreSupport(gold, predicted, options)
      expect(precisionRecallFscoreSupport([...gold, ...gold], [...predicted, ...predicted], options)).toEqual([
        precision,
        recall,
        f1,
        support.map(count => 2 * count),
      ])
    }),
  )
})

test('gold against itself: F1 1 for every type, accuracy 1', () => {
  fc.assert(
    fc.property(corpus, ({ decoding, gold }) => {
      const scores = f1Score(gold, gold, { ...optionsOf(decoding), average: null })
      expect(scores.every(f1 => f1 === 1)).toBe(true)
      expect(accuracyScore(gold, gold)).toBe(gold.flat().length === 0 ? null : 1)
    }),
  )
})

test('getEntities is decode with inclusive ends, one place more after each sentence', () => {
  fc.assert(
    fc.property(corpus, ({ decoding, gold }) => {
      fc.pre(decoding.matching === 'conlleval')
      let offset = 0
      const expected = gold.flatMap(tags => {
        const here = offset
        offset += tags.length + 1
        return decode(tags, decoding).map(({ type, start, end }) => [type, here + start, here + end - 1])
      })
      expect(getEntities(gold)).toEqual(expected)
      expect(getEntities(gold.flatMap(tags => [...tags, 'O']))).toEqual(expected)
    }),
  )
})
