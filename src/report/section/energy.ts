import type { Carbon } from '../../core/energy.ts'
import { formatCarbon, formatEnergy, formatSignificant } from '../format.ts'
import { groupHeading, html, type Markup, tableBlock } from '../markup.ts'
import type { ReportView, ScoredCell } from '../view.ts'
import { cellName } from './cell-name.ts'

/** Energy and CO2 of inference for 1,000 passages, each with how it was had. */
export function energySection(view: ReportView): Markup {
  const cells = view.groups.flatMap(group => group.cells)
  if (cells.length === 0) return null
  return html`${tableBlock(
    'Energy and carbon',
    `For 1,000 passages, inference only. A figure with ~ is estimated, not measured.`,
    html`<thead>
        <tr>
          <th scope="col">Tagger</th>
          <th scope="col">Energy</th>
          <th scope="col">CO₂ equivalent</th>
          <th scope="col" class="text-cell">How</th>
        </tr>
      </thead>
      ${view.groups.map(
        group => html`<tbody>
          ${groupHeading(4, html`<bdi>${group.corpus.title}</bdi>`)}
          ${group.cells.map(energyRow)}
        </tbody>`,
      )}`,
  )}
  <dl>
    ${scopeLines(cells).map(([term, text]) => html`<dt>${term}</dt><dd>${text}</dd>`)}
  </dl>`
}

function energyRow(cell: ScoredCell): Markup {
  const { energy, carbon, throughput } = cell.run
  const used = formatEnergy(energy, throughput.passages, 1000)
  const emitted = formatCarbon(carbon, throughput.passages, 1000)
  const reasons = [used, emitted].flatMap(({ kind, why }) => (kind === 'unavailable' ? [why] : []))
  return html`<tr>
    <th scope="row">${cellName(cell)}</th>
    <td class="figure">${used.figure}<small>${used.kind}</small></td>
    <td class="figure">${emitted.figure}<small>${emitted.kind}</small></td>
    <td class="text-cell">
      <small>${used.kind === 'unavailable' ? [...new Set(reasons)].join('; ') : [used.why, ...reasons].join('; ')}</small>
    </td>
  </tr>`
}

/** Each grid, scope and factor once, however many runs share it. */
function scopeLines(cells: readonly ScoredCell[]): (readonly [string, string])[] {
  const lines = cells.flatMap(({ run }) => carbonLines(run.carbon))
  return [...new Map(lines.map(line => [JSON.stringify(line), line])).values()]
}

function carbonLines(carbon: Carbon): (readonly [string, string])[] {
  if (carbon.kind === 'unavailable') return []
  const { region, gramsPerKilowattHour, year, source, chosen } = carbon.intensity
  const assumed = chosen === 'assumed' ? ' (assumed: no region was named)' : ''
  return [
    ['Grid', `${formatSignificant(gramsPerKilowattHour)} g CO₂e per kWh, ${region}${assumed}, ${year}, ${source}`],
    ['Scope', `${carbon.scope} only: no training, no manufacture, no loading`],
    ['Power usage effectiveness', powerUsage(carbon.powerUsageEffectiveness)],
  ]
}

function powerUsage(effectiveness: number): string {
  return effectiveness === 1
    ? '1: cooling and losses are not counted'
    : `${effectiveness}: cooling and losses as a factor`
}
