import type { ScoredRun, SingleStreamLatency } from '../../core/record.ts'
import { absent, formatBytes, formatCount, formatDuration, formatRate, formatShare } from '../format.ts'
import { groupHeading, html, type Markup, tableBlock } from '../markup.ts'
import type { ReportView, ScoredCell } from '../view.ts'
import { cellName } from './cell-name.ts'

const shownPercents = [50, 90, 99]

/** Throughput of all passages at once, latency of one at a time, and memory. */
export function speedSection(view: ReportView): Markup {
  const cells = view.groups.flatMap(group => group.cells)
  if (cells.length === 0) return null
  return html`${tableBlock(
    'Speed',
    html`Per second, all passages at once; then the latency of one passage at a time, the next sent when the last has
      answered. Useful is the share of word-pieces that are not padding. Loading, warm-up and scoring are not in
      it.`,
    html`<thead>
        <tr>
          <th scope="col">Tagger</th>
          <th scope="col">Passages/s</th>
          <th scope="col">Tokens/s</th>
          <th scope="col">Pieces/s</th>
          <th scope="col">Useful</th>
          ${shownPercents.map(percent => html`<th scope="col">p${percent}</th>`)}
          <th scope="col">Memory</th>
        </tr>
      </thead>
      ${view.groups.map(
        group => html`<tbody>
          ${groupHeading(shownPercents.length + 6, html`<bdi>${group.corpus.title}</bdi>`)}
          ${group.cells.map(cell => speedRow(cell))}
        </tbody>`,
      )}`,
  )}
  ${notes(cells)}`
}

function speedRow(cell: ScoredCell): Markup {
  const { throughput, latency, peakMemoryBytes, batchPlan } = cell.run
  const { passages, tokens, usefulPieces, paddedPieces, wallSeconds } = throughput
  const inPieces = batchPlan !== null && paddedPieces > 0
  return html`<tr>
    <th scope="row">
      ${cellName(cell)}<small>${formatCount(passages)} passages ${wallSeconds === null ? 'tagged elsewhere, not timed' : `in ${formatDuration(wallSeconds)}`}</small>
      ${latency !== null && html`<small>${formatCount(latency.samples)} latency samples, ${formatCount(latency.warmUps)} to warm up</small>`}
    </th>
    <td class="figure">${formatRate(passages, wallSeconds)}</td>
    <td class="figure">${formatRate(tokens, wallSeconds)}</td>
    <td class="figure">${inPieces ? formatRate(usefulPieces, wallSeconds) : absent}</td>
    <td class="figure">${formatShare(inPieces ? usefulPieces / paddedPieces : null)}</td>
    ${shownPercents.map(percent => html`<td class="figure">${percentileOf(latency, percent)}</td>`)}
    <td class="figure">${formatBytes(peakMemoryBytes)}</td>
  </tr>`
}

function percentileOf(latency: SingleStreamLatency | null, percent: number): Markup {
  const found = latency?.percentiles.find(one => one.percent === percent)
  if (found === undefined) return absent
  if (found.seconds === null)
    return html`<span class="soft">withheld<small>needs ${formatCount(found.needed)}</small></span>`
  return formatDuration(found.seconds)
}

function notes(cells: readonly ScoredCell[]): Markup {
  const shared = cells.some(({ run }) => run.throughput.sharedBy.length > 1)
  const withheld = cells.some(({ run }) => run.latency?.percentiles.some(({ seconds }) => seconds === null))
  return html`${shared && html`<p class="note">${sharedSentence(cells.map(({ run }) => run))}</p>`}
  ${
    withheld &&
    html`<p class="note">
      A percentile is withheld where too few samples were taken to reach its tail; the table says how many it needs.
    </p>`
  }`
}

function sharedSentence(runs: readonly ScoredRun[]): string {
  const groups = new Set(
    runs
      .map(({ throughput }) => throughput.sharedBy)
      .filter(names => names.length > 1)
      .map(names => names.join(' and ')),
  )
  return `Runs of the same tagger on the same text share one measurement: ${[...groups].join('; ')}.`
}
