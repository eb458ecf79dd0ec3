import { addCounts, type Counts, noCounts } from '../../core/counts.ts'
import { numpySum } from './numbers/numpy-sum.ts'
import { checkZeroDivision, type ZeroDivision } from './options.ts'

/** A mean over no types has no value; everything else is a number. */
export interface Scores<Value = number> {
  readonly precision: Value
  readonly recall: Value
  readonly f1: Value
  /** Mentions in gold. */
  readonly support: number
}

/** F1 is 2PR/(P+R) from rounded P and R, as in Python, so that `zeroDivision: 1` gives what it gives there. */
export function scoresOf(counts: Counts, zeroDivision: ZeroDivision): Scores {
  checkZeroDivision(zeroDivision)
  const support = counts.truePositives + counts.falseNegatives
  const predicted = counts.truePositives + counts.falsePositives
  const precision = divide(counts.truePositives, predicted, zeroDivision)
  const recall = divide(counts.truePositives, support, zeroDivision)
  const sum = precision + recall
  return { precision, recall, f1: (2 * precision * recall) / (sum === 0 ? 1 : sum), support }
}

export function microScores(counts: readonly Counts[], zeroDivision: ZeroDivision): Scores {
  return scoresOf(sumOf(counts), zeroDivision)
}

/** The mean over the types found on either side; null where there are none. */
export function macroScores(counts: readonly Counts[], zeroDivision: ZeroDivision): Scores<number | null> {
  const rows = counts.map(type => scoresOf(type, zeroDivision))
  const mean = (values: number[]) => (values.length === 0 ? null : numpySum(values) / values.length)
  return {
    precision: mean(rows.map(row => row.precision)),
    recall: mean(rows.map(row => row.recall)),
    f1: mean(rows.map(row => row.f1)),
    support: rows.reduce((sum, row) => sum + row.support, 0),
  }
}

/**
 * The mean weighted by support. Without gold, recall is 0/0, and precision and F1 are 0/0 only if nothing was
 * predicted.
 */
export function weightedScores(counts: readonly Counts[], zeroDivision: ZeroDivision): Scores {
  const { truePositives, falsePositives, falseNegatives } = sumOf(counts)
  const support = truePositives + falseNegatives
  if (support === 0) {
    const nothing = divide(0, 0, zeroDivision)
    const unlessPredicted = falsePositives === 0 ? nothing : 0
    return { precision: unlessPredicted, recall: nothing, f1: unlessPredicted, support }
  }
  const rows = counts.map(type => scoresOf(type, zeroDivision))
  const mean = (value: (row: Scores) => number) => numpySum(rows.map(row => value(row) * row.support)) / support
  return { precision: mean(row => row.precision), recall: mean(row => row.recall), f1: mean(row => row.f1), support }
}

function sumOf(counts: readonly Counts[]): Counts {
  return counts.reduce(addCounts, noCounts)
}

function divide(numerator: number, denominator: number, zeroDivision: ZeroDivision): number {
  if (denominator !== 0) return numerator / denominator
  return zeroDivision === 1 ? 1 : 0
}
