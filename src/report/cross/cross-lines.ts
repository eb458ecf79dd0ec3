import { absent, formatPercent } from '../format.ts'
import { type GridCell, gridLines, paragraphLines } from '../terminal/grid.ts'
import type { Ink } from '../terminal/ink.ts'
import type { ModelView, ReportView } from '../view.ts'
import { isOwn, type Matrix, matrixOf, matrixSentence } from './matrix.ts'

const flush = { first: 0, rest: 2 }
/** Columns of a number with its mark, and what `gridLines` puts before it. */
const columnWidth = 7
const longestLabel = 26

/** The matrix for a terminal: as many blocks side by side as its width needs. Empty where no cell was crossed. */
export function crossLines(view: ReportView, width: number, ink: Ink): string[] {
  const matrix = matrixOf(view)
  if (matrix === null) return []
  const labels = rowLabels(matrix)
  const label = Math.min(longestLabel, Math.max(...labels.map(text => [...text].length)))
  const room = Math.max(1, Math.floor((width - 2 - label) / columnWidth))
  const blocks = Math.ceil(matrix.columns.length / room)
  const size = Math.ceil(matrix.columns.length / blocks)
  // Where there is nothing else, the sentence is the verdict above.
  const sentence = view.groups.length === 0 ? null : matrixSentence(view)
  const names = matrix.columns.map((corpus, index) => `${index + 1} ${corpus.title}`).join(', ')
  return [
    ...paragraphLines(`Trained on (rows) × tested on (columns), F1 in the types that both have`, flush, width).map(
      ink.bold,
    ),
    ...paragraphLines(`tested on: ${names}`, flush, width),
    ...Array.from({ length: blocks }, (_, block) => [
      '',
      ...blockLines(matrix, labels, block * size, size, width, ink),
    ]).flat(),
    '',
    ...paragraphLines(`* on its own corpus   ${absent} no type in common   ! failed`, flush, width),
    ...(sentence === null ? [] : paragraphLines(sentence, flush, width)),
  ]
}

function blockLines(
  matrix: Matrix,
  labels: readonly string[],
  from: number,
  size: number,
  width: number,
  ink: Ink,
): string[] {
  const columns = matrix.columns.slice(from, from + size)
  const head = ['', ...columns.map((_, index) => `${from + index + 1} `)].map(
    (text): GridCell => ({ text, mark: ink.dim }),
  )
  const rows = matrix.rows.map((model, row) => [
    { text: labels[row] ?? '' },
    ...columns.map((corpus): GridCell => {
      const text = figureOf(matrix, model, corpus)
      return isOwn(model, corpus) ? { text: `${text}*`, mark: ink.bold } : { text: `${text} ` }
    }),
  ])
  return gridLines([head, ...rows], width)
}

function figureOf(matrix: Matrix, model: ModelView, corpus: Matrix['columns'][number]): string {
  const cell = matrix.cellOf(model, corpus)
  if (cell === undefined) return ''
  if (cell.run.status === 'failed') return '!'
  return formatPercent(cell.ranking?.score?.micro.f1 ?? null)
}

/** `dictionary · BC2GM` is `BC2GM` where every row begins so. */
function rowLabels({ rows }: Matrix): string[] {
  const names = rows.map(({ name }) => name)
  const prefix = /^.* · /.exec(names[0] ?? '')?.[0]
  return prefix !== undefined && names.every(name => name.startsWith(prefix))
    ? names.map(name => name.slice(prefix.length))
    : names
}
