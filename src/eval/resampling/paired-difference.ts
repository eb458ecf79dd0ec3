import type { Counts } from '../../core/counts.ts'
import { bootstrapDraws, type Interval, percentile } from '../bootstrap.ts'
import { nextWord, randomState } from './random-words.ts'

/** The same unit (a document, as a rule) counted twice. */
export interface PairedCounts {
  readonly before: Counts
  readonly after: Counts
}

/**
 * Percentile interval, at 95 %, of the difference between two micro-F1 on the same units, `after` less `before`: both are computed on the
 * same units of each draw, so that what makes a unit easy or hard for both drops out. A draw without any mention counts as F1 = 0.
 * Null where no draw could have a mention. The same seed gives the same interval on every machine.
 */
export function bootstrapDifference(
  units: readonly PairedCounts[],
  { draws = bootstrapDraws, seed }: { readonly draws?: number; readonly seed: number },
): Interval | null {
  const terms = units.map(({ before, after }) => ({ before: termsOf(before), after: termsOf(after) }))
  if (!terms.some(({ before, after }) => before.denominator + after.denominator > 0)) return null
  const state = randomState(seed)
  const differences = new Float64Array(draws)
  for (let draw = 0; draw < draws; draw += 1) {
    const sums = { before: { numerator: 0, denominator: 0 }, after: { numerator: 0, denominator: 0 } }
    for (let i = 0; i < terms.length; i += 1) {
      // A unit is likelier than another by a share of at most n / 2^32.
      const unit = terms[Math.floor(((nextWord(state) >>> 0) * terms.length) / 2 ** 32)]
      if (unit === undefined) continue
      sums.before.numerator += unit.before.numerator
      sums.before.denominator += unit.before.denominator
      sums.after.numerator += unit.after.numerator
      sums.after.denominator += unit.after.denominator
    }
    differences[draw] = f1Of(sums.after) - f1Of(sums.before)
  }
  differences.sort()
  return { low: percentile(differences, 0.025), high: percentile(differences, 0.975) }
}

interface Terms {
  readonly numerator: number
  readonly denominator: number
}

function termsOf({ truePositives, falsePositives, falseNegatives }: Counts): Terms {
  return { numerator: 2 * truePositives, denominator: 2 * truePositives + falsePositives + falseNegatives }
}

function f1Of({ numerator, denominator }: Terms): number {
  return denominator === 0 ? 0 : numerator / denominator
}
