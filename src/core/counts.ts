/** Sufficient statistics; every score is derived from sums of these, never stored instead of them. */
export interface Counts {
  readonly truePositives: number
  readonly falsePositives: number
  readonly falseNegatives: number
}

/** One type's counts. An array of these, not an object: a type may be called `constructor` or `__proto__`. */
export interface TypeCounts extends Counts {
  readonly type: string
}

/** A single 0/0 is null; averages over types count it as 0, as seqeval does. */
export type Ratio = number | null

/**
 * Where every gold mention went: `gold` = scored + truncated + misaligned + nested + discontinuous + duplicate + illFormed.
 * A score whose balance does not add up is not printed.
 */
export interface GoldBalance {
  readonly gold: number
  readonly scored: number
  readonly truncated: number
  readonly misaligned: number
  readonly nested: number
  readonly discontinuous: number
  readonly duplicate: number
  readonly illFormed: number
}

export const noCounts: Counts = { truePositives: 0, falsePositives: 0, falseNegatives: 0 }

/** Counts form a monoid under this sum: add first, divide last. */
export function addCounts(a: Counts, b: Counts): Counts {
  return {
    truePositives: a.truePositives + b.truePositives,
    falsePositives: a.falsePositives + b.falsePositives,
    falseNegatives: a.falseNegatives + b.falseNegatives,
  }
}
