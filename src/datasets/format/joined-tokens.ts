import type { Passage, Span } from '../../core/passage.ts'

/** The text of tokens that are joined by single spaces, and the place of each in it. */
export function joinedTokens(words: readonly string[]): Pick<Passage, 'text'> & { readonly tokens: readonly Span[] } {
  let start = 0
  const tokens = words.map(word => {
    const span = { start, end: start + word.length }
    start = span.end + 1
    return span
  })
  return { text: words.join(' '), tokens }
}
