import type { Span } from '../../core/passage.ts'

/** What openmed 3.1.0 drops: blanks to fill in, and spans without a letter or digit. */
const placeholder = /_{3,}|placeholder|^[^\p{L}\p{N}_]+$/iu
/** As far as it lets an entity grow. */
const mostGrowth = 10

/**
 * What openmed 3.1.0 makes of the pipeline's entities (`analyze_text`, with its own defaults besides the pipeline's arguments). Each is cut
 * at the borders of `sentences`, or at line breaks where the text was read as a whole (null); parts lose white space at their ends; placeholders
 * and what lies in a sentence with one are dropped; and a part that ends within a word grows to the word's end, by ten characters at most. It may overlap
 * the next entity then.
 */
export function finishAsOpenmed<T extends Span>(
  entities: readonly T[],
  sentences: readonly Span[] | null,
  text: string,
): T[] {
  const isKept = (span: Span) => !placeholder.test(text.slice(span.start, span.end))
  const segments = sentences?.filter(isKept) ?? linesOf(text)
  return entities.flatMap(entity =>
    segments
      .filter(segment => segment.start < entity.end && entity.start < segment.end)
      .map(segment => partOf(entity, segment, text))
      .filter(part => part.end > part.start && isKept(part))
      .map(part => ({ ...part, end: endOfWord(part.end, text) })),
  )
}

function partOf<T extends Span>(span: T, segment: Span, text: string): T {
  const start = Math.max(span.start, segment.start)
  const surface = text.slice(start, Math.min(span.end, segment.end))
  const from = start + surface.length - surface.trimStart().length
  return { ...span, start: from, end: Math.max(from, start + surface.trimEnd().length) }
}

function linesOf(text: string): Span[] {
  return Array.from(text.matchAll(/[^\n\r\v\f\u0085\u2028\u2029]+/gu), ({ index, 0: line }) => ({
    start: index,
    end: index + line.length,
  }))
}

/** Characters are code points. */
function endOfWord(end: number, text: string): number {
  let at = end
  for (let grown = 0; grown < mostGrowth && at < text.length; grown += 1) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
    if (!/[\p{L}\p{M}\p{N}]/u.test(character)) break
    at += character.length
  }
  return at
}
