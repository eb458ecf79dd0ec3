import type { Lengths } from '../../core/survey/statistics.ts'

/** Median, 95th percentile and maximum of lengths in any order, by nearest rank; null where there are none. */
export function lengthsOf(lengths: Iterable<number>): Lengths | null {
  const sorted = Float64Array.from(lengths).sort()
  const max = sorted.at(-1)
  if (max === undefined) return null
  return { median: nearestRank(sorted, 50), p95: nearestRank(sorted, 95), max }
}

/** The ⌈percent · n / 100⌉-th smallest, from 1. The rank is computed in integers: 0.95 is no binary fraction. */
function nearestRank(sorted: Float64Array, percent: number): number {
  const product = percent * sorted.length
  const remainder = product % 100
  const rank = (product - remainder) / 100 + (remainder > 0 ? 1 : 0)
  return sorted[rank - 1] ?? 0
}

/** How many code points a text has. */
export function codePointsOf(text: string): number {
  let count = text.length
  for (let at = 0; at + 1 < text.length; at++) {
    if (isBetween(text.charCodeAt(at), 0xd800, 0xdbff) && isBetween(text.charCodeAt(at + 1), 0xdc00, 0xdfff)) {
      count -= 1
      at += 1
    }
  }
  return count
}

function isBetween(unit: number, low: number, high: number): boolean {
  return unit >= low && unit <= high
}
