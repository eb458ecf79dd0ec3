import { bootstrapDraws } from '../../eval/bootstrap.ts'
import type { ScoreColumn } from '../column.ts'
import { formatCount, formatNumberOf, formatPoints } from '../format.ts'
import { html, type Markup } from '../markup.ts'
import { verdictOf } from '../verdict.ts'
import { allCorpora, exactColumnNames, failedRuns, type ReportView, rankedCells } from '../view.ts'

/** The verdict, what it rests on, and what a reader must know before the tables. */
export function topOf(view: ReportView): Markup {
  return html`<p class="verdict">${verdictOf(view)}</p>
    <p class="lead">${leadOf(view)}</p>
    ${noticesOf(view).map(notice => html`<p class="notice">${notice}</p>`)}`
}

function leadOf(view: ReportView): string {
  const [ranked] = view.groups.flatMap(rankedCells)
  const count = allCorpora(view).length
  const corpora = count === 1 ? '1 corpus' : `${count} corpora`
  const size = `${formatNumberOf(view.models.length, 'tagger')}, ${corpora}.`
  if (ranked === undefined) {
    return view.cross.length === 0
      ? size
      : `${size} Exact span and type, micro-averaged; no cell is compared with a published result.`
  }
  const { documents } = ranked.run.corpus
  return [
    size,
    `Exact span and type, micro-averaged, ${readingOf(ranked.ranking)};`,
    spreadOf(view),
    `Intervals: 95 %, bootstrap over ${documents === null ? 'passages' : 'documents'}, ${formatCount(bootstrapDraws)} draws.`,
  ].join(' ')
}

function readingOf({ name, counts: { convention } }: ScoreColumn): string {
  return convention.unit === 'token' ? `tags decoded as ${name}` : 'mentions as spans of characters'
}

/** How far the exact conventions lie apart, at most, on one run. */
function spreadOf(view: ReportView): string {
  const [, other] = exactColumnNames(view)
  const spreads = view.groups.flatMap(rankedCells).flatMap(cell => {
    const f1 = cell.ranking.score?.micro.f1
    const theirs = cell.columns.find(column => column.name === other)?.score?.micro.f1
    return f1 == null || theirs == null ? [] : [Math.abs(f1 - theirs) * 100]
  })
  if (other === undefined || spreads.length === 0) return 'no other convention was counted.'
  return `${other} differs by at most ${formatPoints([Math.max(...spreads)])} points.`
}

function noticesOf(view: ReportView): string[] {
  const failed = failedRuns(view)
  const skipped = view.groups.flatMap(group => group.skipped)
  const partial = view.groups.flatMap(group => group.cells).filter(({ run }) => run.status === 'partial')
  return [
    ...(failed.length === 0 ? [] : [`${formatNumberOf(failed.length, 'run')} failed; the errors are below.`]),
    ...(skipped.length === 0
      ? []
      : [`${formatNumberOf(skipped.length, 'run')} skipped, with nothing to run; the reasons are below.`]),
    ...(partial.length === 0
      ? []
      : [`${formatNumberOf(partial.length, 'run')} read some passages only: shown, but neither ranked nor compared.`]),
  ]
}
