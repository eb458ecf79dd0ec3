import { BenchError } from '../../core/error.ts'
import type { Mention, Span } from '../../core/passage.ts'
import { type OffsetUnit, utf16Converter } from './offsets.ts'
import { shorten } from './text.ts'

/** Two offsets as a file writes them, and `where`, which begins an error message. */
export type SpanReader = (where: string, start: string | number, end: string | number) => Span

/**
 * Reads half-open spans in `text`. The reader throws `INPUT` for an offset that is no whole number, lies beyond the text or inside
 * a character, and for a span without a character.
 */
export function spanReader(text: string, unit: OffsetUnit): SpanReader {
  const toUtf16 = utf16Converter(text, unit)
  const read = (where: string, offset: string | number): number => {
    const found = isWhole(offset) ? toUtf16(Number(offset)) : 'outside'
    if (typeof found === 'number') return found
    const problem = !isWhole(offset)
      ? 'is no whole number'
      : found === 'inside'
        ? 'is inside a character'
        : 'is beyond the end of the text'
    throw new BenchError(
      'INPUT',
      `${where}: offset ${shorten(String(offset))} ${problem}; offsets were read as ${unit} offsets, starting at 0 (--offsets names another unit)`,
    )
  }
  return (where, start, end) => {
    const span = { start: read(where, start), end: read(where, end) }
    if (span.start < span.end) return span
    throw new BenchError(
      'INPUT',
      `${where}: start ${start} is not before end ${end}; the end is the offset after the last character`,
    )
  }
}

/** Mentions as a passage has them: by start, then end; equal ones stay in the order of the file. */
export function inTextOrder(mentions: readonly Mention[]): Mention[] {
  return mentions.toSorted((a, b) => a.start - b.start || a.end - b.end)
}

function isWhole(offset: string | number): boolean {
  return typeof offset === 'number' ? Number.isSafeInteger(offset) && offset >= 0 : /^\d{1,15}$/.test(offset)
}
