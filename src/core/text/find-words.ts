import type { Span } from '../passage.ts'

/** Words of a text that nobody has tokenised: runs of letters, digits and accents; any other visible character by itself. */
export function findWords(text: string): Span[] {
  return Array.from(text.matchAll(/[\p{L}\p{N}\p{M}]+|[^\s\p{Cc}\p{Cf}]/gu), match => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
}
