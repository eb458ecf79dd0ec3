import { describe, expect, test } from 'vitest'
import { classificationReport } from '../../../src/eval/seqeval/classification-report.ts'
import { formatFixed } from '../../../src/eval/seqeval/numbers/format-fixed.ts'
import { numpySum } from '../../../src/eval/seqeval/numbers/numpy-sum.ts'

const gold = [
  ['O', 'O', 'O', 'B-MISC', 'I-MISC', 'I-MISC', 'O'],
  ['B-PER', 'I-PER', 'O'],
]
const predicted = [
  ['O', 'O', 'B-MISC', 'I-MISC', 'I-MISC', 'I-MISC', 'O'],
  ['B-PER', 'I-PER', 'O'],
]

test('the text of seqeval’s documentation', () => {
  expect(classificationReport(gold, predicted)).toBe(`\
              precision    recall  f1-score   support

        MISC       0.00      0.00      0.00         1
         PER       1.00      1.00      1.00         1

   micro avg       0.50      0.50      0.50         2
   macro avg       0.50      0.50      0.50         2
weighted avg       0.50      0.50      0.50         2
`)
})

test('the rows of the text, as an object', () => {
  const report = classificationReport(gold, predicted, { mode: 'strict', scheme: 'IOB2', outputDict: true })
  expect(JSON.parse(JSON.stringify(report))).toEqual({
    MISC: { precision: 0, recall: 0, 'f1-score': 0, support: 1 },
    PER: { precision: 1, recall: 1, 'f1-score': 1, support: 1 },
    'micro avg': { precision: 0.5, recall: 0.5, 'f1-score': 0.5, support: 2 },
    'macro avg': { precision: 0.5, recall: 0.5, 'f1-score': 0.5, support: 2 },
    'weighted avg': { precision: 0.5, recall: 0.5, 'f1-score': 0.5, support: 2 },
  })
})

test('a type may have the name of a property of every object', () => {
  const tags = [['B-__proto__', 'O', 'B-constructor']]
  const report = classificationReport(tags, tags, { outputDict: true })
  expect(Object.keys(report).slice(0, 2)).toEqual(['__proto__', 'constructor'])
  expect(report.constructor).toEqual({ precision: 1, recall: 1, 'f1-score': 1, support: 1 })
})

test('widths count code points, and digits widen the first column too', () => {
  const tags = [['B-𝛽-thalassaemia', 'O', 'B-病気']]
  const lines = classificationReport(tags, tags, { digits: 20 }).split('\n')
  expect(lines.slice(0, 4)).toEqual([
    '                      precision    recall  f1-score   support',
    '',
    '                  病気  1.00000000000000000000 1.00000000000000000000 1.00000000000000000000         1',
    '      𝛽-thalassaemia  1.00000000000000000000 1.00000000000000000000 1.00000000000000000000         1',
  ])
})

describe('numbers as Python writes them', () => {
  // Each expectation was printed by Python 3.11: f'{value:.{digits}f}'.
  test.each([
    [0.125, 2, '0.12'],
    [0.375, 2, '0.38'],
    [0.625, 2, '0.62'],
    [0.5, 0, '0'],
    [1, 0, '1'],
    [0.15, 1, '0.1'],
    [0.285, 2, '0.28'],
    [0.0005, 3, '0.001'],
    [0.9999, 2, '1.00'],
    [2 / 3, 4, '0.6667'],
    [0.28125, 4, '0.2812'],
    [0.1, 20, '0.10000000000000000555'],
  ])('%d with %d decimals is %s', (value, digits, text) => {
    expect(formatFixed(value, digits)).toBe(text)
  })

  // Sums of numpy 2.4.6 over 1/1, 1/2 … 1/n in float64.
  test.each([
    [7, 2.5928571428571425],
    [8, 2.7178571428571425],
    [13, 3.180133755133755],
    [128, 5.433147092589173],
    [200, 5.878030948121444],
    [1000, 7.485470860550345],
  ])('the sum of %d reciprocals', (n, sum) => {
    expect(numpySum(Array.from({ length: n }, (_, i) => 1 / (i + 1)))).toBe(sum)
  })
})
