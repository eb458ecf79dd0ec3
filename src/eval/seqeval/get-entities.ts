import { BenchError } from '../../core/error.ts'
import { decode } from '../../tags/decode.ts'
import { notationOf } from './options.ts'
import { isNested, type TagLists } from './tag-pairs.ts'

/**
 * `[type, start, end]` with inclusive end, read as conlleval does, as Python's `get_entities`. Where `tags` is a list
 * of sentences, indices count on through all of them, with one place more after each sentence. Throws
 * BenchError('INPUT') for a tag that is not of the alphabet.
 */
export function getEntities(
  tags: TagLists,
  options: { readonly suffix?: boolean | undefined } = {},
): [type: string, start: number, end: number][] {
  const notation = notationOf(options)
  const entities: [string, number, number][] = []
  const addSentence = (sentence: readonly string[], offset: number) => {
    for (const { type, start, end } of decode(sentence, { matching: 'conlleval' }, notation)) {
      entities.push([type, offset + start, offset + end - 1])
    }
  }
  if (!isNested(tags)) {
    addSentence(tags, 0)
    return entities
  }
  let offset = 0
  for (const [i, sentence] of tags.entries()) {
    try {
      addSentence(sentence, offset)
    } catch (error) {
      if (!(error instanceof BenchError)) throw error
      throw new BenchError(error.code, `sentence ${i} (from 0), ${error.message}`, { cause: error })
    }
    offset += sentence.length + 1
  }
  return entities
}
