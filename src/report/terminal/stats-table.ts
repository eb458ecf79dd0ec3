import { splits } from '../../core/corpus.ts'
import type { GoldBalance } from '../../core/counts.ts'
import type {
  CorpusStatsEntry,
  CorpusStatsJson,
  Lengths,
  MentionStatistics,
  SplitStatsJson,
} from '../../core/survey/statistics.ts'
import { absent, formatCount, formatNumberOf, formatPercent } from '../format.ts'
import { safeText } from '../safe-text.ts'
import { type GridCell, gridLines, paragraphLines } from './grid.ts'
import { type Ink, inkOf } from './ink.ts'

export interface SurveyTableOptions {
  /** Columns of the terminal; 80 or more. Columns that do not fit are left out. */
  readonly width: number
  readonly colours: boolean
}

/** A terminal so wide has room for every column. */
const wideEnough = 104

/** What `datasets stats` prints for a person: a block for each corpus, of its splits and of the mentions of each type. */
export function renderStatsTable({ corpora }: CorpusStatsJson, { width, colours }: SurveyTableOptions): string {
  const ink = inkOf(colours)
  const blocks = corpora.map(corpus => [
    ink.bold(`${safeText(corpus.id)}@${safeText(corpus.variant)}`) + (corpus.onDisk ? '' : ' (not on disk)'),
    ...gridLines([splitHeader, ...splitsOf(corpus).map(([split, facts]) => splitRow(split, facts))], width),
    ...typeLines(corpus, width, ink),
    ...balanceLines(corpus, width),
  ])
  const described = corpora.some(corpus => splitsOf(corpus).some(([, { statistics }]) => statistics !== null))
  const lines = [...blocks.flatMap(block => [...block, '']), ...(described ? legend(width) : [])]
  return `${lines.join('\n').trimEnd()}\n`
}

const splitHeader = ['', 'docs', 'sents', 'tokens', 'mentions', 'in one', 'none', 'beside', 'nested', 'parts']

function splitsOf(corpus: CorpusStatsEntry): [string, SplitStatsJson][] {
  return splits.flatMap(split => {
    const facts = corpus.splits[split]
    return facts === undefined ? [] : [[split, facts] as [string, SplitStatsJson]]
  })
}

function splitRow(split: string, facts: SplitStatsJson): string[] {
  const { statistics } = facts
  const without = statistics && ratioOf(statistics.passagesWithoutMention, statistics.passages)
  return [
    split,
    ...[facts.documents, facts.sentences, facts.tokens, facts.mentions].map(countOrAbsent),
    percentOf(statistics?.wordsInMentions),
    percentOf(without),
    countOrAbsent(statistics?.adjacent ?? null),
    formatCount(facts.nested),
    formatCount(facts.discontinuous),
  ]
}

function typeLines(corpus: CorpusStatsEntry, width: number, ink: Ink): string[] {
  const rows = splitsOf(corpus).flatMap(([split, { statistics }]) => {
    if (statistics === null) return []
    const { all, types } = statistics
    const unit = statistics.wordUnit === 'token' ? 'tokens' : 'words'
    const heading: GridCell = { text: `${split}, ${unit}`, mark: ink.dim }
    if (types.length === 1) return [mentionRow({ text: `${split} ${types[0]?.type ?? ''}, ${unit}` }, all, width)]
    return [mentionRow(heading, all, width), ...types.map(one => mentionRow({ text: `  ${one.type}` }, one, width))]
  })
  return rows.length === 0 ? [] : ['', ...gridLines([mentionHeader(width), ...rows], width)]
}

function mentionHeader(width: number): string[] {
  const wide = width >= wideEnough
  return [
    'mentions',
    'n',
    'length',
    ...(wide ? ['characters'] : []),
    'names',
    ...(wide ? ['n/name'] : []),
    'once',
    'seen',
    'other',
    'new',
    'synonym',
  ]
}

function mentionRow(name: GridCell, one: MentionStatistics, width: number): (GridCell | string)[] {
  const wide = width >= wideEnough
  const shareOf = (count: number | undefined) => percentOf(count === undefined ? null : ratioOf(count, one.mentions))
  const linked = one.concepts && one.concepts.memorised + one.concepts.synonym + one.concepts.newConcept
  return [
    name,
    formatCount(one.mentions),
    lengthsText(one.words),
    ...(wide ? [lengthsText(one.characters)] : []),
    formatCount(one.forms),
    ...(wide ? [one.mentionsPerForm?.toFixed(1) ?? absent] : []),
    percentOf(one.hapaxShare),
    ...[one.seen?.sameType, one.seen?.otherType, one.seen?.unseen].map(shareOf),
    percentOf(linked === null ? null : ratioOf(one.concepts?.synonym ?? 0, linked)),
  ]
}

/** Only what is not scored is told, by the unit in which it is not. */
function balanceLines(corpus: CorpusStatsEntry, width: number): string[] {
  const told = splitsOf(corpus).flatMap(([split, { balance }]) =>
    Object.entries(balance ?? {}).flatMap(([unit, { gold, scored, ...lost }]: [string, GoldBalance]) => {
      const places = Object.entries(lost).flatMap(([place, count]) =>
        count > 0 ? [`${formatCount(count)} ${place}`] : [],
      )
      if (places.length === 0) return []
      return [
        `${split}, by ${unit}: ${formatCount(scored)} of ${formatNumberOf(gold, 'mention')} can be scored; ${places.join(', ')}`,
      ]
    }),
  )
  return told.length === 0 ? [] : ['', ...told.flatMap(line => paragraphLines(line, { first: 2, rest: 4 }, width))]
}

function legend(width: number): string[] {
  const text =
    'in one: % of the tokens that are in a mention; none: % of the passages without mention; beside: mentions right after ' +
    'another; parts: discontinuous. Lengths are median/95th percentile/maximum. names: distinct, in lower case without ' +
    'white space; once: % of them that occur once; seen, other, new: % of the mentions whose name is in training with the ' +
    'type, with another only, not at all; synonym: % of those with a concept whose name is new and whose concept is not.'
  return paragraphLines(text, { first: 2, rest: 2 }, width)
}

function ratioOf(count: number, of: number): number | null {
  return of === 0 ? null : count / of
}

function percentOf(ratio: number | null | undefined): string {
  return formatPercent(ratio ?? null)
}

function countOrAbsent(count: number | null): string {
  return count === null ? absent : formatCount(count)
}

function lengthsText(lengths: Lengths | null): string {
  return lengths === null ? absent : `${lengths.median}/${lengths.p95}/${lengths.max}`
}
