/**
 * What could hide, reorder or break what a reader sees: control characters but for the line feed, separators of lines
 * and paragraphs, format characters (bidirectional marks, zero-width characters, tags), and halves of surrogate pairs.
 */
const unsafe = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Cf}\p{Cs}]/gu

/**
 * Shows unsafe characters by their code point, `⟨U+202E⟩`, so that text can neither pretend nor break its surroundings.
 */
export function safeText(text: string): string {
  return text.replace(
    unsafe,
    character => `⟨U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}⟩`,
  )
}
