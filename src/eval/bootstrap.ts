import { addCounts, type Counts, noCounts } from '../core/counts.ts'
import type { DocumentId } from '../core/passage.ts'
import type { PassageResult } from '../core/record.ts'
import { drawMicroF1 } from './resampling/draw-micro-f1.ts'

export interface Interval {
  readonly low: number
  readonly high: number
}

export const bootstrapDraws = 10_000

/**
 * Percentile interval of micro-F1 (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, §13.3): as many units as
 * there are (documents, as a rule) are drawn with replacement, `draws` times; percentiles are interpolated linearly, as
 * numpy does. A draw without any mention counts as F1 = 0. Null where no draw could have a mention. The same seed gives
 * the same interval on every machine.
 */
export function bootstrapF1(
  units: readonly Counts[],
  options: { readonly draws?: number; readonly level?: number; readonly seed: number },
): Interval | null {
  const { draws = bootstrapDraws, level = 0.95, seed } = options
  if (!Number.isSafeInteger(draws) || draws < 1) throw new Error(`draws is a whole number from 1 on, not ${draws}`)
  if (!(level > 0 && level < 1)) throw new Error(`level lies between 0 and 1, not at ${level}`)
  if (!units.some(unit => unit.truePositives + unit.falsePositives + unit.falseNegatives > 0)) return null
  const scores = drawMicroF1(units, draws, seed).sort()
  return { low: percentile(scores, (1 - level) / 2), high: percentile(scores, (1 + level) / 2) }
}

/**
 * The units that resampling draws: counts of each document under the convention at `scoreIndex`, of one type or of all,
 * in the order of first appearance. A passage whose document is not known is a unit by itself. Units without any mention
 * are there too: they can be drawn.
 */
export function groupByDocument(
  passages: Iterable<Pick<PassageResult, 'document' | 'counts'>>,
  scoreIndex: number,
  type?: string,
): Counts[] {
  const units: Counts[] = []
  const unitOf = new Map<DocumentId, number>()
  for (const { document, counts } of passages) {
    const types = counts[scoreIndex]
    if (types === undefined) throw new Error(`there are no counts of a convention ${scoreIndex}`)
    const sum = types.filter(counts => type === undefined || counts.type === type).reduce<Counts>(addCounts, noCounts)
    const unit = document === null ? undefined : unitOf.get(document)
    if (unit !== undefined) {
      units[unit] = addCounts(units[unit] ?? noCounts, sum)
      continue
    }
    if (document !== null) unitOf.set(document, units.length)
    units.push(sum)
  }
  return units
}

/** Interpolated linearly between the two nearest ranks. */
export function percentile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1)
  const below = Math.floor(position)
  const low = sorted[below] ?? 0
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? 0
  return low + (high - low) * (position - below)
}
