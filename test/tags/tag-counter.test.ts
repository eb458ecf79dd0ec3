import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Decoding } from '../../src/core/convention.ts'
import { addCounts, type Counts, noCounts, type TypeCounts } from '../../src/core/counts.ts'
import { decode } from '../../src/tags/decode.ts'
import { createTagCounter } from '../../src/tags/tag-counter.ts'
import { corpus, wellFormedCorpus } from './arbitraries.ts'

function count(reading: Decoding, gold: readonly string[][], predicted: readonly string[][]): TypeCounts[] {
  const counter = createTagCounter(reading)
  for (const [i, tags] of gold.entries()) counter.add(tags, predicted[i] ?? [])
  return counter.types()
}

const total = (counts: readonly Counts[]) => counts.reduce(addCounts, noCounts)

test('counts by type, in the order of code points', () => {
  const counts = count(
    { matching: 'strict', scheme: 'IOB2' },
    [
      ['B-𝛽', 'I-𝛽', 'O', 'B-Ａ'],
      ['B-a', 'O'],
    ],
    [
      ['B-𝛽', 'I-𝛽', 'O', 'B-a'],
      ['B-a', 'I-Z'],
    ],
  )
  expect(counts).toEqual([
    { type: 'a', truePositives: 1, falsePositives: 1, falseNegatives: 0 },
    { type: 'Ａ', truePositives: 0, falsePositives: 0, falseNegatives: 1 },
    { type: '𝛽', truePositives: 1, falsePositives: 0, falseNegatives: 0 },
  ])
})

test('take gives each passage its own counts', () => {
  const counter = createTagCounter({ matching: 'conlleval' })
  counter.add(['B-X'], ['B-X'])
  expect(counter.take()).toEqual([{ type: 'X', truePositives: 1, falsePositives: 0, falseNegatives: 0 }])
  counter.add(['B-Y'], ['O'])
  expect(counter.take()).toEqual([{ type: 'Y', truePositives: 0, falsePositives: 0, falseNegatives: 1 }])
  expect(counter.take()).toEqual([])
})

describe('refused', () => {
  const counter = () => {
    const made = createTagCounter({ matching: 'conlleval' })
    made.add(['O'], ['O'])
    return made
  }

  test('lengths that differ, with the sentence and both lengths', () => {
    expect(() => counter().add(['O', 'O'], ['O'])).toThrow(
      'sentence 1 (from 0): gold has 2 tags and the prediction 1; there must be one predicted tag for each gold tag',
    )
  })

  test('a foreign tag, with the sentence, the side and the place', () => {
    expect(() => counter().add(['O', 'U-X'], ['O', 'O'])).toThrow('sentence 1 (from 0), gold tag 1: "U-X"')
    expect(() => counter().add(['O', 'O'], ['Other', 'O'])).toThrow('sentence 1 (from 0), predicted tag 0: "Other"')
    expect(() => counter().add(['O', 'O'], new Array<string>(2))).toThrow('predicted tag 0: undefined')
  })
})

describe('laws', () => {
  test('the counts are those of the sets of mentions that decode finds', () => {
    fc.assert(
      fc.property(corpus, ({ decoding, gold, predicted }) => {
        const keys = (side: string[][]) =>
          side.flatMap((tags, k) =>
            decode(tags, decoding).map(({ type, start, end }) => [type, k, start, end].join(' ')),
          )
        const [goldKeys, predictedKeys] = [new Set(keys(gold)), new Set(keys(predicted))]
        const both = goldKeys.intersection(predictedKeys).size
        expect(total(count(decoding, gold, predicted))).toEqual({
          truePositives: both,
          falsePositives: predictedKeys.size - both,
          falseNegatives: goldKeys.size - both,
        })
      }),
      { numRuns: 2000 },
    )
  })

  test('gold and prediction exchanged: false positives and false negatives exchanged', () => {
    fc.assert(
      fc.property(corpus, ({ decoding, gold, predicted }) => {
        const exchanged = count(decoding, predicted, gold).map(({ falsePositives, falseNegatives, ...rest }) => ({
          ...rest,
          falsePositives: falseNegatives,
          falseNegatives: falsePositives,
        }))
        expect(exchanged).toEqual(count(decoding, gold, predicted))
      }),
    )
  })

  test('counts add up over sentences, in any order', () => {
    fc.assert(
      fc.property(corpus, ({ decoding, gold, predicted }) => {
        const sentences = gold.map((tags, i) => total(count(decoding, [tags], [predicted[i] ?? []])))
        expect(sentences.reduceRight(addCounts, noCounts)).toEqual(total(count(decoding, gold, predicted)))
        expect(count(decoding, gold.toReversed(), predicted.toReversed())).toEqual(count(decoding, gold, predicted))
      }),
    )
  })

  test('gold against itself has true positives only', () => {
    fc.assert(
      fc.property(corpus, ({ decoding, gold }) => {
        expect(total(count(decoding, gold, gold))).toMatchObject({ falsePositives: 0, falseNegatives: 0 })
      }),
    )
  })

  test('on well-formed tags strict finds no more true positives than conlleval, and but for IOE1 the same', () => {
    fc.assert(
      fc.property(wellFormedCorpus, ({ decoding, gold, predicted }) => {
        fc.pre(decoding.matching === 'strict' && decoding.scheme !== 'BILOU')
        const strict = total(count(decoding, gold, predicted)).truePositives
        const conlleval = total(count({ matching: 'conlleval' }, gold, predicted)).truePositives
        expect(strict).toBeLessThanOrEqual(conlleval)
        if (decoding.matching === 'strict' && decoding.scheme !== 'IOE1') expect(strict).toBe(conlleval)
      }),
    )
  })
})
