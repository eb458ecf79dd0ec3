import type { NoveltyCounts } from '../../core/record.ts'
import { formatCount, formatPercent } from '../format.ts'
import { groupHeading, html, type Markup, tableBlock } from '../markup.ts'
import type { CorpusGroup, ReportView, ScoredCell } from '../view.ts'
import { cellName } from './cell-name.ts'

const strata = [
  { stratum: 'seen-same-type', name: 'seen', note: 'in training, same type' },
  { stratum: 'seen-other-type', name: 'seen otherwise', note: 'in training, other type only' },
  { stratum: 'unseen', name: 'new', note: 'not in training' },
] as const satisfies readonly { stratum: NoveltyCounts['stratum']; name: string; note: string }[]

/**
 * Recall by whether the name of a gold mention occurs in the training split; null where no training split was at hand.
 */
export function noveltySection(view: ReportView): Markup {
  const cells = view.groups.flatMap(group => group.cells.map(cell => ({ group, cell })))
  const shown = strata.filter(({ stratum }) =>
    cells.some(({ cell }) =>
      (cell.run.novelty ?? []).some(counts => counts.stratum === stratum && counts.mentions > 0),
    ),
  )
  if (shown.length === 0) return null
  return tableBlock(
    'Recall of seen and new names',
    html`Recall in percent, exact, by whether the name of the gold mention occurs in the training split. What is
      memorised is found again; the last column tells what is recognised.`,
    html`<thead>
        <tr>
          <th scope="col">Tagger</th>
          ${shown.map(({ name, note }) => html`<th scope="col">${name}<small>${note}</small></th>`)}
        </tr>
      </thead>
      ${view.groups.map(group => groupRows(group, shown))}`,
  )
}

function groupRows(group: CorpusGroup, shown: typeof strata | readonly (typeof strata)[number][]): Markup {
  const cells = group.cells.filter(cell => cell.run.novelty !== null)
  if (cells.length === 0) return null
  return html`<tbody>
    ${groupHeading(shown.length + 1, html`<bdi>${group.corpus.title}</bdi>`)}
    ${cells.map(
      cell => html`<tr>
        <th scope="row">${cellName(cell)}</th>
        ${shown.map(({ stratum }) => recallOf(cell, stratum))}
      </tr>`,
    )}
  </tbody>`
}

function recallOf(cell: ScoredCell, stratum: NoveltyCounts['stratum']): Markup {
  const counts = cell.run.novelty?.find(one => one.stratum === stratum)
  if (counts === undefined || counts.mentions === 0) return html`<td class="soft">–<small>no mention</small></td>`
  return html`<td class="figure">
    ${formatPercent(counts.found / counts.mentions)}
    <small>${formatCount(counts.found)} of ${formatCount(counts.mentions)}</small>
  </td>`
}
