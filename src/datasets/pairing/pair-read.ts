import { BenchError } from '../../core/error.ts'
import type { Format } from '../format/format.ts'
import { nameOf, pairPassages } from './pair-passages.ts'

/** Pairs files of a format that says mentions by offsets: both sides are read as corpora and joined by id. */
export function pairRead(read: Format['read']): Format['pair'] {
  return async (gold, predicted, { offsets }) => {
    if (predicted === null) {
      throw new BenchError('INPUT', `${nameOf(gold)}: mentions need a second file or folder, with the predictions`)
    }
    const options = { id: 'gold', offsets }
    return pairPassages(
      { name: nameOf(gold), parsed: await read(gold, options) },
      { name: nameOf(predicted), parsed: await read(predicted, options) },
    )
  }
}
