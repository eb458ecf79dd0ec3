import type { ReportView } from '../view.ts'
import { type ForestRows, forestRows, type NamePlace } from './forest-rows.ts'
import { bareConfig, paint, silent } from './theme.ts'

const gutter = { beside: 190, above: 0, right: 46, axis: 24 }

/**
 * F1 under the ranking convention with its interval, corpus by corpus, over the published figures on the same axis.
 * `width` is that of the whole chart in pixels. Null where no run is ranked.
 */
export function forestSpec(
  view: ReportView,
  layout: { readonly width: number; readonly names: NamePlace },
): object | null {
  const rows = forestRows(view, layout.names)
  if (rows === null) return null
  const left = gutter[layout.names]
  return {
    ...bareConfig,
    width: layout.width - left - gutter.right,
    height: rows.height,
    padding: { left: left + 1, right: gutter.right, top: 2, bottom: gutter.axis },
    layer: [...axisLayers(rows), ...nameLayers(rows, layout.names, left), ...runLayers(rows), ...priorLayers(rows)],
  }
}

type Encode = (field: string) => object

function scales({ domain, height }: ForestRows): { x: Encode; y: object } {
  return {
    x: field => ({ field, type: 'quantitative', scale: { domain }, axis: null }),
    y: { field: 'y', type: 'quantitative', scale: { domain: [0, height], reverse: true }, axis: null },
  }
}

function layerOf(rows: ForestRows, values: readonly object[], mark: object, encoding: object): object {
  return { data: { values }, mark: { ...silent, ...mark }, encoding: { y: scales(rows).y, ...encoding } }
}

function axisLayers(rows: ForestRows): object[] {
  const { x } = scales(rows)
  const ticks = ticksOf(rows.domain)
  const lines = ticks.map(at => ({ at, y: 0, end: rows.height }))
  const numbers = ticks.map(at => ({ at, y: rows.height, text: String(at) }))
  const numberMark = { type: 'text', baseline: 'top', dy: 8, color: paint.soft, fontSize: 12 }
  return [
    layerOf(rows, lines, { type: 'rule', color: paint.line }, { x: x('at'), y2: { field: 'end' } }),
    layerOf(rows, numbers, numberMark, { x: x('at'), text: { field: 'text' } }),
  ]
}

function nameLayers(rows: ForestRows, place: NamePlace, left: number): object[] {
  const text = { field: 'name' }
  const mark = { type: 'text', baseline: 'middle' }
  const beside = place === 'beside'
  const names = rows.names.map(({ y, name }) => ({ y: beside ? y : y - 17, name }))
  return [
    layerOf(rows, rows.corpora, { ...mark, align: 'left', fontWeight: 600 }, { x: { value: -left }, text }),
    layerOf(
      rows,
      names,
      { ...mark, align: beside ? 'right' : 'left', color: paint.soft },
      { x: { value: beside ? -14 : 0 }, text },
    ),
  ]
}

function runLayers(rows: ForestRows): object[] {
  const { x } = scales(rows)
  const color = { field: 'colour', type: 'nominal', scale: null, legend: null }
  return [
    layerOf(rows, rows.intervals, { type: 'rule', strokeWidth: 2.5 }, { x: x('low'), x2: { field: 'high' }, color }),
    layerOf(rows, rows.points, { type: 'point', filled: true, size: 70, opacity: 1 }, { x: x('f1'), color }),
  ]
}

function priorLayers(rows: ForestRows): object[] {
  const { x } = scales(rows)
  const diamond = { type: 'point', shape: 'diamond', size: 100, opacity: 1 }
  const hollow = { ...diamond, fill: paint.page, stroke: paint.soft, strokeWidth: 1.5 }
  const filled = { ...diamond, fill: paint.ink, stroke: paint.page, strokeWidth: 1 }
  const figure = { type: 'text', align: 'left', baseline: 'middle', fontSize: 12 }
  const unlike = rows.priors.filter(prior => !prior.comparable)
  const like = rows.priors.filter(prior => prior.comparable)
  return [
    layerOf(rows, unlike, hollow, { x: x('f1') }),
    layerOf(rows, like, filled, { x: x('f1') }),
    layerOf(rows, rows.figures, { ...figure, dx: 11 }, { x: x('at'), text: { field: 'text' } }),
    layerOf(rows, rows.beyond, { ...figure, color: paint.soft }, { x: { value: 4 }, text: { field: 'text' } }),
  ]
}

function ticksOf([low, high]: ForestRows['domain']): number[] {
  const step = high - low > 60 ? 20 : 10
  return Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, index) => low + index * step)
}
