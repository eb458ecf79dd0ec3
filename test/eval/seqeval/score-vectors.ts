import { expect } from 'vitest'
import { type Scheme, schemes } from '../../../src/core/convention.ts'
import { BenchError } from '../../../src/core/error.ts'
import { accuracyScore } from '../../../src/eval/seqeval/accuracy-score.ts'
import { classificationReport } from '../../../src/eval/seqeval/classification-report.ts'
import { countSentences } from '../../../src/eval/seqeval/count-sentences.ts'
import { f1Score } from '../../../src/eval/seqeval/f1-score.ts'
import type { ZeroDivision } from '../../../src/eval/seqeval/options.ts'
import { precisionRecallFscoreSupport } from '../../../src/eval/seqeval/precision-recall-fscore-support.ts'
import { precisionScore } from '../../../src/eval/seqeval/precision-score.ts'
import { recallScore } from '../../../src/eval/seqeval/recall-score.ts'
import { refusalOf } from '../../tags/decode-vectors.ts'

interface Row {
  readonly precision: number | null
  readonly recall: number | null
  readonly f1: number | null
  readonly support: number
}
type Counted = Row & { readonly tp: number; readonly fp: number; readonly fn: number }
export interface Answers {
  readonly types: Readonly<Record<string, Counted>>
  readonly micro: Counted
  readonly macro: Row
  readonly weighted: Row
}
export type Result = Answers | { readonly error: string }
type Sentences = readonly (readonly string[])[]

/** One line of `score.jsonl`. */
export interface ScoreVector {
  readonly id: string
  readonly gold: Sentences
  readonly pred: Sentences
  readonly scheme: string
  readonly accuracy: number | null
  readonly lenient: Result
  readonly strict: Readonly<Record<string, Result>>
  readonly conlleval: Conlleval | null
  readonly report?: { readonly digits: number } & Readonly<Record<string, string | number | { readonly error: string }>>
  readonly extra?: {
    readonly zeroDivision1?: Readonly<Record<string, Result>>
    readonly strictWithoutScheme?: object
  }
}

export interface Conlleval {
  readonly correct: number
  readonly found: number
  readonly phrases: number
  readonly types: Readonly<Record<string, { correct: number; found: number; phrases: number }>>
}

export type Mode = { readonly mode?: undefined } | { readonly mode: 'strict'; readonly scheme: Scheme }

export function modeOf(name: string): Mode {
  const scheme = schemes.find(known => known === name)
  return scheme === undefined ? {} : { mode: 'strict', scheme }
}

/** Every function against one result of the reference; returns `equal` or the documented difference. */
export function outcomeOf(vector: ScoreVector, name: string, expected: Result, zeroDivision: ZeroDivision): string {
  return orRefusal(vector, name, 'error' in expected ? expected.error : null, () => {
    const options = { ...modeOf(name), zeroDivision }
    if ('error' in expected) {
      f1Score(vector.gold, vector.pred, options)
      return `${vector.id} ${name}: answered, though Python raises ${expected.error}`
    }
    expectAnswers(vector, options, expected)
    return 'equal'
  })
}

export function reportOutcomeOf(
  vector: ScoreVector,
  name: string,
  expected: string | { readonly error: string },
): string {
  return orRefusal(vector, name, null, () => {
    const text = classificationReport(vector.gold, vector.pred, { ...modeOf(name), digits: vector.report?.digits })
    if (typeof expected === 'string') {
      expect(text).toBe(expected)
      return 'equal'
    }
    expect(expected.error).toMatch(/max\(\)/)
    expect(text).toMatch(/\n +macro avg +- +- +- +0\n/)
    return 'rendered by us, no mention on either side'
  })
}

export function accuracyOutcomeOf(vector: ScoreVector): string {
  if (vector.gold.some((tags, i) => tags.length !== vector.pred[i]?.length)) {
    expect(() => accuracyScore(vector.gold, vector.pred)).toThrow('they must pair up')
    return 'refused by us: lengths'
  }
  expectClose(accuracyScore(vector.gold, vector.pred), vector.accuracy)
  return vector.accuracy === null ? 'null, no token' : 'equal'
}

/** Runs a comparison; a refusal must be one that Python shares (`raises`), or one for a foreign tag. */
function orRefusal(vector: ScoreVector, name: string, raises: string | null, compare: () => string): string {
  try {
    return compare()
  } catch (error) {
    if (!(error instanceof BenchError)) throw error
    if (raises !== null) return `refused by both: ${raises}`
    const tags = [...vector.gold, ...vector.pred].flat()
    const refusal = tags.map(tag => refusalOf(tag, name, false)).find(kind => kind !== null)
    if (!refusal) throw error
    return `refused by us: ${refusal}`
  }
}

export function expectAnswers(
  { gold, pred }: Pick<ScoreVector, 'gold' | 'pred'>,
  options: Mode & { zeroDivision: ZeroDivision },
  { types, micro, macro, weighted }: Answers,
): void {
  const rows = Object.entries({ ...types, 'micro avg': micro, 'macro avg': macro, 'weighted avg': weighted })
  const report = classificationReport(gold, pred, { ...options, outputDict: true })
  expect(new Set(Object.keys(report))).toEqual(new Set(rows.map(([name]) => name)))
  for (const [name, row] of rows) {
    const ours = report[name]
    expectRow([ours?.precision, ours?.recall, ours?.['f1-score'], ours?.support], row)
  }
  for (const [average, row] of [
    ['micro', micro],
    ['macro', macro],
    ['weighted', weighted],
  ] as const) {
    expectRow(precisionRecallFscoreSupport(gold, pred, { ...options, average }), row)
    expectClose(precisionScore(gold, pred, { ...options, average }), row.precision)
    expectClose(recallScore(gold, pred, { ...options, average }), row.recall)
    expectClose(f1Score(gold, pred, { ...options, average }), row.f1)
  }
  const counts = countSentences(gold, pred, options).map(type => [
    type.type,
    { tp: type.truePositives, fp: type.falsePositives, fn: type.falseNegatives },
  ])
  expect(Object.entries(types).map(([type, { tp, fp, fn }]) => [type, { tp, fp, fn }])).toEqual(
    expect.arrayContaining(counts),
  )
  const columns = precisionRecallFscoreSupport(gold, pred, options)
  const ordered = Object.keys(report).slice(0, -3)
  // The reference lists its types in Python's order; but any JavaScript object has keys such as "0" first.
  const named = (keys: readonly string[]) => keys.filter(key => !/^\d+$/.test(key))
  expect(named(ordered)).toEqual(named(Object.keys(types)))
  for (const [i, type] of ordered.entries())
    expectRow([columns[0][i], columns[1][i], columns[2][i], columns[3][i]], types[type])
}

function expectRow(ours: readonly (number | null | undefined)[], row: Row | undefined): void {
  expectClose(ours[0], row?.precision)
  expectClose(ours[1], row?.recall)
  expectClose(ours[2], row?.f1)
  expect(ours[3]).toBe(row?.support)
}

export function expectClose(ours: number | null | undefined, theirs: number | null | undefined): void {
  if (typeof ours === 'number' && typeof theirs === 'number') expect(Math.abs(ours - theirs)).toBeLessThanOrEqual(1e-12)
  else expect([ours]).toEqual([theirs])
}
