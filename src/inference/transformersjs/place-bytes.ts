import type { Span } from '../../core/passage.ts'

/**
 * Places the pieces of a byte-level vocabulary (GPT-2, RoBERTa, ModernBERT): each of their characters stands for one byte of the text in UTF-8, or, in a piece
 * that was added to the vocabulary, for itself. `null` unless
 * these bytes are the text, to the last one; a space before the text, which such tokenizers may add, is no part of it.
 */
export function placeBytes(text: string, pieces: readonly string[]): Span[] | null {
  const units = unitOfEachByte(text)
  let at = pieces[0]?.startsWith(spaceByte) && !text.startsWith(' ') ? -1 : 0
  const spans: Span[] = []
  const bytes = encoder.encode(text)
  for (const piece of pieces) {
    const first = at
    for (const character of piece) {
      const meant = byteOf.get(character)
      for (const byte of meant === undefined ? encoder.encode(character) : [meant]) {
        if (at >= 0 && byte !== bytes[at]) return null
        at++
      }
    }
    const start = units[Math.max(first, 0)]?.start
    const end = units[at - 1]?.end ?? start
    if (start === undefined || end === undefined) return null
    spans.push({ start, end })
  }
  return at === bytes.length ? spans : null
}

/** The character in which each byte lies. */
function unitOfEachByte(text: string): Span[] {
  const units: Span[] = []
  let start = 0
  for (const character of text) {
    const span = { start, end: start + character.length }
    const { length } = encoder.encode(character)
    for (let byte = 0; byte < length; byte++) units.push(span)
    start = span.end
  }
  return units
}

const encoder = new TextEncoder()
const spaceByte = 'Ġ'

/** Printable characters stand for themselves; the 68 other bytes are the characters from 256 on, in the order of the bytes. */
const byteOf: ReadonlyMap<string, number> = new Map(printableFirst())

function* printableFirst(): Generator<[string, number]> {
  let next = 256
  for (let byte = 0; byte < 256; byte++) {
    const printable = (byte > 32 && byte < 127) || (byte > 160 && byte !== 173)
    yield [String.fromCodePoint(printable ? byte : next++), byte]
  }
}
