import type { Ratios } from '../../eval/score.ts'
import type { PriorResult } from '../../prior/prior.ts'
import { absent, formatInterval, formatPercent, formatPublished } from '../format.ts'
import { groupHeading, html, type Markup, tableBlock } from '../markup.ts'
import { type CorpusGroup, exactColumnNames, isBest, type ReportView, rankedCells, type ScoredCell } from '../view.ts'
import { cellName, corpusSize, modelName } from './cell-name.ts'

const measures = ['f1', 'precision', 'recall'] as const satisfies readonly (keyof Ratios)[]

/** Micro-averaged scores of every run, one column group for each convention, over the best published figures. */
export function scoresSection(view: ReportView): Markup {
  const columns = exactColumnNames(view)
  if (view.groups.length === 0 && view.cross.length > 0) return null
  if (columns.length === 0) return html`<p>No run has a score.</p>`
  return html`${tableBlock(
    'Scores',
    html`Percent, micro-averaged over mentions; under F1 its 95 % interval. The best complete run of a corpus is
      bold. Published figures stand in the columns of the conventions that they were scored with.`,
    html`<thead>
        <tr>
          <th scope="col" rowspan="2">Tagger</th>
          ${columns.map(name => html`<th scope="colgroup" colspan="3">${name}<small>${columnNote(name)}</small></th>`)}
        </tr>
        <tr>
          ${columns.map(() => html`<th scope="col">F1</th><th scope="col">P</th><th scope="col">R</th>`)}
        </tr>
      </thead>
      ${view.groups.map(group => groupRows(group, columns))}`,
  )}
  ${
    columns.some(name => name === 'conlleval' || name.startsWith('strict')) &&
    html`<p class="note">
    conlleval reads tags as most published baselines do, seqeval's default among them: an ill-formed I- opens a mention. Strict
    IOB2 drops it. The two are different measures; a figure of one is never compared with a figure of the other.
  </p>`
  }`
}

function columnNote(name: string): string {
  if (name === 'conlleval') return 'ill-formed tags repaired'
  return name.startsWith('strict') ? 'ill-formed tags dropped' : 'exact spans of the text'
}

function groupRows(group: CorpusGroup, columns: readonly string[]): Markup {
  const width = columns.length * measures.length
  return html`<tbody>
    ${groupHeading(width + 1, html`<bdi>${group.corpus.title}</bdi><small>${corpusSize(group.corpus)}</small>`)}
    ${group.cells.map(cell => html`<tr><th scope="row">${cellName(cell)}</th>${columns.map(name => cells(group, cell, name))}</tr>`)}
    ${group.failed.map(
      ({ model, run }) => html`<tr>
        <th scope="row">${modelName(model)}<span class="chip">failed</span></th>
        <td class="text-cell" colspan=${width}><div class="beside">${run.error.message}</div></td>
      </tr>`,
    )}
    ${group.skipped.map(
      ({ model, run }) => html`<tr class="soft">
        <th scope="row">${modelName(model)}<span class="chip">skipped</span></th>
        <td class="text-cell" colspan=${width}><div class="beside">${run.reason.message}</div></td>
      </tr>`,
    )}
    ${priorRows(group, columns)}
  </tbody>`
}

function cells(group: CorpusGroup, cell: ScoredCell, name: string): Markup {
  const column = cell.columns.find(one => one.name === name)
  if (column === undefined) return html`<td colspan="3" class="soft">${absent}</td>`
  if (column.score === null) return html`<td colspan="3" class="soft">withheld: the gold does not add up</td>`
  const { micro } = column.score
  return html`${measures.map(
    measure => html`<td class=${`figure ${measure}${isBest(group, cell, name, measure) ? ' best' : ''}`}>
      ${formatPercent(micro[measure])}${measure === 'f1' && html`<small>${formatInterval(column.interval)}</small>`}
    </td>`,
  )}`
}

function priorRows(group: CorpusGroup, columns: readonly string[]): Markup {
  const [cell] = rankedCells(group)
  if (cell === undefined) return null
  const [comparable] = cell.priors.comparable
  const [other] = cell.priors.notComparable.filter(({ prior }) => prior.f1Percent !== null)
  return html`${
    comparable &&
    html`<tr>
      <th scope="row">${priorName(comparable.prior)}<small>best comparable result</small></th>
      ${columns.map(name => {
        const figure = cell.columns[comparable.scoreIndex]?.name === name
        return html`<td class="figure f1">${figure ? formatPublished(comparable.prior.f1Percent) : ''}</td><td></td><td></td>`
      })}
    </tr>`
  }
  ${
    other &&
    html`<tr class="soft">
      <th scope="row">${priorName(other.prior)}<small>best result that is not comparable</small></th>
      <td class="text-cell" colspan=${columns.length * measures.length}>
        <div class="beside">${formatPublished(other.prior.f1Percent)}: ${other.why}</div>
      </td>
    </tr>`
  }`
}

function priorName({ system, year }: PriorResult): Markup {
  return html`<bdi>${system}</bdi>${year !== null && `, ${year}`}`
}
