import { addCounts, type Counts, noCounts, type TypeCounts } from '../core/counts.ts'
import { byCodePoint } from '../core/text/code-point-order.ts'

/** Adds up counts by type. */
export interface TypeTally {
  add(type: string, counts: Counts): void
  /** The types with any count, by code point: what was found on neither side is no type of the score. */
  types(): TypeCounts[]
}

export function createTypeTally(): TypeTally {
  const sums = new Map<string, Counts>()
  return {
    add: (type, counts) => {
      sums.set(type, addCounts(sums.get(type) ?? noCounts, counts))
    },
    types: () =>
      [...sums]
        .map(([type, counts]) => ({ type, ...counts }))
        .filter(counts => counts.truePositives + counts.falsePositives + counts.falseNegatives > 0)
        .sort((a, b) => byCodePoint(a.type, b.type)),
  }
}
