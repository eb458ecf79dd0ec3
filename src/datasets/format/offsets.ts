/** What offsets count: UTF-16 code units (JavaScript, Java), code points (Python), or bytes of UTF-8. */
export const offsetUnits = ['utf16', 'codepoint', 'byte'] as const
export type OffsetUnit = (typeof offsetUnits)[number]

/** The offset in UTF-16 code units, or the reason why there is none. */
export type ToUtf16 = (offset: number) => number | 'outside' | 'inside'

/**
 * Converts offsets into `text`. `outside`: beyond the end of the text; `inside`: between the halves of a surrogate pair, or
 * between the bytes of one character.
 */
export function utf16Converter(text: string, unit: OffsetUnit): ToUtf16 {
  // Most texts have no character of two units (no byte beyond ASCII): every unit counts alike.
  if (unit === 'byte' ? isAscii(text) : !hasSurrogates(text)) {
    return offset => (Number.isInteger(offset) && offset >= 0 && offset <= text.length ? offset : 'outside')
  }
  const starts = unit === 'utf16' ? characterStarts(text) : unitStarts(text, unit)
  return offset => {
    const start = starts[offset]
    if (start === undefined) return 'outside'
    return start === inside ? 'inside' : start
  }
}

function isAscii(text: string): boolean {
  return !/[\u0080-\uffff]/.test(text)
}

function hasSurrogates(text: string): boolean {
  return /[\ud800-\udfff]/.test(text)
}

const inside = -1

/** For each code unit, and the end of the text, the unit itself, or `inside`. */
function characterStarts(text: string): number[] {
  const starts = Array.from({ length: text.length + 1 }, (_, at) => at)
  for (let at = 0; at < text.length; at += widthAt(text, at)) if (widthAt(text, at) === 2) starts[at + 1] = inside
  return starts
}

function unitStarts(text: string, unit: 'codepoint' | 'byte'): number[] {
  const starts: number[] = []
  for (let at = 0; at < text.length; at += widthAt(text, at)) {
    starts.push(at)
    if (unit === 'byte') for (let byte = 1; byte < utf8Bytes(text.codePointAt(at) ?? 0); byte++) starts.push(inside)
  }
  starts.push(text.length)
  return starts
}

function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
}

function utf8Bytes(codePoint: number): number {
  if (codePoint < 0x80) return 1
  if (codePoint < 0x800) return 2
  return codePoint < 0x10000 ? 3 : 4
}
