import type { ReadingFlip } from '../../core/deployment/comparison.ts'
import type { Passage } from '../../core/passage.ts'
import type { GapShare } from '../../eval/deployment/reading-gap.ts'
import { excerptOf } from '../excerpt.ts'
import { formatCount, formatPercent } from '../format.ts'
import { groupHeading, html, type Markup, tableBlock } from '../markup.ts'
import { cellName } from '../section/cell-name.ts'
import { segmentMarkup } from '../section/errors.ts'
import type { CorpusGroup, ReportView, ScoredCell } from '../view.ts'
import {
  describeDeployment,
  formatGapInterval,
  formatSigned,
  nameOfFlip,
  nameOfShare,
  type ReadTwice,
  readTwice,
  remarksOf,
  shortDeployment,
  surfacesOf,
} from './reading-view.ts'

interface GroupReadTwice {
  readonly corpus: CorpusGroup['corpus']
  readonly read: readonly ReadTwice[]
}

/** F1 by the convention of papers and as deployed, what the gap is made of, and mentions that show it; null where nothing was read in both ways. */
export function deployedSection(view: ReportView): Markup {
  const groups = view.groups
    .map(({ corpus, cells }): GroupReadTwice => ({ corpus, read: readTwice(cells) }))
    .filter(({ read }) => read.length > 0)
  if (groups.length === 0) return null
  return html`${gapTable(groups)} ${groups.flatMap(({ corpus, read }) =>
    read.map(
      one => html`<details open=${groups.length === 1 && read.length === 1}>
        <summary><bdi>${corpus.title}</bdi>, <bdi>${one.cell.model.name}</bdi>${`, ${shortDeployment(one.comparison)}`}</summary>
        ${cellDetails(one)}
      </details>`,
    ),
  )}`
}

function gapTable(groups: readonly GroupReadTwice[]): Markup {
  return tableBlock(
    'F1 as run and as deployed',
    html`The same passages read twice: word by word in overlapping windows, as papers score, and as raw text, as the Hugging Face
      token-classification pipeline reads it. Both by exact span and type in characters. Broken: gold mentions that only the first reading
      finds; fixed: only the second. The interval is of the gap, over documents in pairs. Text of sentence corpora comes cut into sentences, and
      of tokenised ones with a space between tokens: what is deployed on meets harder text.`,
    html`<thead>
        <tr>
          <th scope="col">Tagger</th>
          ${['F1 as run', 'F1 deployed', 'gap', '95 % of the gap', 'broken', 'fixed'].map(
            name => html`<th scope="col">${name}</th>`,
          )}
        </tr>
      </thead>
      ${groups.map(
        ({ corpus, read }) => html`<tbody>
          ${groupHeading(7, html`<bdi>${corpus.title}</bdi>`)} ${read.map(gapRow)}
        </tbody>`,
      )}`,
  )
}

function gapRow({ cell, gap, interval, broken, comparison }: ReadTwice): Markup {
  return html`<tr>
    <th scope="row">${cellName(cell)}<small>${shortDeployment(comparison)}</small></th>
    <td>${formatPercent(gap.paper.f1)}</td>
    <td>${formatPercent(gap.deployed.f1)}</td>
    <td>${formatSigned(gap.gap)}</td>
    <td class="figure">${formatGapInterval(interval)}</td>
    <td>${formatCount(broken)}</td>
    <td>${formatCount(comparison.fixed)}</td>
  </tr>`
}

function cellDetails({ cell, comparison, gap }: ReadTwice): Markup {
  const { texts } = cell.evidence
  const shown = comparison.examples.flatMap(flip => {
    const passage = texts?.get(flip.id)
    return passage === undefined ? [] : [exampleItem(flip, passage)]
  })
  return html`<p class="note">${`${capital(describeDeployment(comparison))}.`}</p>
    ${remarksOf(comparison).map(remark => html`<p class="note">${`${capital(remark)}.`}</p>`)}
    ${sharesTable(cell, gap.shares)}
    ${
      shown.length === 0
        ? html`<p class="note">${comparison.examples.length === 0 ? 'Both readings find the same mentions.' : 'The text of this corpus is not at hand, and records carry none.'}</p>`
        : html`<p class="note">
              <span class="gold">Underlined</span>${': gold. '}<span class="pred">Shaded</span>${': predicted; of each mention first as run, then as deployed.'}
            </p>
            <ol class="excerpts">
              ${shown}
            </ol>`
    }`
}

function sharesTable({ model, run }: ScoredCell, shares: readonly GapShare[]): Markup {
  if (shares.length === 0) return null
  return tableBlock(
    `What the gap is made of: ${run.corpus.title}, ${model.name}, ${run.runId}`,
    'Points of F1; they add up to the gap. The last row is what it costs to predict more mentions, or gains to predict fewer.',
    html`<thead>
        <tr>
          <th scope="col">What became of gold mentions</th>
          <th scope="col">mentions</th>
          <th scope="col">points</th>
        </tr>
      </thead>
      <tbody>
        ${shares.map(
          share => html`<tr>
            <th scope="row">${nameOfShare(share)}</th>
            <td>${formatCount(Math.abs(share.mentions))}</td>
            <td>${formatSigned(share.share)}</td>
          </tr>`,
        )}
      </tbody>`,
  )
}

function exampleItem(flip: ReadingFlip, passage: Passage): Markup {
  return html`<li dir="auto">
    ${excerptLine(flip, passage, flip.paper)}<br />${excerptLine(flip, passage, flip.deployed)}
    <small dir="ltr">${`${nameOfFlip(flip)} · deployed ${surfacesOf(flip.deployed, passage.text)} · in ${flip.id}`}</small>
  </li>`
}

function excerptLine({ id, gold }: ReadingFlip, passage: Passage, found: ReadingFlip['paper']): Markup {
  const mentions = found.map(one => ({ ...one, score: null, margin: null }))
  const { segments, cutBefore, cutAfter } = excerptOf({
    error: { kind: 'missed', gold, predicted: null },
    passage: { ...passage, mentions: [gold] },
    prediction: { id, mentions, words: null },
  })
  return html`${cutBefore && '… '}${segments.map(segmentMarkup)}${cutAfter && ' …'}`
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}
