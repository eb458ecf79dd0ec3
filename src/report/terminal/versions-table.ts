import type { CorpusVersionsJson, VersionCounts, VersionDifference, VersionPair } from '../../core/survey/versions.ts'
import { absent, formatCount, formatNumberOf } from '../format.ts'
import { safeText } from '../safe-text.ts'
import { type GridCell, gridLines, paragraphLines } from './grid.ts'
import { type Ink, inkOf } from './ink.ts'
import type { SurveyTableOptions } from './stats-table.ts'

const examplesShown = 3
const namesShown = 4

/** Where the versions of a corpus disagree: counts side by side, disagreements marked `≠`, and every two document by document. */
export function renderVersionsTable(json: CorpusVersionsJson, { width, colours }: SurveyTableOptions): string {
  const ink = inkOf(colours)
  const disagreements = json.counts.filter(row => !row.agree).length
  const lines = [
    `${ink.bold(safeText(json.corpus))}: ${formatNumberOf(json.versions.length, 'version')}, ` +
      `${formatCount(disagreements)} of ${formatNumberOf(json.counts.length, 'count')} disagree (≠)`,
    ...columnBlocks(json.versions, width).flatMap(block => ['', ...countLines(json, block, width, ink)]),
    ...json.pairs.flatMap(pair => ['', ...pairLines(pair, width, ink)]),
  ]
  return `${lines.join('\n')}\n`
}

/** Places of the versions that fit beside each other; every block has one at least. */
function columnBlocks(versions: readonly string[], width: number): number[][] {
  const nameWidth = 34
  const blocks: number[][] = []
  let room = 0
  versions.forEach((version, index) => {
    const needed = Math.max(9, [...version].length) + 2
    const block = blocks.at(-1)
    if (block === undefined || needed > room) {
      blocks.push([index])
      room = width - nameWidth - needed
      return
    }
    block.push(index)
    room -= needed
  })
  return blocks
}

function countLines(json: CorpusVersionsJson, block: readonly number[], width: number, ink: Ink): string[] {
  const header = ['', '', ...block.map(index => json.versions[index] ?? '')]
  const rows = json.counts.map((row): (GridCell | string)[] => {
    const cells = [nameOf(row), row.agree ? '' : '≠', ...block.map(index => countText(row.counts[index] ?? null))]
    return row.agree ? cells : cells.map(text => ({ text, mark: ink.bold }))
  })
  return gridLines([header, ...rows], width)
}

function nameOf({ split, noun, type }: VersionCounts): string {
  return noun === 'type' ? `${split} ${type ?? ''}` : `${split} ${noun}`
}

function countText(count: number | null): string {
  return count === null ? absent : formatCount(count)
}

function pairLines(pair: VersionPair, width: number, ink: Ink): string[] {
  const { a, b, unit, units, texts, mentions } = pair
  const twice = texts['repeated-in-a'] + texts['repeated-in-b']
  const sentences = [
    `${formatNumberOf(units.inBoth, unit)} in both`,
    ...(units.onlyA > 0
      ? [`${formatCount(units.onlyA)} only in ${a}${examplesOf(units.examplesOnlyA, units.onlyA)}`]
      : []),
    ...(units.onlyB > 0
      ? [`${formatCount(units.onlyB)} only in ${b}${examplesOf(units.examplesOnlyB, units.onlyB)}`]
      : []),
    ...(units.inOtherSplit > 0 ? [`${formatCount(units.inOtherSplit)} in another split`] : []),
    ...(texts.different > 0 ? [`${formatCount(texts.different)} with another text`] : []),
    ...(twice > 0 ? [`${formatCount(twice)} that one of them has repeatedly`] : []),
  ]
  const verdict =
    mentions.onlyA + mentions.onlyB === 0
      ? `all ${formatNumberOf(mentions.agreeing, 'mention')} agree`
      : `${formatNumberOf(mentions.agreeing, 'mention')} agree, ${formatCount(mentions.onlyA)} only in ${a}, ` +
        `${formatCount(mentions.onlyB)} only in ${b}, in ${formatNumberOf(pair.unitsThatDiffer, unit)}`
  const shown = pair.examples.slice(0, examplesShown)
  const more = pair.unitsThatDiffer - shown.length
  return [
    `  ${ink.bold(`${safeText(a)} and ${safeText(b)}`)}`,
    ...paragraphLines(
      `${sentences.join(', ')}${units.inBoth > 0 ? `; ${verdict}` : ''}.`,
      { first: 4, rest: 4 },
      width,
    ),
    ...(units.inBoth > 0 ? shown.flatMap(example => exampleLines(example, pair, width)) : []),
    ...(more > 0 && shown.length > 0 ? [`      and ${formatNumberOf(more, unit)} more`] : []),
  ]
}

function exampleLines(example: VersionDifference, { a, b }: VersionPair, width: number): string[] {
  const [splitA, splitB] = example.splits
  const place = splitA === splitB ? splitA : `${splitA} and ${splitB}`
  const times =
    example.text === 'repeated-in-a'
      ? `, repeatedly in ${a}`
      : example.text === 'repeated-in-b'
        ? `, repeatedly in ${b}`
        : ''
  const where = example.document === null ? place : `${example.document} (${place}${times})`
  const [inA, inB] = example.mentions
  const text =
    `${where}: ${formatNumberOf(inA, 'mention')} and ${formatCount(inB)}; ` +
    `only in ${a}: ${namesText(example.onlyA)}; only in ${b}: ${namesText(example.onlyB)}`
  return paragraphLines(text, { first: 6, rest: 8 }, width)
}

/** `Ca2 (3 times), MJD`, the first few. */
function namesText(names: readonly string[]): string {
  if (names.length === 0) return 'none'
  const byName = [...Map.groupBy(names, name => name)]
  const shown = byName
    .slice(0, namesShown)
    .map(([name, all]) => (all.length === 1 ? `“${name}”` : `“${name}” (${all.length} times)`))
  return `${shown.join(', ')}${byName.length > namesShown ? ', …' : ''}`
}

function examplesOf(ids: readonly string[], count: number): string {
  const shown = ids.slice(0, examplesShown)
  return ` (${shown.join(', ')}${count > shown.length ? ', …' : ''})`
}
