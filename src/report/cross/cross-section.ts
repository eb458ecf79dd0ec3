import type { CorpusFacts } from '../../core/record.ts'
import { byCodePoint } from '../../core/text/code-point-order.ts'
import { absent, formatCount, formatInterval, formatPercent } from '../format.ts'
import { html, type Markup, tableBlock } from '../markup.ts'
import type { CrossCell, ModelView, ReportView } from '../view.ts'
import { classesOf, isOwn, type Matrix, matrixOf, matrixSentence, shortClassList } from './matrix.ts'

/** Trained on × tested on as a heat map of numbers; null where no cell was crossed. */
export function crossSection(view: ReportView): Markup {
  const matrix = matrixOf(view)
  if (matrix === null) return null
  // Where there is nothing else, the sentence is the verdict above.
  const sentence = view.groups.length === 0 ? null : matrixSentence(view)
  return html`${sentence !== null && html`<p>${sentence}</p>`}
    ${tableBlock(
      'F1 of every tagger on every corpus',
      html`F1 in percent with its 95 % interval, exact span and type, and the types scored: those that tagger and corpus both have. Gold
        mentions of other types are no mentions in that cell, and labels of other types are O; so two cells of a row or of a column can be about
        different types, and none is compared with a published result.`,
      html`<thead>
          <tr>
            <th scope="col">Tagger</th>
            ${matrix.columns.map(corpus => html`<th scope="col" class="heat"><bdi>${corpus.title}</bdi></th>`)}
          </tr>
        </thead>
        <tbody>
          ${matrix.rows.map(
            model => html`<tr>
              <th scope="row"><bdi>${model.name}</bdi></th>
              ${matrix.columns.map(corpus => heatCell(matrix, model, corpus))}
            </tr>`,
          )}
        </tbody>`,
    )}
    <p class="note ramp" aria-hidden="true">
      ${'F1 '}${steps.map(step => html`<span class="heat h${step}">${step * 10}</span>`)}
    </p>
    <p class="note">Framed: tested on the corpus that it was trained on. Hatched: no type in common, nothing to score.</p>
    ${typeList(view.cross)}`
}

/** Tenths of F1, each with a shade of its own. */
const steps = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]

function heatCell(matrix: Matrix, model: ModelView, corpus: CorpusFacts): Markup {
  const cell = matrix.cellOf(model, corpus)
  if (cell === undefined) return html`<td class="heat soft">not run</td>`
  const own = isOwn(model, corpus) ? ' own' : ''
  const { run, ranking } = cell
  if (run.status === 'skipped') {
    return html`<td class="heat hatched${own}" title=${run.reason.message}>
      ${absent}<span class="unseen">skipped: ${run.reason.message}</span>
    </td>`
  }
  if (run.status === 'failed') return html`<td class="heat${own}" title=${run.error.message}>failed</td>`
  const f1 = ranking?.score?.micro.f1 ?? null
  const shade = f1 === null ? '' : ` h${Math.min(9, Math.floor(f1 * 10))}`
  return html`<td class="heat${shade}${own}" title=${describe(cell)}>
    ${formatPercent(f1)}${run.status === 'partial' && ' *'}
    <small>${formatInterval(ranking?.interval ?? null)}</small>
    <small><bdi>${shortClassList(run)}</bdi></small>
  </td>`
}

function describe(cell: CrossCell): string {
  const { run, ranking } = cell
  if (ranking === null || ranking.score === null) return 'withheld: the gold does not add up'
  const { precision, recall } = ranking.score.micro
  const leftOut = (run.typeMap ?? []).filter(({ scoredAs, mentions }) => scoredAs === null && mentions > 0)
  const left = leftOut.map(({ corpusType, mentions }) => `${formatCount(mentions)} ${corpusType}`)
  return [
    `P ${formatPercent(precision)}, R ${formatPercent(recall)}`,
    `${formatCount(ranking.counts.balance.scored)} of ${formatCount(ranking.counts.balance.gold)} gold mentions scored as ${classesOf(run).join(', ')}`,
    ...(left.length === 0 ? [] : [`left out: ${left.join(', ')}`]),
    ...(run.status === 'partial' ? [`* only ${run.limit.passages} of ${run.limit.of} passages`] : []),
  ].join('; ')
}

/** Which names were taken for one type, and which corpora and taggers have them. */
function typeList(cells: readonly CrossCell[]): Markup {
  const names = new Map<string, Set<string>>()
  const add = (name: string, type: string) => names.set(name, (names.get(name) ?? new Set()).add(type))
  for (const { run } of cells) {
    for (const { corpusType, scoredAs } of run.typeMap ?? []) if (scoredAs !== null) add(scoredAs, corpusType)
    if (run.status !== 'completed' && run.status !== 'partial') continue
    for (const { modelType, corpusType } of run.labelMap) if (corpusType !== null) add(corpusType, modelType)
  }
  if (names.size === 0) return null
  const rows = [...names].map(([name, types]) => ({ name, types: [...types].toSorted(byCodePoint) }))
  const merged = rows.filter(({ name, types }) => types.join() !== name).toSorted((a, b) => byCodePoint(a.name, b.name))
  const single = rows.flatMap(({ name, types }) => (types.join() === name ? [name] : []))
  return html`<h3>Types that count as one</h3>
    <dl>
      ${merged.map(({ name, types }) => html`<dt><bdi>${name}</bdi></dt><dd><bdi>${types.join(', ')}</bdi></dd>`)}
      ${single.length > 0 && html`<dt>each by itself</dt><dd><bdi>${single.toSorted(byCodePoint).join(', ')}</bdi></dd>`}
    </dl>`
}
