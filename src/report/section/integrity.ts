import type { GoldBalance } from '../../core/counts.ts'
import { addsUp } from '../column.ts'
import { formatCount, formatNumberOf } from '../format.ts'
import { groupHeading, html, type Markup, tableBlock } from '../markup.ts'
import type { ReportView, ScoredCell } from '../view.ts'
import { cellName } from './cell-name.ts'

const places = [
  { key: 'gold', name: 'gold' },
  { key: 'scored', name: 'scored' },
  { key: 'truncated', name: 'truncated' },
  { key: 'misaligned', name: 'misaligned' },
  { key: 'nested', name: 'nested' },
  { key: 'discontinuous', name: 'discont.' },
  { key: 'duplicate', name: 'duplicate' },
  { key: 'illFormed', name: 'ill-formed' },
] as const satisfies readonly { key: keyof GoldBalance; name: string }[]

/** Where every gold mention went, and whether a score depends on how the passages were put into batches. */
export function integritySection(view: ReportView): Markup {
  const cells = view.groups.flatMap(group => group.cells)
  if (cells.length === 0) return null
  return html`${tableBlock(
    'Gold balance',
    html`Every gold mention, under the ranking convention: gold = scored + the six kinds that cannot be. No score is
      printed unless this adds up.`,
    html`<thead>
        <tr>
          <th scope="col">Tagger</th>
          ${places.map(({ name }) => html`<th scope="col">${name}</th>`)}
          <th scope="col">adds up</th>
        </tr>
      </thead>
      ${view.groups.map(
        group => html`<tbody>
          ${groupHeading(places.length + 2, html`<bdi>${group.corpus.title}</bdi>`)}
          ${group.cells.map(balanceRow)}
        </tbody>`,
      )}`,
  )}
  <h3>Does the batch change the score?</h3>
  <ul class="plain">
    ${cells.map(cell => html`<li><bdi>${cell.run.corpus.title}</bdi>, ${cellName(cell)}: ${batchSentence(cell)}</li>`)}
  </ul>`
}

function balanceRow(cell: ScoredCell): Markup {
  const { balance } = cell.ranking.counts
  return html`<tr>
    <th scope="row">${cellName(cell)}</th>
    ${places.map(({ key }) => html`<td>${formatCount(balance[key])}</td>`)}
    <td>${addsUp(balance) ? 'yes' : html`<b>no</b>`}</td>
  </tr>`
}

function batchSentence({ run: { batchPlan, batchSensitivity: found } }: ScoredCell): string {
  if (found !== null) {
    const changed = `${formatCount(found.changedMentions)} of ${formatNumberOf(found.mentions, 'mention')}`
    return `${changed} change between two batch plans, on ${formatNumberOf(found.passages, 'passage')}.`
  }
  return batchPlan === null ? 'nothing is batched.' : 'not measured.'
}
