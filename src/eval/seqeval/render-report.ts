import { formatFixed } from './numbers/format-fixed.ts'
import type { Scores } from './scores.ts'

type Row = readonly [name: string, scores: Scores<number | null>]

/** Python seqeval's table, whose widths count code points. */
export function renderReport(types: readonly Row[], averages: readonly Row[], digits: number): string {
  const width = Math.max(...types.map(([name]) => lengthOf(name)), 'weighted avg'.length, digits)
  const line = (name: string, cells: readonly string[]) =>
    `${' '.repeat(width - lengthOf(name))}${name} ${cells.map(cell => ` ${cell.padStart(9)}`).join('')}`
  const row = ([name, { precision, recall, f1, support }]: Row) => {
    const ratios = [precision, recall, f1].map(ratio => (ratio === null ? '-' : formatFixed(ratio, digits)))
    return line(name, [...ratios, String(support)])
  }
  const header = line('', ['precision', 'recall', 'f1-score', 'support'])
  return [header, '', ...types.map(row), '', ...averages.map(row), ''].join('\n')
}

function lengthOf(text: string): number {
  return [...text].length
}
