import type { Convention } from '../core/convention.ts'
import type { Counts, GoldBalance } from '../core/counts.ts'
import { jsonObject } from '../core/json-object.ts'
import type { ConventionCounts } from '../core/record.ts'
import { bootstrapF1, groupByDocument } from './bootstrap.ts'
import type { Counted } from './count-passages.ts'
import { checkBalance } from './gold-balance.ts'
import { type Ratios, scoreOf } from './score.ts'

/** What `score --json` prints; the names are those of the interface, not of the code. */
export interface ScoreJson {
  readonly format: 'bioner-bench/score@1'
  readonly passages: number
  /** Null where they are not known: intervals then come from drawing passages. */
  readonly documents: number | null
  readonly scores: readonly ScoreEntry[]
}

/** One convention; also an entry of `scores` in what `run --json` prints. */
export interface ScoreEntry {
  readonly signature: string
  readonly convention: Convention
  readonly micro: CountsJson & Ratios & { readonly f1Interval: readonly [low: number, high: number] | null }
  readonly macro: Ratios
  readonly weighted: Ratios
  readonly types: Readonly<Record<string, CountsJson & Ratios & { readonly support: number }>>
  readonly balance: GoldBalance
}

interface CountsJson {
  readonly tp: number
  readonly fp: number
  readonly fn: number
}

interface Resampling {
  readonly seed: number
  readonly draws?: number
}

/** Throws where a gold balance does not add up. */
export function scoreJson(
  input: { readonly counted: Counted; readonly passages: number; readonly documents: number | null } & Resampling,
): ScoreJson {
  const { counted, passages, documents, ...resampling } = input
  return { format: 'bioner-bench/score@1', passages, documents, scores: scoreEntries(counted, resampling) }
}

/** One entry for each convention, in their order. Every interval is drawn with the same seed. */
export function scoreEntries(counted: Counted, resampling: Resampling): ScoreEntry[] {
  return counted.scores.map((counts, k) => {
    const interval = bootstrapF1(groupByDocument(counted.passages, k), resampling)
    return entryOf(counts, interval === null ? null : [interval.low, interval.high])
  })
}

/** The conventions with the lowest and the highest micro-F1, the first of equals; null where no convention has one. */
export function spreadOf(
  scores: readonly Pick<ScoreEntry, 'signature' | 'micro'>[],
): { readonly lowest: SpreadEnd; readonly highest: SpreadEnd } | null {
  const ends = scores.flatMap(({ signature, micro }) => (micro.f1 === null ? [] : [{ signature, f1: micro.f1 }]))
  const [first] = ends
  if (first === undefined) return null
  return {
    lowest: ends.reduce((least, end) => (end.f1 < least.f1 ? end : least), first),
    highest: ends.reduce((most, end) => (end.f1 > most.f1 ? end : most), first),
  }
}

export interface SpreadEnd {
  readonly signature: string
  readonly f1: number
}

function entryOf(
  { convention, signature, types, balance }: ConventionCounts,
  f1Interval: ScoreEntry['micro']['f1Interval'],
): ScoreEntry {
  const score = scoreOf(types)
  return {
    signature,
    convention,
    micro: { ...shortened(score.micro), f1Interval },
    macro: score.macro,
    weighted: score.weighted,
    types: jsonObject(score.types.map(type => [type.type, { ...shortened(type), support: type.support }])),
    balance: checkBalance(balance),
  }
}

function shortened(score: Counts & Ratios): CountsJson & Ratios {
  const { truePositives: tp, falsePositives: fp, falseNegatives: fn, precision, recall, f1 } = score
  return { tp, fp, fn, precision, recall, f1 }
}
