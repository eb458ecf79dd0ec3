import { BenchError } from '../../core/error.ts'
import type { Passage, Span } from '../../core/passage.ts'
import { excerpt, maxLineBytes } from './text.ts'

/** The error for a passage that a format has no words for. `problem` ends in what to do. */
export function unwritable(format: string, { id }: Pick<Passage, 'id'>, problem: string): BenchError {
  return new BenchError('INPUT', `passage ${excerpt(id)} cannot be written as ${format}: ${problem}`)
}

/**
 * Converts a UTF-16 offset of `text` to the code points before it. Throws `unwritable` for an offset beyond the text or inside a
 * character.
 */
export function codePointCounter(format: string, passage: Passage): (offset: number) => number {
  const { text } = passage
  const counts = new Int32Array(text.length + 1).fill(-1)
  let points = 0
  for (let at = 0; at < text.length; points++) {
    counts[at] = points
    at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
  }
  counts[text.length] = points
  return offset => {
    const count = counts[offset] ?? -1
    if (count >= 0) return count
    throw unwritable(format, passage, `offset ${offset} is beyond its text or inside a character`)
  }
}

/**
 * Throws `unwritable` where two passages have one id, where a text is not Unicode, where a span has no character, and where the
 * parts of a mention are not two or more, in order, from its start to its end.
 */
export function refuseUnwritable(format: string, passages: readonly Passage[]): void {
  const seen = new Set<string>()
  for (const passage of passages) {
    if (seen.has(passage.id)) throw unwritable(format, passage, 'another passage has its id; give each its own')
    seen.add(passage.id)
    const { id, text, mentions } = passage
    const words = [id, text, ...mentions.flatMap(({ type, concepts }) => [type, ...(concepts ?? [])])]
    const broken = words.find(word => !word.isWellFormed())
    if (broken !== undefined) {
      throw unwritable(format, passage, `${excerpt(broken)} holds half a surrogate pair; repair the text`)
    }
    const empty = mentions
      .flatMap<Span>(mention => [mention, ...(mention.parts ?? [])])
      .find(span => span.start >= span.end)
    if (empty) throw unwritable(format, passage, `the mention at ${empty.start}-${empty.end} holds no character`)
    const odd = mentions.find(mention => mention.parts && !arePartsOf(mention, mention.parts))
    if (odd) {
      const where = `the mention at ${odd.start}-${odd.end}`
      throw unwritable(format, passage, `the parts of ${where} are not two or more, in order, that make it up`)
    }
  }
}

/** Throws `unwritable` where a line, without its line end, is longer than a reader takes. */
export function refuseLongWrittenLine(format: string, passage: Passage, line: string): void {
  if (line.length * 3 <= maxLineBytes || new TextEncoder().encode(line).length <= maxLineBytes) return
  throw unwritable(format, passage, `a line of it would be longer than ${maxLineBytes} bytes; cut the passage`)
}

function arePartsOf({ start, end }: Span, parts: readonly Span[]): boolean {
  const inOrder = parts.every((part, index) => part.start >= (parts[index - 1]?.end ?? start))
  return parts.length > 1 && inOrder && parts[0]?.start === start && parts.at(-1)?.end === end
}
