import { refuseLongLine } from './text.ts'

/** A line without its line end, LF or CRLF; the first one is 1. */
export interface TextLine {
  readonly line: number
  readonly text: string
}

/** The lines of a text. Throws `INPUT` for one of more than `maxLineBytes`. */
export function* linesOf(name: string, text: string): Generator<TextLine> {
  let line = 0
  for (let start = 0; start < text.length; ) {
    line += 1
    const feed = text.indexOf('\n', start)
    const next = feed === -1 ? text.length : feed
    const end = feed > start && text.charCodeAt(feed - 1) === carriageReturn ? feed - 1 : next
    refuseLongLine(name, line, text, start, end)
    yield { line, text: text.slice(start, end) }
    start = next + 1
  }
}

const carriageReturn = 13
