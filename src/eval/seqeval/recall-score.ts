import { type Averaged, averagedScoresOf } from './averaged.ts'
import type { Sentences } from './count-sentences.ts'
import type { Average, ScoreOptions } from './options.ts'

/**
 * Recall, TP / (TP + FN), of exact mentions (same type, same borders), as Python's `recall_score`: micro-averaged
 * unless said, one number per type in sorted order where `average` is null. Throws BenchError('INPUT') for tags that do
 * not pair up or are foreign, and BenchError('ARGUMENT') for options that Python would take for something else.
 */
export function recallScore<A extends Average = 'micro'>(
  yTrue: Sentences,
  yPred: Sentences,
  options: ScoreOptions<A> = {},
): Averaged<A> {
  return averagedScoresOf(yTrue, yPred, options, 'micro')[1] as Averaged<A>
}
