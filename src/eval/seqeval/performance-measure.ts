import { forEachTagPair, type TagLists } from './tag-pairs.ts'

/** Counts of tokens, not of mentions. */
export interface PerformanceMeasure {
  readonly TP: number
  readonly FP: number
  readonly FN: number
  readonly TN: number
}

/**
 * Token counts, as Python's `performance_measure`: TP, the same tag, not O; FP, another tag, predicted not O (a wrong
 * type is an FP and no FN); FN, predicted O, gold not; TN, both O. Throws BenchError('INPUT') where the two sides do
 * not pair up.
 */
export function performanceMeasure(yTrue: TagLists, yPred: TagLists): PerformanceMeasure {
  const counts = { TP: 0, FP: 0, FN: 0, TN: 0 }
  forEachTagPair(yTrue, yPred, (gold, predicted) => {
    if (gold === predicted) counts[gold === 'O' ? 'TN' : 'TP'] += 1
    else counts[predicted === 'O' ? 'FN' : 'FP'] += 1
  })
  return counts
}
