import type { ErrorCounts } from '../../core/record.ts'
import { formatNumberOf } from '../format.ts'
import { bareConfig, paint, seriesPaint, silent } from './theme.ts'

/** Error kinds in the order of their colours. */
export const errorKinds = [
  { key: 'boundary', name: 'boundary' },
  { key: 'type', name: 'type' },
  { key: 'boundaryAndType', name: 'both' },
  { key: 'missed', name: 'missed' },
  { key: 'spurious', name: 'spurious' },
] as const satisfies readonly { key: keyof ErrorCounts; name: string }[]

const rowHeight = 50
const barTop = 20
const barHeight = 22

/** One bar for each run, as long as it has errors, in pieces by kind; the name of the run stands above its bar. */
export function errorBarsSpec(
  runs: readonly { readonly name: string; readonly errors: ErrorCounts }[],
  width: number,
): object | null {
  const longest = Math.max(0, ...runs.map(({ errors }) => totalOf(errors)))
  if (longest === 0) return null
  const height = runs.length * rowHeight
  const y = (field: string) => ({
    field,
    type: 'quantitative',
    scale: { domain: [0, height], reverse: true },
    axis: null,
  })
  const x = { field: 'from', type: 'quantitative', scale: { domain: [0, longest] }, axis: null }
  const names = runs.map(({ name, errors }, row) => ({
    y: row * rowHeight + 9,
    name: `${name}: ${formatNumberOf(totalOf(errors), 'error')}`,
  }))
  return {
    ...bareConfig,
    width,
    height,
    layer: [
      {
        data: { values: names },
        mark: { ...silent, type: 'text', align: 'left', baseline: 'middle', color: paint.soft },
        encoding: { x: { value: 0 }, y: y('y'), text: { field: 'name' } },
      },
      {
        data: { values: runs.flatMap(({ errors }, row) => piecesOf(errors, row * rowHeight + barTop)) },
        mark: { ...silent, type: 'rect', stroke: paint.page, strokeWidth: 2 },
        encoding: {
          x,
          x2: { field: 'to' },
          y: y('top'),
          y2: { field: 'bottom' },
          color: { field: 'colour', type: 'nominal', scale: null, legend: null },
        },
      },
    ],
  }
}

function piecesOf(errors: ErrorCounts, top: number) {
  let from = 0
  return errorKinds.flatMap(({ key }, kind) => {
    const to = from + errors[key]
    const piece = { from, to, top, bottom: top + barHeight, colour: seriesPaint[kind] ?? paint.ink }
    from = to
    return piece.to > piece.from ? [piece] : []
  })
}

export function totalOf(errors: ErrorCounts): number {
  return errorKinds.reduce((sum, { key }) => sum + errors[key], 0)
}
