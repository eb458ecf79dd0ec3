import type { CalibrationBin } from '../../core/record.ts'
import { bareConfig, paint, paintOfSeries, silent } from './theme.ts'

const gutter = { left: 44, right: 14, top: 10, bottom: 30 }

/**
 * Share of right mentions over mean score, bin by bin; the diagonal is a tagger whose scores are frequencies. A point
 * is as large as its bin is full. Bins without a mention have no point.
 */
export function reliabilitySpec(bins: readonly CalibrationBin[], series: number, side: number): object {
  const filled = bins
    .filter(bin => bin.mentions > 0)
    .map(({ mentions, correct, scoreSum }) => ({ score: scoreSum / mentions, right: correct / mentions, mentions }))
  const colour = paintOfSeries(series)
  const size = side - gutter.left - gutter.right
  const scale = { domain: [0, 1] }
  const x = { field: 'score', type: 'quantitative', scale, axis: null }
  const y = { field: 'right', type: 'quantitative', scale, axis: null }
  const ends = [0, 0.5, 1].map(at => ({ at, text: `${at * 100} %` }))
  const label = { ...silent, type: 'text', fontSize: 11, color: paint.soft }
  return {
    ...bareConfig,
    width: size,
    height: size,
    padding: gutter,
    layer: [
      {
        data: { values: [{ score: 0, right: 0, toScore: 1, toRight: 1 }] },
        mark: { ...silent, type: 'rule', color: paint.line, strokeWidth: 1.5 },
        encoding: { x, y, x2: { field: 'toScore' }, y2: { field: 'toRight' } },
      },
      {
        data: { values: filled.map(bin => ({ ...bin, diagonal: bin.score })) },
        mark: { ...silent, type: 'rule', color: paint.soft, strokeDash: [2, 2] },
        encoding: { x, y, y2: { field: 'diagonal' } },
      },
      {
        data: { values: filled },
        mark: { ...silent, type: 'point', filled: true, opacity: 1, color: colour, stroke: paint.page, strokeWidth: 1 },
        encoding: {
          x,
          y,
          size: { field: 'mentions', type: 'quantitative', scale: { type: 'sqrt', range: [24, 220] }, legend: null },
        },
      },
      {
        data: { values: ends },
        mark: { ...label, baseline: 'top' },
        encoding: { x: { ...x, field: 'at' }, y: { value: size + 8 }, text: { field: 'text' } },
      },
      {
        data: { values: ends },
        mark: { ...label, align: 'right', baseline: 'middle' },
        encoding: { x: { value: -6 }, y: { ...y, field: 'at' }, text: { field: 'text' } },
      },
    ],
  }
}
