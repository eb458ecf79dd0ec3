import type { ConceptNovelty, NoveltyCounts } from '../../core/record.ts'
import { formatCount, formatNumberOf, formatPercent } from '../format.ts'
import { groupHeading, html, type Markup, tableBlock } from '../markup.ts'
import type { CorpusGroup, ReportView, ScoredCell } from '../view.ts'
import { cellName } from './cell-name.ts'

const strata = [
  { stratum: 'seen-same-type', name: 'seen', note: 'in training, same type' },
  { stratum: 'seen-other-type', name: 'seen otherwise', note: 'in training, other type only' },
  { stratum: 'unseen', name: 'new', note: 'not in training' },
] as const satisfies readonly { stratum: NoveltyCounts['stratum']; name: string; note: string }[]

const conceptStrata = [
  { stratum: 'memorisation', name: 'known name', note: 'in training, same type' },
  { stratum: 'synonym', name: 'new name', note: 'of a concept that is in training' },
  { stratum: 'concept', name: 'new concept', note: 'neither is in training' },
] as const satisfies readonly { stratum: ConceptNovelty['strata'][number]['stratum']; name: string; note: string }[]

/**
 * Recall by whether the name of a gold mention occurs in the training split, and by whether its concept does where a corpus
 * has concept ids; null where no training split was at hand.
 */
export function noveltySection(view: ReportView): Markup {
  const names = nameTable(view)
  return names && html`${names}${conceptTable(view)}`
}

function nameTable(view: ReportView): Markup {
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
        ${shown.map(({ stratum }) => recallCell(cell.run.novelty?.find(counts => counts.stratum === stratum)))}
      </tr>`,
    )}
  </tbody>`
}

/** Kim and Kang's three kinds of recall, for the corpora whose mentions are linked to concepts. */
function conceptTable(view: ReportView): Markup {
  const groups = view.groups.flatMap(({ corpus, cells }) => {
    const linked = cells.filter(cell => cell.run.concepts !== null)
    return linked.length === 0 ? [] : [{ corpus, cells: linked }]
  })
  if (groups.length === 0) return null
  return html`<h3>Names and concepts</h3>
    ${tableBlock(
      'Recall of known names, new names and new concepts',
      html`Recall in percent, exact, where the corpus says which concept a mention means. A known name can be memorised; a new name of a
        known concept asks for synonyms; a new concept was never met. Mentions without a concept id are left out here.`,
      html`<thead>
          <tr>
            <th scope="col">Tagger</th>
            ${conceptStrata.map(({ name, note }) => html`<th scope="col">${name}<small>${note}</small></th>`)}
            <th scope="col">no concept id</th>
          </tr>
        </thead>
        ${groups.map(
          ({ corpus, cells }) => html`<tbody>
            ${groupHeading(conceptStrata.length + 2, html`<bdi>${corpus.title}</bdi>`)}
            ${cells.map(conceptRow)}
          </tbody>`,
        )}`,
    )}`
}

function conceptRow(cell: ScoredCell): Markup {
  const { concepts } = cell.run
  return html`<tr>
    <th scope="row">${cellName(cell)}</th>
    ${conceptStrata.map(({ stratum }) => recallCell(concepts?.strata.find(counts => counts.stratum === stratum)))}
    <td class="figure soft">${formatNumberOf(concepts?.withoutConcept ?? 0, 'mention')}</td>
  </tr>`
}

function recallCell(counts: { readonly mentions: number; readonly found: number } | undefined): Markup {
  if (counts === undefined || counts.mentions === 0) return html`<td class="soft">–<small>no mention</small></td>`
  return html`<td class="figure">
    ${formatPercent(counts.found / counts.mentions)}
    <small>${formatCount(counts.found)} of ${formatCount(counts.mentions)}</small>
  </td>`
}
