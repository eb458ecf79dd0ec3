/**
 * Where the columns of one line are. One object is filled again for every line: a corpus has hundreds of thousands, and
 * cutting each into an array of columns first would take most of the time of reading.
 */
export interface LineLayout {
  /** Where the line ends, its line end left out, and where the next one starts. */
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
}

/** Code units that separate columns. */
export const tab = 9
export const space = 32

const lineFeed = 10
const carriageReturn = 13

export function emptyLayout(): LineLayout {
  return {
    end: 0,
    next: 0,
    columns: 0,
    firstStart: 0,
    firstEnd: 0,
    lastStart: 0,
    lastEnd: 0,
    secondLastStart: 0,
    secondLastEnd: 0,
    binary: false,
  }
}

/** Finds the columns of the line that starts at `start`: the runs of whatever is not the separator. Lines end in LF or CRLF. */
export function scanLine(text: string, start: number, separator: number, layout: LineLayout): void {
  let columns = 0
  let lastStart = start
  let lastEnd = start
  let inColumn = false
  let at = start
  layout.binary = false
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === separator) {
      if (inColumn) {
        lastEnd = at
        inColumn = false
        if (columns === 1) layout.firstEnd = at
      }
      continue
    }
    if (unit <= carriageReturn) {
      if (unit === lineFeed || (unit === carriageReturn && endsLine(text, at))) break
      if (unit === 0) layout.binary = true
    }
    if (inColumn) continue
    inColumn = true
    if (columns === 0) layout.firstStart = at
    columns += 1
    layout.secondLastStart = lastStart
    layout.secondLastEnd = lastEnd
    lastStart = at
  }
  if (inColumn) {
    lastEnd = at
    if (columns === 1) layout.firstEnd = at
  }
  layout.columns = columns
  layout.lastStart = lastStart
  layout.lastEnd = lastEnd
  layout.end = at
  layout.next = text.charCodeAt(at) === carriageReturn ? at + 2 : at + 1
}

function endsLine(text: string, at: number): boolean {
  return at + 1 === text.length || text.charCodeAt(at + 1) === lineFeed
}
