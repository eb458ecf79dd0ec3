import type { Score } from '../../eval/score.ts'
import { formatCount, formatPercent } from '../format.ts'
import { groupHeading, html, type Markup, tableBlock } from '../markup.ts'
import type { CorpusGroup, ReportView, ScoredCell } from '../view.ts'
import { cellName } from './cell-name.ts'

/** Scores type by type, for corpora that have more than one; null where none has. */
export function typesSection(view: ReportView): Markup {
  const groups = view.groups.filter(group => group.cells.some(cell => typesOf(cell).length > 1))
  if (groups.length === 0) return null
  return tableBlock(
    'Scores by type',
    html`Percent, under the ranking convention. Support counts gold mentions. Macro is the mean over types, weighted
      the mean by support.`,
    html`<thead>
        <tr>
          <th scope="col">Type</th>
          <th scope="col">F1</th>
          <th scope="col">P</th>
          <th scope="col">R</th>
          <th scope="col">Support</th>
        </tr>
      </thead>
      ${groups.flatMap(group => group.cells.map(cell => cellRows(group, cell)))}`,
  )
}

function cellRows(group: CorpusGroup, cell: ScoredCell): Markup {
  const score = cell.ranking.score
  if (score === null) return null
  return html`<tbody>
    ${groupHeading(5, html`<bdi>${group.corpus.title}</bdi>, ${cellName(cell)}`)}
    ${typesOf(cell).map(
      ({ type, f1, precision, recall, support }) => html`<tr>
        <th scope="row"><bdi>${type}</bdi></th>
        <td>${formatPercent(f1)}</td>
        <td>${formatPercent(precision)}</td>
        <td>${formatPercent(recall)}</td>
        <td>${formatCount(support)}</td>
      </tr>`,
    )}
    ${(['macro', 'weighted'] as const).map(
      average => html`<tr class="soft">
        <th scope="row">${average} average</th>
        <td>${formatPercent(score[average].f1)}</td>
        <td>${formatPercent(score[average].precision)}</td>
        <td>${formatPercent(score[average].recall)}</td>
        <td></td>
      </tr>`,
    )}
  </tbody>`
}

function typesOf(cell: ScoredCell): Score['types'] {
  return cell.ranking.score?.types ?? []
}
