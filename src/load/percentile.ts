import type { Percentile } from '../core/record.ts'

/** Percentiles are told apart to a thousandth of a percent; all ranks are computed in integers of that unit. */
const unitsPerPercent = 1_000
const units = 100 * unitsPerPercent

/**
 * Nearest-rank percentiles of samples in any order: the ⌈percent · n / 100⌉-th smallest sample, never interpolated. A
 * percentile that needs more samples than there are (see `samplesNeeded`) is withheld: `seconds` is null and `needed` says
 * how many it would take.
 */
export function percentilesOf(samples: readonly number[], percents: readonly number[]): Percentile[] {
  const sorted = Float64Array.from(samples).sort()
  return percents.map(percent => {
    const needed = samplesNeeded(percent)
    return { percent, seconds: sorted.length < needed ? null : nearestRank(sorted, percent), needed }
  })
}

/** The ⌈percent · n / 100⌉-th smallest of samples sorted upwards (0 % is the smallest); there must be at least one. */
export function nearestRank(sorted: ArrayLike<number>, percent: number): number {
  const value = sorted[rankOf(percent, sorted.length) - 1]
  if (value === undefined) throw new RangeError('a percentile of no samples')
  return value
}

/**
 * The fewest samples n that support a percentile: with 1 − (percent/100)ⁿ ≥ `confidence`, the largest of n independent
 * samples lies at or above the true percentile with that probability; with fewer, the tail has probably not been seen. This
 * is the first-order one-sided tolerance limit of S. S. Wilks, "Determination of sample sizes for setting tolerance limits",
 * Annals of Mathematical Statistics 12 (1941) 91–96. At 99 %: p50 7, p90 44, p95 90, p99 459, p99.9 4,603.
 */
export function samplesNeeded(percent: number, confidence = 0.99): number {
  if (!(percent > 0 && percent < 100)) throw new RangeError(`percent must lie between 0 and 100, got ${percent}`)
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`confidence must lie between 0 and 1, got ${confidence}`)
  const supports = (n: number) => -Math.expm1(n * Math.log(percent / 100)) >= confidence
  let n = Math.max(1, Math.ceil(Math.log1p(-confidence) / Math.log(percent / 100)))
  while (!supports(n)) n++
  while (n > 1 && supports(n - 1)) n--
  return n
}

/** 1 to n. `Math.ceil(0.999 * 1000)` is 1000, one too many: 0.999 is not a binary fraction. */
function rankOf(percent: number, n: number): number {
  const scaled = Math.round(percent * unitsPerPercent)
  if (!(percent >= 0 && percent <= 100) || Math.abs(scaled - percent * unitsPerPercent) > 1e-6) {
    throw new RangeError(`percent must lie between 0 and 100 with at most three decimals, got ${percent}`)
  }
  const product = scaled * n
  const remainder = product % units
  return Math.max(1, (product - remainder) / units + (remainder > 0 ? 1 : 0))
}
