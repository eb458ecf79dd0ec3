import type { Ratio } from '../../core/counts.ts'
import { forEachTagPair, type TagLists } from './tag-pairs.ts'

/**
 * The share of tokens whose two tags are the same string, as Python's `accuracy_score`; null where there is no token.
 * Throws BenchError('INPUT') where the two sides do not pair up.
 */
export function accuracyScore(yTrue: TagLists, yPred: TagLists): Ratio {
  let tokens = 0
  let correct = 0
  forEachTagPair(yTrue, yPred, (gold, predicted) => {
    tokens += 1
    if (gold === predicted) correct += 1
  })
  return tokens === 0 ? null : correct / tokens
}
