import { absent, formatPercent } from '../format.ts'
import { groupHeading, html, type Markup, tableBlock } from '../markup.ts'
import type { ReportView } from '../view.ts'
import { cellName } from './cell-name.ts'

/**
 * The same predictions under every convention that was counted, and the signature of each, to be cited with a score.
 */
export function conventionsSection(view: ReportView): Markup {
  const cells = view.groups.flatMap(group => group.cells)
  const names = [...new Set(cells.flatMap(cell => cell.columns.map(column => column.name)))]
  if (names.length === 0) return null
  const signatures = [...new Set(cells.flatMap(cell => cell.columns.map(column => column.counts.signature)))]
  return html`${tableBlock(
    'F1 under every convention',
    html`F1 in percent of the same predictions. Relaxed: same type, any overlap. Span-only: same span, any type.
      Neither is what papers report.`,
    html`<thead>
        <tr>
          <th scope="col">Tagger</th>
          ${names.map(name => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      ${view.groups.map(
        group => html`<tbody>
          ${groupHeading(names.length + 1, html`<bdi>${group.corpus.title}</bdi>`)}
          ${group.cells.map(
            cell => html`<tr>
              <th scope="row">${cellName(cell)}</th>
              ${names.map(name => {
                const column = cell.columns.find(one => one.name === name)
                return html`<td>${column === undefined ? absent : formatPercent(column.score?.micro.f1 ?? null)}</td>`
              })}
            </tr>`,
          )}
        </tbody>`,
      )}`,
  )}
  <h3>Signatures</h3>
  <ul class="plain">
    ${signatures.map(signature => html`<li><code>${signature}</code></li>`)}
  </ul>`
}
