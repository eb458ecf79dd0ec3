import { type AveragedScores, averagedScoresOf } from './averaged.ts'
import type { Sentences } from './count-sentences.ts'
import type { Average, ScoreOptions } from './options.ts'

/**
 * `[precision, recall, f1, support]`, as Python's `precision_recall_fscore_support`: arrays over the types in sorted
 * order, or numbers where an average is named. Types are those found on either side. Throws BenchError as `f1Score`
 * does.
 */
export function precisionRecallFscoreSupport<A extends Average = null>(
  yTrue: Sentences,
  yPred: Sentences,
  options: ScoreOptions<A> = {},
): AveragedScores<A> {
  return averagedScoresOf(yTrue, yPred, options, null)
}
