/**
 * Where the columns of one line are, in bytes of the file. One object is filled again for every line: a corpus has hundreds of
 * thousands, and cutting each into an array of columns first would take most of the time of reading.
 */
export interface LineLayout {
  /** Where the line starts and ends, its line end left out, and where the next one starts. */
  start: number
  end: number
  next: number
  columns: number
  firstStart: number
  firstEnd: number
  lastStart: number
  lastEnd: number
  /** The column before the last one; meaningless where there are fewer than two. */
  secondLastStart: number
  secondLastEnd: number
  /** Whether a NUL was seen: the file is not text. */
  binary: boolean
  /** How many bytes more than code units the text has before the line, and before the next one. */
  surplus: number
  nextSurplus: number
}

/** Bytes that separate columns. */
export const tab = 9
export const space = 32

const lineFeed = 10
const carriageReturn = 13

/** Bytes of UTF-8 from which on characters go on, begin with two or three bytes, and begin with four: two code units. */
const firstContinuation = 0x80
const firstOfTwo = 0xc0
const firstOfFour = 0xf0

/** The layout before the first line, which starts at byte `next`: after the byte-order mark, where there is one. */
export function layoutBefore(next: number): LineLayout {
  return {
    start: 0,
    end: 0,
    next,
    columns: 0,
    firstStart: 0,
    firstEnd: 0,
    lastStart: 0,
    lastEnd: 0,
    secondLastStart: 0,
    secondLastEnd: 0,
    binary: false,
    surplus: 0,
    nextSurplus: next,
  }
}

/**
 * Finds the columns of the next line: the runs of whatever is not the separator. Lines end in LF or CRLF. The bytes must be valid
 * UTF-8; they are looked at, and not the text, because no code unit needs to be fetched from a string so.
 */
export function scanLine(bytes: Uint8Array, separator: number, layout: LineLayout): void {
  const start = layout.next
  let columns = 0
  let surplus = 0
  let lastStart = start
  let lastEnd = start
  let inColumn = false
  let at = start
  layout.binary = false
  for (; at < bytes.length; at++) {
    const byte = bytes[at] as number
    if (byte === separator) {
      if (inColumn) {
        lastEnd = at
        inColumn = false
        if (columns === 1) layout.firstEnd = at
      }
      continue
    }
    if (byte <= carriageReturn) {
      if (byte === lineFeed || (byte === carriageReturn && endsLine(bytes, at))) break
      if (byte === 0) layout.binary = true
    } else if (byte >= firstContinuation) surplus += byte < firstOfTwo ? 1 : byte < firstOfFour ? 0 : -1
    if (!inColumn) {
      inColumn = true
      if (columns === 0) layout.firstStart = at
      columns += 1
      layout.secondLastStart = lastStart
      layout.secondLastEnd = lastEnd
      lastStart = at
    }
    // Most bytes are followed by one of which nothing is to be said.
    while (at + 1 < bytes.length && isPlain(bytes[at + 1] as number)) at += 1
  }
  if (inColumn) {
    lastEnd = at
    if (columns === 1) layout.firstEnd = at
  }
  layout.columns = columns
  layout.lastStart = lastStart
  layout.lastEnd = lastEnd
  layout.start = start
  layout.end = at
  layout.next = bytes[at] === carriageReturn ? at + 2 : at + 1
  layout.surplus = layout.nextSurplus
  layout.nextSurplus += surplus
}

/** The code unit of the text at which a byte of the line begins, for a byte that begins a character. */
export function unitAt(bytes: Uint8Array, { start, surplus, nextSurplus }: LineLayout, byte: number): number {
  if (surplus === nextSurplus) return byte - surplus
  let unit = start - surplus
  for (let at = start; at < byte; at++) {
    const value = bytes[at] as number
    if (value < firstContinuation || value >= firstOfTwo) unit += value < firstOfFour ? 1 : 2
  }
  return unit
}

/** Neither white space nor a part of a character of several bytes. */
function isPlain(byte: number): boolean {
  return byte > space && byte < firstContinuation
}

function endsLine(bytes: Uint8Array, at: number): boolean {
  return at + 1 === bytes.length || bytes[at + 1] === lineFeed
}
