import type { TypeCounts } from '../../core/counts.ts'
import { BenchError } from '../../core/error.ts'
import { createTagCounter } from '../../tags/tag-counter.ts'
import { type CountOptions, decodingOf, notationOf } from './options.ts'

/** One list of tags per sentence. */
export type Sentences = readonly (readonly string[])[]

/**
 * Counts of each type found on either side, by code point. Throws BenchError('INPUT') where there is no sentence, where
 * the two sides differ in length (naming the sentence), and where a tag is not of the alphabet.
 */
export function countSentences(yTrue: Sentences, yPred: Sentences, options: CountOptions): TypeCounts[] {
  const counter = createTagCounter(decodingOf(options), notationOf(options))
  if (yTrue.length !== yPred.length) {
    throw new BenchError(
      'INPUT',
      `gold has ${yTrue.length} sentences and the prediction ${yPred.length}; they must pair up`,
    )
  }
  if (yTrue.length === 0)
    throw new BenchError('INPUT', 'gold and prediction hold no sentence, so there is nothing to score')
  for (const [i, gold] of yTrue.entries()) {
    const predicted = yPred[i]
    if (!Array.isArray(gold)) throw notTags('gold', i)
    if (!Array.isArray(predicted)) throw notTags('the prediction', i)
    counter.add(gold, predicted)
  }
  return counter.types()
}

function notTags(side: string, index: number): BenchError {
  return new BenchError(
    'INPUT',
    `sentence ${index} (from 0) of ${side} is not an array of tags; there must be one array for each sentence`,
  )
}
