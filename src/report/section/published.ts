import type { PriorResult } from '../../prior/prior.ts'
import { formatNumberOf, formatPublished } from '../format.ts'
import { html, type Markup, tableBlock } from '../markup.ts'
import { type CorpusGroup, type ReportView, rankedCells } from '../view.ts'

const statuses = {
  confirmed: 'read in the source',
  secondary: 'quoted by a third party',
  'paper-claim': 'printed in the OpenMed paper only',
} as const satisfies Record<PriorResult['status'], string>

/**
 * Every published figure on the corpora of this report: source, how it was had, and why it can or cannot be compared.
 */
export function publishedSection(view: ReportView): Markup {
  const tables = view.groups.flatMap(group => groupTable(group) ?? [])
  if (view.groups.length === 0 && view.cross.length > 0) return null
  if (tables.length === 0) return html`<p>No published result is known for these corpora.</p>`
  return html`<p class="note">
      F1 in percent, as published. A figure is comparable when split, types and matching are those of the runs above; it is then set
      beside the convention that it was scored with.
    </p>
    ${tables}`
}

function groupTable(group: CorpusGroup): Markup {
  const cell = rankedCells(group)[0] ?? group.cells[0]
  if (cell === undefined) return null
  const { comparable, notComparable } = cell.priors
  if (comparable.length + notComparable.length === 0) return null
  const size = `: ${formatNumberOf(comparable.length + notComparable.length, 'figure')}, ${comparable.length} comparable`
  return html`<details>
    <summary><bdi>${group.corpus.title}</bdi>${size}</summary>
    ${tableBlock(
      `Published results on ${group.corpus.title}`,
      null,
      html`<thead>
          <tr>
            <th scope="col" class="w3">System</th>
            <th scope="col">F1</th>
            <th scope="col" class="text-cell w5">Comparable</th>
            <th scope="col" class="text-cell w5">Source</th>
          </tr>
        </thead>
        <tbody>
          ${comparable.map(({ prior, scoreIndex }) =>
            priorRow(prior, `yes, ${cell.columns[scoreIndex]?.name}`, [prior.protocol.caveat, prior.caveat]),
          )}
          ${notComparable.map(({ prior, why }) => priorRow(prior, `no: ${why}`, []))}
        </tbody>`,
    )}
  </details>`
}

function priorRow(prior: PriorResult, verdict: string, caveats: readonly (string | null)[]): Markup {
  const { system, year, f1Percent, protocol, note, source, status } = prior
  const mind = caveats.filter(caveat => caveat !== null)
  return html`<tr>
    <th scope="row"><bdi>${system}</bdi>${year !== null && html`<small>${year}</small>`}</th>
    <td class="figure">${formatPublished(f1Percent)}</td>
    <td class="text-cell">
      ${verdict}<small>${protocol.why}</small>${mind.length > 0 && html`<small>Mind: ${mind.join('; ')}.</small>`}
    </td>
    <td class="text-cell">
      <small>${source}</small><small>${statuses[status]}; ${note}</small>
      <small>Training: ${protocol.training}. Runs: ${protocol.runs}.</small>
      ${protocol.evidence !== null && html`<small>Protocol read in: ${protocol.evidence}</small>`}
    </td>
  </tr>`
}
