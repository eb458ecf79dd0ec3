import type { Passage, Span } from '../../core/passage.ts'
import { findWords } from '../../core/text/find-words.ts'

/** What a gazetteer reads of a passage. */
export interface WordPart extends Span {
  readonly text: string
  /** The word (token) that it is a part of. */
  readonly word: number
  /** Whether it begins its word, and whether it ends it. */
  readonly begins: boolean
  readonly ends: boolean
}

/** Where each word of a passage lies: its tokens, or else the words that its text shows. */
export function wordSpansOf({ text, tokens }: Pick<Passage, 'text' | 'tokens'>): readonly Span[] {
  return tokens ?? findWords(text)
}

/**
 * The words of a passage, each cut into runs of letters and digits and single other characters, so that names of a corpus that
 * keeps `IL-2` whole are found in one that cuts it in three, and the other way round.
 */
export function wordPartsOf(passage: Pick<Passage, 'text' | 'tokens'>): WordPart[] {
  const { text } = passage
  return wordSpansOf(passage).flatMap(({ start, end }, word) => {
    const surface = text.slice(start, end)
    const parts = plain.test(surface) ? [] : findWords(surface)
    if (parts.length < 2) return [{ start, end, text: surface, word, begins: true, ends: true }]
    return parts.map((part, index) => ({
      ...{ start: start + part.start, end: start + part.end, text: surface.slice(part.start, part.end), word },
      ...{ begins: index === 0, ends: index === parts.length - 1 },
    }))
  })
}

/** Most words by far: nothing to cut. */
const plain = /^(?:[A-Za-z0-9]+|.)$/
