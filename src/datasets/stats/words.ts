import { type Mention, type Passage, partsOf, type Span } from '../../core/passage.ts'

/** The tokens of a passage, or its runs of characters other than white space where it has none; in text order. */
export function wordsOf({ text, tokens }: Passage): readonly Span[] {
  return (
    tokens ?? Array.from(text.matchAll(/\S+/gu), ({ index, 0: word }) => ({ start: index, end: index + word.length }))
  )
}

/** The places of the words that a mention touches with any of its parts, in rising order. `words` lie in text order. */
export function touchedWords(words: readonly Span[], mention: Mention): number[] {
  const touched = new Set<number>()
  for (const part of partsOf(mention)) {
    for (let at = firstEndingAfter(words, part.start); at < words.length; at++) {
      const word = words[at]
      if (word === undefined || word.start >= part.end) break
      touched.add(at)
    }
  }
  return [...touched].sort((a, b) => a - b)
}

function firstEndingAfter(words: readonly Span[], offset: number): number {
  let [low, high] = [0, words.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((words[middle]?.end ?? 0) > offset) high = middle
    else low = middle + 1
  }
  return low
}
