import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createTagCounter } from '../../../src/tags/tag-counter.ts'
import { sharedPath, whenShared } from '../../shared.ts'
import { readLines, refusalOf, tally } from '../../tags/decode-vectors.ts'
import { accuracyOutcomeOf, type Conlleval, outcomeOf, reportOutcomeOf, type ScoreVector } from './score-vectors.ts'

function outcomesOf(vectors: readonly ScoreVector[]): Record<string, Record<string, number>> {
  return {
    conlleval: tally(vectors.map(vector => outcomeOf(vector, 'lenient', vector.lenient, 'warn'))),
    strict: tally(
      vectors.flatMap(v => Object.entries(v.strict).map(([name, result]) => outcomeOf(v, name, result, 0))),
    ),
    zeroDivision1: tally(
      vectors.flatMap(v =>
        Object.entries(v.extra?.zeroDivision1 ?? {}).map(([name, result]) => outcomeOf(v, name, result, 1)),
      ),
    ),
    report: tally(
      vectors.flatMap(v =>
        Object.entries(v.report ?? {}).flatMap(([name, text]) =>
          typeof text === 'number' ? [] : [reportOutcomeOf(v, name, text)],
        ),
      ),
    ),
    accuracy: tally(vectors.map(accuracyOutcomeOf)),
  }
}

test('a sample of what seqeval scores', () => {
  const fixture = join(import.meta.dirname, '..', '..', 'fixtures', 'scoring', 'score.jsonl')
  expect(outcomesOf(readLines<ScoreVector>(fixture))).toEqual({
    conlleval: {
      equal: 53,
      'refused by both: inconsistent-lengths': 2,
      'refused by both: no-sentences': 1,
      'refused by us: mark of another scheme': 7,
      'refused by us: not a tag': 3,
    },
    strict: {
      equal: 59,
      'refused by both: inconsistent-lengths': 2,
      'refused by both: invalid-prefix': 1,
      'refused by both: no-sentences': 1,
      'refused by both: unknown-prefix': 1,
      'refused by us: not a tag': 2,
    },
    zeroDivision1: {
      equal: 55,
      'refused by both: invalid-prefix': 1,
      'refused by both: unknown-prefix': 1,
      'refused by us: mark of another scheme': 2,
      'refused by us: not a tag': 5,
    },
    report: {
      equal: 90,
      'refused by us: mark of another scheme': 7,
      'refused by us: not a tag': 5,
      'rendered by us, no mention on either side': 8,
    },
    accuracy: {
      equal: 61,
      'null, no token': 3,
      'refused by us: lengths': 2,
    },
  })
})

describe('score.jsonl: 721 cases', () => {
  whenShared('every score, in both modes, with each zero division, and the text of each report', () => {
    const vectors = readLines<ScoreVector>(sharedPath('oracles', 'scoring', 'score.jsonl'))
    expect(outcomesOf(vectors)).toEqual({
      conlleval: {
        equal: 641,
        'refused by both: inconsistent-lengths': 2,
        'refused by both: no-sentences': 1,
        'refused by us: mark of another scheme': 74,
        'refused by us: not a tag': 3,
      },
      strict: {
        equal: 1603,
        'refused by both: inconsistent-lengths': 12,
        'refused by both: invalid-prefix': 1,
        'refused by both: no-sentences': 6,
        'refused by both: unknown-prefix': 1,
        'refused by us: not a tag': 8,
      },
      zeroDivision1: {
        equal: 59,
        'refused by both: invalid-prefix': 1,
        'refused by both: unknown-prefix': 1,
        'refused by us: mark of another scheme': 2,
        'refused by us: not a tag': 5,
      },
      report: {
        equal: 164,
        'refused by us: mark of another scheme': 10,
        'refused by us: not a tag': 11,
        'rendered by us, no mention on either side': 128,
      },
      accuracy: {
        equal: 707,
        'null, no token': 12,
        'refused by us: lengths': 2,
      },
    })
  })

  whenShared('conlleval.pl counts the same where tags have only B and I, or only I and E', () => {
    const vectors = readLines<ScoreVector>(sharedPath('oracles', 'scoring', 'score.jsonl'))
    const outcomes = vectors.flatMap(vector => {
      const marks = new Set([...vector.gold, ...vector.pred].flat().map(tag => tag[0] ?? ''))
      const plain = ['BIO', 'IEO'].some(family => marks.isSubsetOf(new Set(family)))
      return plain && vector.conlleval ? [conllevalOutcomeOf(vector, vector.conlleval)] : []
    })
    expect(tally(outcomes)).toEqual({ equal: 537, 'refused by us: not a tag': 2 })
  })
})

function conllevalOutcomeOf({ id, gold, pred }: ScoreVector, expected: Conlleval): string {
  const foreign = [...gold, ...pred].flat().some(tag => refusalOf(tag, 'lenient', false) !== null)
  if (foreign) return 'refused by us: not a tag'
  const counter = createTagCounter({ matching: 'conlleval' })
  for (const [i, tags] of gold.entries()) counter.add(tags, pred[i] ?? [])
  const ours = new Map<string, Conlleval['types'][string]>()
  for (const { type, truePositives, falsePositives, falseNegatives } of counter.types()) {
    const found = truePositives + falsePositives
    // Perl holds "0" for no type, and calls that the empty string.
    ours.set(type === '_' || type === '0' ? '' : type, {
      correct: truePositives,
      found,
      phrases: truePositives + falseNegatives,
    })
  }
  const theirs = Object.entries(expected.types).map(([type, { correct, found, phrases }]) => [
    type,
    { correct, found, phrases },
  ])
  expect({ id, types: Object.fromEntries(ours) }).toEqual({ id, types: Object.fromEntries(theirs) })
  return 'equal'
}
