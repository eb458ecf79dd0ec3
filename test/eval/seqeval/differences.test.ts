import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Scheme } from '../../../src/core/convention.ts'
import { BenchError } from '../../../src/core/error.ts'
import { compute } from '../../../src/eval/evaluate/index.ts'
import {
  accuracyScore,
  classificationReport,
  f1Score,
  getEntities,
  performanceMeasure,
  precisionRecallFscoreSupport,
} from '../../../src/eval/seqeval/index.ts'
import { sharedPath, whenShared } from '../../shared.ts'
import { readLines } from '../../tags/decode-vectors.ts'
import type { ScoreVector } from './score-vectors.ts'

const score = (gold: string, predicted: string, scheme?: Scheme) =>
  f1Score([gold.split(' ')], [predicted.split(' ')], scheme ? { mode: 'strict', scheme } : {})

describe('refused', () => {
  test('marks of BILOU without a scheme', () => {
    for (const tags of ['B-X L-X B-X L-X O', 'U-X U-X O', 'U O U']) {
      expect(() => score(tags, tags)).toThrow('L and U are marks of BILOU, which only strict matching reads')
      expect(score(tags, tags, 'BILOU')).toBe(1)
    }
  })

  test('what is no tag, where Python makes one of its first letter', () => {
    for (const tag of ['Other', 'O-X', 'DISEASE', 'Species', 'BX', 'B_X', 'BX-Y', 'b-X', '.', '']) {
      expect(() => score(`${tag} O`, 'O O')).toThrow(BenchError)
      expect(() => score(`${tag} O`, 'O O', 'IOBES')).toThrow(
        `sentence 0 (from 0), gold tag 0: "${tag}" is neither O nor`,
      )
      expect(() => getEntities([['O'], [tag]])).toThrow(`sentence 1 (from 0), tag 0: "${tag}" is neither O nor`)
    }
  })

  test('entities that begin in an earlier sentence', () => {
    expect(() => getEntities([['B', 'O'], ['L', 'L-T'], ['O']])).toThrow('sentence 1 (from 0), tag 0: "L"')
    expect(() =>
      getEntities([
        ['B-X', 'O'],
        ['O', 'E'],
        ['.', 'E'],
      ]),
    ).toThrow('sentence 2 (from 0), tag 0: "."')
  })

  test('strict without a scheme', () => {
    const options = { mode: 'strict' } as { mode: 'strict'; scheme: Scheme }
    expect(() => f1Score([['O']], [['O']], options)).toThrow("mode 'strict' needs a scheme: one of IOB1, IOB2, IOE1")
    expect(() => classificationReport([['O']], [['O']], options)).toThrow("mode 'strict' needs a scheme")
    expect(() => compute({ references: [['O']], predictions: [['O']], ...options })).toThrow(
      "mode 'strict' needs a scheme",
    )
  })

  whenShared('strict without a scheme, in every oracle case that has it', () => {
    const vectors = readLines<ScoreVector>(sharedPath('oracles', 'scoring', 'score.jsonl'))
    const cases = vectors.filter(vector => vector.extra?.strictWithoutScheme)
    expect(cases).toHaveLength(30)
    for (const { gold, pred } of cases) {
      const options = { mode: 'strict' } as { mode: 'strict'; scheme: Scheme }
      expect(() => f1Score(gold, pred, options)).toThrow("mode 'strict' needs a scheme")
    }
  })

  test('options that Python takes for something else', () => {
    const call = (options: object) => () => f1Score([['B-X']], [['B-X']], options)
    expect(call({ mode: 'lenient' })).toThrow('mode "lenient": there is \'strict\', or no mode')
    expect(call({ mode: 'strict', scheme: 'BIO' })).toThrow(
      'scheme "BIO": not one of IOB1, IOB2, IOE1, IOE2, IOBES, BILOU',
    )
    expect(call({ zeroDivision: 0.5 })).toThrow("zeroDivision 0.5: not one of 'warn', 0, 1")
    expect(call({ average: 'samples' })).toThrow('average "samples": not one of')
    expect(() => classificationReport([['O']], [['O']], { digits: 1.5 })).toThrow('digits 1.5: not a whole number')
  })

  test('sides that do not pair up, also where only tokens are compared', () => {
    const lengths = 'yTrue[1] has 2 items and yPred[1] 1; they must pair up'
    const [gold, predicted] = [
      [['O'], ['O', 'B-X']],
      [['O'], ['O']],
    ]
    expect(() => accuracyScore(gold, predicted)).toThrow(lengths)
    expect(() => performanceMeasure(gold, predicted)).toThrow(lengths)
    expect(() => accuracyScore(['O', 'O'], ['O'])).toThrow('yTrue has 2 items and yPred 1')
    expect(() => accuracyScore([['O']], ['O'])).toThrow('yTrue[0] and yPred[0] are not both arrays of tags')
    expect(() => f1Score(gold, predicted)).toThrow('sentence 1 (from 0): gold has 2 tags and the prediction 1')
    expect(() => f1Score([['O'], ['O']], [['O']])).toThrow('gold has 2 sentences and the prediction 1')
    expect(() => f1Score([], [])).toThrow('hold no sentence')
    expect(() => f1Score(['O'] as unknown as string[][], [['O']])).toThrow(
      'sentence 0 (from 0) of gold is not an array of tags',
    )
    expect(() => f1Score([['O']], ['O'] as unknown as string[][])).toThrow(
      'sentence 0 (from 0) of the prediction is not an array of tags',
    )
  })

  test('a type with the name of an average', () => {
    const tags = [['B-micro avg', 'O']]
    expect(() => classificationReport(tags, tags, { outputDict: true })).toThrow(
      '"micro avg" has the name of an average',
    )
    expect(classificationReport(tags, tags).match(/micro avg/g)).toHaveLength(2)
    const overall = [['B-overall_f1', 'O']]
    expect(() => compute({ references: overall, predictions: overall })).toThrow(
      '"overall_f1" has the name of an overall score',
    )
  })
})

