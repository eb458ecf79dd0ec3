import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { Decoding, Scheme } from '../../src/core/convention.ts'
import type { PassageId } from '../../src/core/passage.ts'
import { conlleval, tokenConventions, unstatedReading } from '../../src/eval/conventions.ts'
import { countTagged, type TaggedPair } from '../../src/eval/count-passages.ts'
import { type Ratios, type Score, scoreOf } from '../../src/eval/score.ts'
import { firstForeignTag } from '../../src/tags/alphabet.ts'
import { sharedPath, whenShared } from '../shared.ts'

type Tags = readonly (readonly string[])[]
type PythonRatios = Readonly<Record<'precision' | 'recall' | 'f1' | 'support', number | null>>
type PythonCounts = PythonRatios & { readonly tp: number; readonly fp: number; readonly fn: number }
interface PythonScore {
  readonly types: Readonly<Record<string, PythonCounts>>
  readonly micro: PythonCounts
  readonly macro: PythonRatios
  readonly weighted: PythonRatios
}
type Answer = PythonScore | { readonly error: string }
interface Answers {
  readonly lenient: Answer
  readonly strict: Readonly<Partial<Record<Scheme, Answer>>>
}
type Case = Answers & { readonly id: string; readonly gold: Tags; readonly pred: Tags }

function readCases(path: string): Case[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Case)
}

function pairUp(gold: Tags, pred: Tags): TaggedPair[] {
  return gold.map((tags, i) => ({ id: `${i}` as PassageId, document: null, gold: tags, predicted: pred[i] ?? [] }))
}

/**
 * Compares with every answer that Python gives; says how many there were. `foreign`: tags that we refuse and Python reads
 * with a warning (L and U under its default mode, `Other`, `BA`, `b-A`). `errors`: Python raises.
 */
function compare(
  answers: Answers,
  pairs: readonly TaggedPair[],
): { compared: number; foreign: number; errors: number } {
  const tally = { compared: 0, foreign: 0, errors: 0 }
  const strict = Object.entries(answers.strict).map(([scheme, answer]) => {
    return [{ matching: 'strict', scheme: scheme as Scheme } as Decoding, answer] as const
  })
  for (const [decoding, answer] of [[conlleval, answers.lenient] as const, ...strict]) {
    if ('error' in answer) tally.errors += 1
    else if (pairs.some(pair => firstForeignTag([...pair.gold, ...pair.predicted], decoding) !== -1)) tally.foreign += 1
    else {
      const [counts] = countTagged(pairs, tokenConventions(unstatedReading, [decoding])).scores
      if (counts === undefined) throw new Error('no score')
      expectScore(scoreOf(counts.types), answer)
      tally.compared += 1
    }
  }
  return tally
}

function expectScore(score: Score, python: PythonScore): void {
  expect(score.types.map(row => row.type).sort()).toEqual(Object.keys(python.types).sort())
  for (const row of score.types) {
    const theirs = python.types[row.type]
    if (theirs === undefined) throw new Error(row.type)
    expect([row.truePositives, row.falsePositives, row.falseNegatives]).toEqual([theirs.tp, theirs.fp, theirs.fn])
    expect(row.support).toBe(theirs.support)
    expectRatios(row, theirs)
  }
  expect(score.micro).toMatchObject({
    truePositives: python.micro.tp,
    falsePositives: python.micro.fp,
    falseNegatives: python.micro.fn,
  })
  for (const average of ['micro', 'macro', 'weighted'] as const) expectRatios(score[average], python[average])
}

/** Where we say null, Python says 0 (or NaN, which the file holds as null). */
function expectRatios(ours: Ratios, theirs: PythonRatios): void {
  for (const name of ['precision', 'recall', 'f1'] as const) {
    expect(Math.abs((ours[name] ?? 0) - (theirs[name] ?? 0))).toBeLessThanOrEqual(1e-12)
  }
}

function total(tallies: readonly ReturnType<typeof compare>[]): ReturnType<typeof compare> {
  return tallies.reduce((a, b) => ({
    compared: a.compared + b.compared,
    foreign: a.foreign + b.foreign,
    errors: a.errors + b.errors,
  }))
}

describe('scores of tags agree with Python seqeval 1.2.2 to 1e-12', () => {
  test('53 cases, default and strict', () => {
    const cases = readCases(join(import.meta.dirname, '../fixtures/eval/score.jsonl'))
    expect(cases).toHaveLength(53)
    expect(total(cases.map(one => compare(one, pairUp(one.gold, one.pred))))).toEqual({
      compared: 93,
      foreign: 7,
      errors: 6,
    })
  })

  whenShared('all 721 cases', () => {
    const cases = readCases(sharedPath('oracles', 'scoring', 'score.jsonl'))
    expect(cases).toHaveLength(721)
    expect(total(cases.map(one => compare(one, pairUp(one.gold, one.pred))))).toEqual({
      compared: 2244,
      foreign: 85,
      errors: 23,
    })
  })

  whenShared('three real corpora with little and much noise', () => {
    const folder = sharedPath('oracles', 'scoring', 'real')
    const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Record<string, Answers>
    const tallies = Object.entries(expected).map(([name, answers]) => {
      const sentences = gunzipSync(readFileSync(join(folder, name)))
        .toString()
        .trim()
        .split('\n\n')
      const rows = sentences.map(sentence => sentence.split('\n').map(line => line.split('\t')))
      const column = (i: number) => rows.map(lines => lines.map(line => line[i] ?? ''))
      return compare(answers, pairUp(column(1), column(2)))
    })
    expect(tallies).toHaveLength(6)
    expect(total(tallies)).toEqual({ compared: 12, foreign: 0, errors: 0 })
  })
})
