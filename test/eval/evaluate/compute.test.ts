import { join } from 'node:path'
import { expect, test } from 'vitest'
import { BenchError } from '../../../src/core/error.ts'
import { compute } from '../../../src/eval/evaluate/index.ts'
import { readLines, refusalOf, tally } from '../../tags/decode-vectors.ts'
import { expectClose, modeOf, type Result, type ScoreVector } from '../seqeval/score-vectors.ts'

const references = [
  ['O', 'O', 'O', 'B-MISC', 'I-MISC', 'I-MISC', 'O'],
  ['B-PER', 'I-PER', 'O'],
]
const predictions = [
  ['O', 'O', 'B-MISC', 'I-MISC', 'I-MISC', 'I-MISC', 'O'],
  ['B-PER', 'I-PER', 'O'],
]

test('the example on the card of Hugging Face’s metric', () => {
  expect(JSON.parse(JSON.stringify(compute({ predictions, references })))).toEqual({
    MISC: { precision: 0, recall: 0, f1: 0, number: 1 },
    PER: { precision: 1, recall: 1, f1: 1, number: 1 },
    overall_precision: 0.5,
    overall_recall: 0.5,
    overall_f1: 0.5,
    overall_accuracy: 0.8,
  })
})

test('the mode, the scheme, the notation and what 0/0 becomes', () => {
  const illFormed = { references: [['B-X', 'I-X', 'O']], predictions: [['I-X', 'I-X', 'O']] }
  expect(compute(illFormed).overall_f1).toBe(1)
  expect(compute({ ...illFormed, mode: 'strict', scheme: 'IOB2' })).toMatchObject({
    X: { precision: 0, recall: 0, f1: 0, number: 1 },
    overall_f1: 0,
    overall_accuracy: 2 / 3,
  })
  expect(compute({ ...illFormed, mode: 'strict', scheme: 'IOB2', zeroDivision: 1 }).overall_precision).toBe(1)
  const suffixed = { references: [['X-B', 'O']], predictions: [['X-B', 'O']], suffix: true }
  expect(compute(suffixed).X).toEqual({ precision: 1, recall: 1, f1: 1, number: 1 })
})

test('types with the name of a property of every object', () => {
  const tags = [['B-constructor', 'O', 'B-__proto__', 'O', 'B-0']]
  const result = compute({ references: tags, predictions: tags })
  for (const type of ['constructor', '__proto__', '0']) expect(result[type]).toMatchObject({ f1: 1, number: 1 })
  expect(Object.keys(result)).toHaveLength(7)
})

test('seqeval’s own values, strict and by default', () => {
  const fixture = join(import.meta.dirname, '..', '..', 'fixtures', 'scoring', 'score.jsonl')
  const outcomes = readLines<ScoreVector>(fixture).flatMap(vector => [
    outcomeOf(vector, 'lenient', vector.lenient),
    ...Object.entries(vector.strict).map(([name, result]) => outcomeOf(vector, name, result)),
  ])
  expect(tally(outcomes)).toEqual({ equal: 112, 'refused by both': 8, 'refused by us': 12 })
})

function outcomeOf({ gold, pred, accuracy }: ScoreVector, name: string, result: Result): string {
  const run = () => compute({ references: gold, predictions: pred, ...modeOf(name) })
  if ('error' in result || [...gold, ...pred].flat().some(tag => refusalOf(tag, name, false) !== null)) {
    expect(run).toThrow(BenchError)
    return 'error' in result ? 'refused by both' : 'refused by us'
  }
  const { overall_accuracy, overall_f1, overall_precision, overall_recall, ...types } = run()
  expectClose(overall_accuracy, accuracy)
  expectClose(overall_f1, result.micro.f1)
  expectClose(overall_precision, result.micro.precision)
  expectClose(overall_recall, result.micro.recall)
  expect(new Set(Object.keys(types))).toEqual(new Set(Object.keys(result.types)))
  for (const [type, { precision, recall, f1, support }] of Object.entries(result.types)) {
    expectClose(types[type]?.precision, precision)
    expectClose(types[type]?.recall, recall)
    expectClose(types[type]?.f1, f1)
    expect(types[type]?.number).toBe(support)
  }
  return 'equal'
}