describe('answered, where Python raises or says NaN', () => {
  const nothing = [['O', 'O']]

  test('the macro average of no types is null', () => {
    expect(f1Score(nothing, nothing, { average: 'macro' })).toBe(null)
    expect(precisionRecallFscoreSupport(nothing, nothing, { average: 'macro' })).toEqual([null, null, null, 0])
    expect(precisionRecallFscoreSupport(nothing, nothing)).toEqual([[], [], [], []])
    for (const average of ['micro', 'weighted'] as const) {
      expect(f1Score(nothing, nothing, { average })).toBe(0)
      expect(f1Score(nothing, nothing, { average, zeroDivision: 1 })).toBe(1)
    }
  })

  test('a report without mentions has its averages', () => {
    expect(classificationReport(nothing, nothing)).toBe(`\
              precision    recall  f1-score   support


   micro avg       0.00      0.00      0.00         0
   macro avg          -         -         -         0
weighted avg       0.00      0.00      0.00         0
`)
  })

  test('the accuracy over no tokens is null', () => {
    expect(accuracyScore([], [])).toBe(null)
    expect(accuracyScore([[]], [[]])).toBe(null)
    expect(compute({ references: [[]], predictions: [[]] }).overall_accuracy).toBe(null)
  })
})

describe('kept as Python has it', () => {
  test('lenient by default: an ill-formed prediction gets full marks', () => {
    expect(score('B-NP I-NP O', 'I-NP I-NP O')).toBe(1)
    expect(score('B-NP I-NP O', 'I-NP I-NP O', 'IOB2')).toBe(0)
  })

  test('strict drops ill-formed gold too', () => {
    const gold = [['I-A', 'I-A', 'O', 'B-A']]
    const options = { mode: 'strict', scheme: 'IOB2', average: 'micro' } as const
    expect(precisionRecallFscoreSupport(gold, gold, options)).toEqual([1, 1, 1, 1])
  })

  test('a type found only in the prediction enters the macro average', () => {
    const [gold, predicted] = [[['B-A', 'O']], [['B-A', 'B-B']]]
    expect(f1Score(gold, predicted, { average: 'macro' })).toBe(0.5)
    expect(f1Score(gold, predicted, { average: 'weighted' })).toBe(1)
  })

  test('zero division 1 without gold: recall 1, precision and F1 0', () => {
    const options = { average: 'weighted', zeroDivision: 1 } as const
    expect(precisionRecallFscoreSupport([['O']], [['B-X']], options)).toEqual([0, 1, 0, 0])
  })

  test('strict IOE1 loses a mention that touches the next of its type', () => {
    const options = { mode: 'strict', scheme: 'IOE1', average: 'micro' } as const
    const tags = [['E-A', 'I-A', 'O']]
    expect(precisionRecallFscoreSupport(tags, tags, options)[3]).toBe(1)
    expect(getEntities(tags)).toEqual([
      ['A', 0, 0],
      ['A', 1, 1],
    ])
  })

  test('strict strips dashes from both ends of a type', () => {
    expect(score('B-x- I-x- O', 'B-x I-x O')).toBe(0)
    expect(score('B-x- I-x- O', 'B-x I-x O', 'IOB2')).toBe(1)
    expect(score('B I O', 'B- I-- O', 'IOB2')).toBe(1)
  })

  test('a scheme without strict is not looked at', () => {
    expect(f1Score([['B-X', 'I-X']], [['I-X', 'I-X']], { scheme: 'IOB2' })).toBe(1)
  })

  test('a wrong type is a false positive token and no false negative', () => {
    expect(performanceMeasure(['B-X', 'O', 'B-X', 'O'], ['B-Y', 'B-X', 'O', 'O'])).toEqual({
      TP: 0,
      FP: 2,
      FN: 1,
      TN: 1,
    })
  })
})

test('docs/seqeval-differences.md names each of these tests, and no other', () => {
  const root = join(import.meta.dirname, '..', '..', '..')
  const page = readFileSync(join(root, 'docs', 'seqeval-differences.md'), 'utf8')
  const source = readFileSync(import.meta.filename, 'utf8')
  const named = [...page.matchAll(/^Test: “(.+)”$/gm)].map(match => match[1])
  const written = [...source.matchAll(/^ {2}test\('(.+)', /gm)].map(match => match[1])
  expect(named).toEqual(written)
})
