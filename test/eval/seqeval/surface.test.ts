import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  accuracyScore,
  classificationReport,
  f1Score,
  getEntities,
  performanceMeasure,
  precisionRecallFscoreSupport,
  precisionScore,
  type ReportRows,
  recallScore,
} from '../../../src/eval/seqeval/index.ts'

/** The example in the documentation of seqeval's functions. */
const gold = [
  ['O', 'O', 'B-MISC', 'I-MISC', 'B-MISC', 'O', 'O'],
  ['B-PER', 'I-PER', 'O'],
]
const predicted = [
  ['O', 'O', 'B-MISC', 'I-MISC', 'B-MISC', 'I-MISC', 'O'],
  ['B-PER', 'I-PER', 'O'],
]

test('the values in seqeval’s documentation', () => {
  for (const score of [f1Score, precisionScore, recallScore]) {
    expect(score(gold, predicted)).toBeCloseTo(2 / 3, 12)
    expect(score(gold, predicted, { average: 'macro' })).toBe(0.75)
    expect(score(gold, predicted, { average: 'weighted' })).toBeCloseTo(2 / 3, 12)
    expect(score(gold, predicted, { average: null })).toEqual([0.5, 1])
  }
  expect(getEntities(['B-PER', 'I-PER', 'O', 'B-LOC'])).toEqual([
    ['PER', 0, 1],
    ['LOC', 3, 3],
  ])
  expect(accuracyScore(gold, predicted)).toBe(0.9)
  const measured = performanceMeasure(
    [
      ['O', 'O', 'O', 'B-MISC', 'I-MISC', 'O', 'B-ORG'],
      ['B-PER', 'I-PER', 'O', 'B-PER'],
    ],
    [
      ['O', 'O', 'B-MISC', 'I-MISC', 'I-MISC', 'O', 'O'],
      ['B-PER', 'I-PER', 'O', 'B-MISC'],
    ],
  )
  expect(measured).toEqual({ TP: 3, FP: 3, FN: 1, TN: 4 })
})

test('arrays by type in the order of code points, or four numbers', () => {
  const options = { mode: 'strict', scheme: 'IOB2' } as const
  expect(precisionRecallFscoreSupport(gold, predicted, options)).toEqual([
    [0.5, 1],
    [0.5, 1],
    [0.5, 1],
    [2, 1],
  ])
  expect(precisionRecallFscoreSupport(gold, predicted, { ...options, average: 'macro' })).toEqual([0.75, 0.75, 0.75, 3])
})

test('suffix notation', () => {
  const turned = (sentences: string[][]) =>
    sentences.map(tags => tags.map(tag => (tag === 'O' ? tag : `${tag.slice(2)}-${tag[0]}`)))
  const options = { suffix: true, average: null } as const
  expect(f1Score(turned(gold), turned(predicted), options)).toEqual([0.5, 1])
  expect(f1Score(turned(gold), turned(predicted), { ...options, mode: 'strict', scheme: 'IOB2' })).toEqual([0.5, 1])
  expect(getEntities(['PER-B', 'PER-I'], { suffix: true })).toEqual([['PER', 0, 1]])
  expect(() => getEntities(['B-PER'], { suffix: true })).toThrow('alone or as in Disease-B')
})

describe('types', () => {
  test('the result follows from the average', () => {
    expectTypeOf(f1Score(gold, predicted)).toEqualTypeOf<number>()
    expectTypeOf(f1Score(gold, predicted, { mode: 'strict', scheme: 'IOB2' })).toEqualTypeOf<number>()
    expectTypeOf(f1Score(gold, predicted, { average: 'macro' })).toEqualTypeOf<number | null>()
    expectTypeOf(f1Score(gold, predicted, { average: null })).toEqualTypeOf<number[]>()
    expectTypeOf(precisionRecallFscoreSupport(gold, predicted)[3]).toEqualTypeOf<number[]>()
    expectTypeOf(precisionRecallFscoreSupport(gold, predicted, { average: 'micro' })[3]).toEqualTypeOf<number>()
    expectTypeOf(classificationReport(gold, predicted)).toEqualTypeOf<string>()
    expectTypeOf(classificationReport(gold, predicted, { outputDict: true })).toEqualTypeOf<ReportRows>()
  })

  test('strict without a scheme does not compile', () => {
    // @ts-expect-error: the scheme is missing
    expect(() => f1Score(gold, predicted, { mode: 'strict' })).toThrow('needs a scheme')
    // @ts-expect-error: the scheme is missing
    expect(() => classificationReport(gold, predicted, { mode: 'strict' })).toThrow('needs a scheme')
    // @ts-expect-error: no such mode
    expect(() => recallScore(gold, predicted, { mode: 'exact' })).toThrow('there is')
  })
})
