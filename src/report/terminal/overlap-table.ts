import type {
  CorpusOverlapJson,
  OverlapDefinition,
  SetName,
  SetOverlap,
  SharedPassages,
} from '../../core/survey/overlap.ts'
import { absent, formatCount, formatNumberOf, formatPercent } from '../format.ts'
import { safeText } from '../safe-text.ts'
import { gridLines, paragraphLines } from './grid.ts'
import { inkOf } from './ink.ts'
import type { SurveyTableOptions } from './stats-table.ts'

export interface OverlapTableOptions extends SurveyTableOptions {
  /** How many examples of each kind to show for each row. */
  readonly examples: number
}

/** A terminal so wide has room for every column. */
const wideEnough = 90

/** One direction of a pair: the passages of `of` that are `within` the other set. */
interface Row {
  readonly of: SetName
  readonly within: SetName
  readonly shared: SharedPassages
  readonly pair: SetOverlap
}

/**
 * What `datasets overlap` prints for a person: the splits of each corpus against each other, then what corpora share. Of two splits the
 * one that is tested on is looked for in the one that is trained on.
 */
export function renderOverlapTable(json: CorpusOverlapJson, options: OverlapTableOptions): string {
  const ink = inkOf(options.colours)
  const rows = json.pairs.map(rowOf)
  const byCorpus = Map.groupBy(
    rows.filter(({ of, within }) => of.corpus === within.corpus),
    ({ of }) => of.corpus,
  )
  const across = rows.filter(({ of, within }) => of.corpus !== within.corpus)
  const telling = across.filter(({ shared }) => shared.equal.longer + shared.near > 0)
  const silent = across.length - telling.length
  const blocks = [
    ...[...byCorpus].map(([corpus, own]) => [
      ink.bold(safeText(corpus)),
      ...tableLines(
        json,
        own,
        ({ of, within }) => (sameSet(of, within) ? `${of.split}, repeats` : `${of.split} in ${within.split}`),
        options,
      ),
    ]),
    telling.length === 0
      ? []
      : [
          ink.bold('between corpora'),
          ...tableLines(json, telling, ({ of, within }) => `${nameOf(of)} in ${nameOf(within)}`, options),
        ],
    silent === 0
      ? []
      : paragraphLines(
          `${formatNumberOf(silent, 'more pair')} of splits of two corpora share no passage of more than ${json.definition.shortTokens} tokens.`,
          { first: 2, rest: 2 },
          options.width,
        ),
    legend(json.definition, options.width),
  ]
  return `${blocks
    .filter(block => block.length > 0)
    .map(block => block.join('\n'))
    .join('\n\n')}\n`
}

function rowOf(pair: SetOverlap): Row {
  const { a, b, inA, inB } = pair
  return b.split === 'train' && a.split !== 'train'
    ? { of: a, within: b, shared: inA, pair }
    : { of: b, within: a, shared: inB, pair }
}

function tableLines(
  json: CorpusOverlapJson,
  rows: readonly Row[],
  labelOf: (row: Row) => string,
  options: OverlapTableOptions,
): string[] {
  const wide = options.width >= wideEnough
  const header = ['passages', 'equal', ...(wide ? ['verbatim'] : []), 'longer', 'near', '%', 'labels', 'docs', 'ids']
  const cells = rows.map(row => {
    const { shared, pair } = row
    const longer = json.sets.find(set => sameSet(set, row.of))?.longer ?? 0
    return [
      labelOf(row),
      formatCount(shared.equal.all),
      ...(wide ? [formatCount(shared.verbatim.all)] : []),
      formatCount(shared.equal.longer),
      formatCount(shared.near),
      formatPercent(longer === 0 ? null : (shared.equal.longer + shared.near) / longer),
      pair.conflicts === null ? absent : formatCount(pair.conflicts.all),
      pair.sharedDocuments === null ? absent : formatCount(pair.sharedDocuments.count),
      formatCount(pair.repeatedIds.count),
    ]
  })
  return [
    ...gridLines([header, ...cells], options.width),
    ...rows.flatMap(row => exampleLines(row.pair, labelOf(row), options)),
  ]
}

function exampleLines(
  { examples }: SetOverlap,
  label: string,
  { examples: limit, width }: OverlapTableOptions,
): string[] {
  const told = [
    ...examples.equal.slice(0, limit).map(({ a, b, texts }) => `equal, ${a} and ${b}: ${texts[0]}`),
    ...examples.near
      .slice(0, limit)
      .map(({ a, b, similarity, texts }) => `near (${similarity.toFixed(2)}), ${a}: ${texts[0]} / ${b}: ${texts[1]}`),
    ...examples.conflicts.slice(0, limit).map(({ a, b, text, mentions }) => {
      const [inA, inB] = mentions.map(
        all => all.map(({ surface, type }) => `“${surface}” ${type}`).join(', ') || 'none',
      )
      return `other labels, ${text} / ${a}: ${inA} / ${b}: ${inB}`
    }),
  ]
  if (told.length === 0) return []
  return ['', ...told.flatMap(text => paragraphLines(`${label}: ${text}`, { first: 4, rest: 6 }, width))]
}

function legend(definition: OverlapDefinition, width: number): string[] {
  const { shortTokens, shingleWords, bands, rowsPerBand, threshold, recallAtThreshold, skippedComparisons } = definition
  const skipped =
    skippedComparisons === 0
      ? ''
      : ` ${formatCount(skippedComparisons)} comparisons of texts that are alike were left out, so near ones may be missing.`
  const text =
    `equal: but for case, white space and Unicode form; verbatim: of those, with equal text; longer: of those, with more than ` +
    `${shortTokens} tokens; near: longer, with no equal one, but one of similarity ${threshold} or more (Jaccard of ` +
    `${shingleWords}-word shingles; MinHash, ${bands} bands of ${rowsPerBand}, verified, which finds ` +
    `${shareFound(recallAtThreshold)} % of the pairs at ${threshold}); %: longer and near ones among the longer passages. ` +
    `labels: texts that both have with other mentions; docs, ids: of documents and passages, in both. repeats: from the second of equal or near passages on.${skipped}`
  return paragraphLines(text, { first: 2, rest: 2 }, width)
}

/** Rounded down: 99.96 %, not 100 %. */
function shareFound(recall: number): string {
  return (Math.floor(recall * 10_000) / 100).toFixed(2)
}

function sameSet(a: SetName, b: SetName): boolean {
  return a.corpus === b.corpus && a.split === b.split
}

function nameOf({ corpus, split }: SetName): string {
  return `${corpus} ${split}`
}
