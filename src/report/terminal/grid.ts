import { safeText } from '../safe-text.ts'

/** A cell of a table in text: `mark` is applied after it was padded, so that it costs no width. */
export interface GridCell {
  readonly text: string
  readonly mark?: (text: string) => string
}

const gap = 2

/**
 * Aligns rows: the first column left, the others right, two spaces between, two before. The first column is cut with
 * `…` where the row would be wider than `width`. Lines end without spaces.
 */
export function gridLines(rows: readonly (readonly (GridCell | string)[])[], width: number): string[] {
  const cells = rows.map(row => row.map(cell => (typeof cell === 'string' ? { text: oneLine(cell) } : safe(cell))))
  const columns = Math.max(0, ...cells.map(row => row.length))
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...cells.map(row => lengthOf(row[column]?.text ?? ''))),
  )
  const others = widths.slice(1).reduce((sum, each) => sum + each + gap, gap)
  const first = Math.min(widths[0] ?? 0, Math.max(8, width - others))
  return cells.map(row => {
    const texts = row.map(({ text, mark }, column) => {
      const padded = column === 0 ? padEnd(cut(text, first), first) : padStart(text, widths[column] ?? 0)
      return mark ? mark(padded) : padded
    })
    return `${' '.repeat(gap)}${texts.join(' '.repeat(gap))}`.trimEnd()
  })
}

/** Breaks a sentence between words into lines of at most `width`, each indented. A longer word stays whole. */
export function paragraphLines(
  sentence: string,
  indent: { readonly first: number; readonly rest: number },
  width: number,
): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of oneLine(sentence).trimEnd().split(' ')) {
    const margin = ' '.repeat(lines.length === 0 ? indent.first : indent.rest)
    const next = line === '' ? margin + word : `${line} ${word}`
    if (line === '' || lengthOf(next) <= width) {
      line = next
      continue
    }
    lines.push(line)
    line = ' '.repeat(indent.rest) + word
  }
  return [...lines, line]
}

function safe(cell: GridCell): GridCell {
  return { ...cell, text: oneLine(cell.text) }
}

/** Terminals obey what they are sent: control characters are shown, not obeyed, and a line feed is a space. */
function oneLine(text: string): string {
  return safeText(text.replaceAll('\n', ' '))
}

function lengthOf(text: string): number {
  return [...text].length
}

function padEnd(text: string, length: number): string {
  return text + ' '.repeat(Math.max(0, length - lengthOf(text)))
}

function padStart(text: string, length: number): string {
  return ' '.repeat(Math.max(0, length - lengthOf(text))) + text
}

function cut(text: string, length: number): string {
  return lengthOf(text) <= length ? text : `${[...text].slice(0, length - 1).join('')}…`
}
