import type { ReadingNotes, Source } from '../../core/corpus.ts'
import { BenchError } from '../../core/error.ts'

/** A file becomes one string, and V8 has no string longer than 2^29 - 24 units. */
export const maxTextBytes = 2 ** 29 - 24

/** One megabyte. The longest abstract of any corpus is a few kilobytes: what is longer is not text with one item a line. */
export const maxLineBytes = 1_000_000

export interface ReadText {
  /** Without the byte-order mark; line ends as they are. */
  readonly text: string
  readonly notes: ReadingNotes
}

/** Decodes UTF-8. Throws `INPUT` where the file is empty, longer than `maxTextBytes`, or not UTF-8 (naming the line). */
export function readText({ name, bytes }: Source): ReadText {
  if (bytes.length === 0) throw new BenchError('INPUT', `${name}: the file is empty`)
  if (bytes.length > maxTextBytes) {
    throw new BenchError('INPUT', `${name}: ${bytes.length} bytes; at most ${maxTextBytes} can be read at once`)
  }
  const byteOrderMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  const text = tryDecode(bytes)
  if (text === null) throw invalidUtf8(name, bytes)
  return { text, notes: { byteOrderMark, carriageReturns: text.includes('\r\n'), remarks: [] } }
}

/** Notes on several files: true where it is so in any of them, and the remarks on all of them. */
export function joinNotes(notes: readonly ReadingNotes[]): ReadingNotes {
  return {
    byteOrderMark: notes.some(note => note.byteOrderMark),
    carriageReturns: notes.some(note => note.carriageReturns),
    remarks: notes.flatMap(note => note.remarks),
  }
}

/** Throws `INPUT` where a line, without its line end, has more than `maxLineBytes`. */
export function refuseLongLine(name: string, line: number, text: string, start: number, end: number): void {
  // A UTF-16 unit is at most three bytes of UTF-8, so that nearly every line is settled without encoding it.
  if ((end - start) * 3 <= maxLineBytes) return
  const { length } = new TextEncoder().encode(text.slice(start, end))
  if (length <= maxLineBytes) return
  throw new BenchError('INPUT', `${name}:${line}: a line of ${length} bytes; at most ${maxLineBytes} are read`)
}

/** What an error message shows of a piece of the file: quoted, and no longer than a message can bear. */
export function excerpt(text: string): string {
  return JSON.stringify(shorten(text))
}

/** The beginning of a text that may be as long as a file allows. */
export function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

function tryDecode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

function invalidUtf8(name: string, bytes: Uint8Array): BenchError {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return new BenchError('INPUT', `${name}:1: the file is UTF-16; save it as UTF-8`)
  }
  // No byte of a multi-byte character is a line feed, so each line can be tried by itself.
  let line = 1
  for (let start = 0; start < bytes.length; line++) {
    const feed = bytes.indexOf(10, start)
    const end = feed === -1 ? bytes.length : feed
    if (tryDecode(bytes.subarray(start, end)) === null) break
    start = end + 1
  }
  return new BenchError('INPUT', `${name}:${line}: not valid UTF-8; save the file as UTF-8`)
}
