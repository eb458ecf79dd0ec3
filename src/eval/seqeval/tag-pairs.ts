import { BenchError } from '../../core/error.ts'
import type { Sentences } from './count-sentences.ts'

/** One sentence, or one list of tags per sentence. */
export type TagLists = readonly string[] | Sentences

export function isNested(tags: TagLists): tags is Sentences {
  return Array.isArray(tags[0])
}

/**
 * Calls `visit` with each pair of tags. Throws BenchError('INPUT') where the two sides differ in length or shape; tags
 * are only compared here, so any string will do.
 */
export function forEachTagPair(
  yTrue: TagLists,
  yPred: TagLists,
  visit: (gold: string, predicted: string) => void,
): void {
  if (!isNested(yTrue) && !isNested(yPred)) {
    pairUp(yTrue, yPred, 'yTrue', 'yPred', visit)
    return
  }
  if (yTrue.length !== yPred.length) throw lengthError('yTrue', yTrue.length, 'yPred', yPred.length)
  for (const [i, gold] of yTrue.entries()) {
    const predicted = yPred[i]
    if (!Array.isArray(gold) || !Array.isArray(predicted)) {
      throw new BenchError('INPUT', `yTrue[${i}] and yPred[${i}] are not both arrays of tags`)
    }
    pairUp(gold, predicted, `yTrue[${i}]`, `yPred[${i}]`, visit)
  }
}

function pairUp(
  gold: readonly string[],
  predicted: readonly string[],
  goldName: string,
  predictedName: string,
  visit: (gold: string, predicted: string) => void,
): void {
  if (gold.length !== predicted.length) throw lengthError(goldName, gold.length, predictedName, predicted.length)
  for (let i = 0; i < gold.length; i += 1) visit(gold[i] as string, predicted[i] as string)
}

function lengthError(goldName: string, gold: number, predictedName: string, predicted: number): BenchError {
  return new BenchError('INPUT', `${goldName} has ${gold} items and ${predictedName} ${predicted}; they must pair up`)
}
