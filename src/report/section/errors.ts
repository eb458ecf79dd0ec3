import type { DrawChart } from '../../core/reporter.ts'
import type { SpanError } from '../../eval/error-kinds.ts'
import { scoredMentions } from '../../eval/gold/scored-mentions.ts'
import { errorBarsSpec, errorKinds, totalOf } from '../chart/error-bars.ts'
import { excerptOf, type FrequentError, frequentErrors, type Segment } from '../excerpt.ts'
import { drawFigure } from '../figure.ts'
import { formatCount, formatNumberOf } from '../format.ts'
import { groupHeading, html, type Markup, tableBlock } from '../markup.ts'
import { leadModel } from '../verdict.ts'
import type { CorpusGroup, ReportView, ScoredCell } from '../view.ts'
import { cellName } from './cell-name.ts'

const shownErrors = 6

/** Kinds of error, run by run, and the most frequent errors with the text around them. */
export async function errorsSection(view: ReportView, drawChart: DrawChart): Promise<Markup> {
  const cells = view.groups.flatMap(group => group.cells)
  if (cells.length === 0) return null
  const runs = cells.map(cell => ({ name: `${cell.run.corpus.title}, ${cell.model.name}`, errors: cell.run.errors }))
  const chart = await drawFigure(
    width => errorBarsSpec(runs, width === 'wide' ? 860 : 360),
    'Errors of every run by kind. The numbers are in the table below.',
    'One bar for each run, as long as it has errors. The colours are named in the head of the table.',
    drawChart,
  )
  const lead = leadModel(view)?.[0]?.model ?? cells[0]?.model
  return html`${chart}${kindsTable(view)}
    <h3>The most frequent errors</h3>
    <p class="note">
      <span class="gold">Underlined</span>${': gold. '}<span class="pred">Shaded</span>${': predicted. '}
      Bold: the error. Errors of the same words and kind are counted together.
    </p>
    ${view.groups.flatMap(group => group.cells.map(cell => cellExcerpts(group, cell, cell.model === lead)))}`
}

function kindsTable(view: ReportView): Markup {
  return tableBlock(
    'Errors by kind',
    html`Every false positive and every false negative under the ranking convention is in exactly one column.
      Boundary: right type, wrong border. Type: right borders, wrong type. Both: an overlap with neither right.
      These three take a false positive and a false negative each.`,
    html`<thead>
        <tr>
          <th scope="col">Tagger</th>
          ${errorKinds.map(
            ({ name }, kind) =>
              html`<th scope="col" class="figure"><span class="swatch c${kind + 1}" aria-hidden="true"></span>${name}</th>`,
          )}
        </tr>
      </thead>
      ${view.groups.map(
        group => html`<tbody>
          ${groupHeading(errorKinds.length + 1, html`<bdi>${group.corpus.title}</bdi>`)}
          ${group.cells.map(
            cell => html`<tr>
              <th scope="row">${cellName(cell)}</th>
              ${errorKinds.map(({ key }) => html`<td>${formatCount(cell.run.errors[key])}</td>`)}
            </tr>`,
          )}
        </tbody>`,
      )}`,
  )
}

function cellExcerpts(group: CorpusGroup, cell: ScoredCell, open: boolean): Markup {
  if (totalOf(cell.run.errors) === 0) return null
  return html`<details open=${open}>
    <summary><bdi>${group.corpus.title}</bdi>, <bdi>${cell.model.name}</bdi></summary>
    ${excerptList(cell)}
  </details>`
}

function excerptList({ evidence, ranking }: ScoredCell): Markup {
  const { texts, predictions } = evidence
  if (texts === null) {
    return html`<p class="note">The text of this corpus is not at hand, and records carry none: some may not be redistributed.</p>`
  }
  if (predictions === null) return html`<p class="note">The predictions of this run were not stored.</p>`
  const read = predictions.flatMap(prediction => {
    const passage = texts.get(prediction.id)
    if (passage === undefined) return []
    const mentions = scoredMentions(passage, ranking.counts.convention.unit)
    return [{ passage: { ...passage, mentions }, prediction }]
  })
  const errors = frequentErrors(read)
  return html`<ol class="excerpts">
    ${errors.slice(0, shownErrors).map(excerptItem)}
  </ol>`
}

function excerptItem(found: FrequentError): Markup {
  const { segments, cutBefore, cutAfter } = excerptOf(found)
  return html`<li dir="auto">
    ${cutBefore && '… '}${segments.map(segmentMarkup)}${cutAfter && ' …'}
    <small dir="ltr">${describe(found)}</small>
  </li>`
}

export function segmentMarkup({ text, gold, predicted, error }: Segment): Markup {
  const names = [...(gold ? ['gold'] : []), ...(predicted ? ['pred'] : [])].join(' ')
  if (error) return html`<b class=${names}>${text}</b>`
  return names === '' ? text : html`<span class=${names}>${text}</span>`
}

function describe({ error, times, passage }: FrequentError): string {
  const often = times > 1 ? [formatNumberOf(times, 'time')] : []
  return [describeKind(error), ...often, `first in ${passage.id}`].join(' · ')
}

function describeKind({ kind, gold, predicted }: SpanError): string {
  switch (kind) {
    case 'boundary':
      return `wrong boundary, ${gold && predicted ? describeBoundary(gold, predicted) : ''}`
    case 'type':
      return `wrong type: gold ${gold?.type}, predicted ${predicted?.type}`
    case 'boundary-and-type':
      return `wrong boundary and type: gold ${gold?.type}, predicted ${predicted?.type}`
    case 'missed':
      return `missed: ${gold?.type}`
    case 'spurious':
      return `spurious: ${predicted?.type}`
  }
}

function describeBoundary(gold: { start: number; end: number }, predicted: { start: number; end: number }): string {
  if (predicted.start >= gold.start && predicted.end <= gold.end) return 'too short'
  return predicted.start <= gold.start && predicted.end >= gold.end ? 'too long' : 'shifted'
}
