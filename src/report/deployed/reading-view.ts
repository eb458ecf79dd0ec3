import { assertNever } from '../../core/assert-never.ts'
import type { DeploymentComparison, ReadingFlip } from '../../core/deployment/comparison.ts'
import type { Deployment, PieceLimit } from '../../core/deployment/deployment.ts'
import type { Span } from '../../core/passage.ts'
import type { Interval } from '../../eval/bootstrap.ts'
import { gapInterval } from '../../eval/deployment/gap-interval.ts'
import { type GapShare, type ReadingGap, readingGapOf } from '../../eval/deployment/reading-gap.ts'
import { absent, formatCount, formatNumberOf } from '../format.ts'
import type { ScoredCell } from '../view.ts'

/** A cell that was read in both ways; shares of nothing are left out. */
export interface ReadTwice {
  readonly cell: ScoredCell
  readonly comparison: DeploymentComparison
  readonly gap: ReadingGap
  readonly interval: Interval | null
  readonly broken: number
}

export function readTwice(cells: readonly ScoredCell[]): ReadTwice[] {
  return cells.flatMap(cell => {
    const { deployed: comparison, seed } = cell.run
    if (comparison === undefined) return []
    const gap = readingGapOf(comparison)
    return {
      ...{ cell, comparison, gap: { ...gap, shares: gap.shares.filter(({ mentions }) => mentions !== 0) } },
      interval: gapInterval(cell.evidence.passages ?? [], seed),
      broken: comparison.broken.reduce((sum, { mentions }) => sum + mentions, 0),
    }
  })
}

/** What the deployed reading was, in a sentence. */
export function describeDeployment({ deployment, limit }: DeploymentComparison): string {
  const { pipeline, aggregation, sentences } = deployment
  const whose = pipeline === 'openmed' ? 'as openmed answers' : 'as the Hugging Face pipeline answers'
  return `raw text, ${whose}, aggregation ${aggregation}, ${describeCutting(sentences)}; ${describeLimit(limit, deployment)}`
}

/** The same in a few words, to tell runs of one tagger apart. */
export function shortDeployment({
  deployment: { pipeline, aggregation, sentences },
  limit,
}: DeploymentComparison): string {
  const cutting = sentences === null ? [] : [formatNumberOf(sentences, 'sentence')]
  const length = limit.pieces === null ? [] : [formatNumberOf(limit.pieces, 'piece')]
  return [pipeline === 'openmed' ? 'openmed' : 'pipeline', aggregation, ...cutting, ...length].join(', ')
}

function describeCutting(sentences: number | null): string {
  if (sentences === null) return 'the text as a whole'
  return sentences === 1 ? 'sentence by sentence' : `up to ${sentences} sentences together`
}

function describeLimit({ pieces, from }: PieceLimit, { stride }: Deployment): string {
  if (pieces === null) return 'never truncated (neither tokenizer nor model names a limit)'
  const source = {
    asked: '--truncate',
    tokenizer: 'tokenizer_config.json',
    model: 'limit of the model',
    none: '',
  } as const
  const windows = `${formatCount(pieces)} pieces (${source[from]})`
  return stride === null ? `truncated at ${windows}` : `windows of ${windows} that share ${formatCount(stride)}`
}

/** What is to be known of the gold and the entities besides the scores; empty where there is nothing. */
export function remarksOf({ truncated, ignoredEntities, emptyEntities }: DeploymentComparison): string[] {
  const passages = formatNumberOf(truncated.passages, 'passage')
  return [
    ...(truncated.passages > 0
      ? [`truncated: ${passages} not read to the end, ${formatNumberOf(truncated.mentions, 'gold mention')} lost there`]
      : []),
    ...(ignoredEntities > 0 ? [`${formatCount(ignoredEntities)} entities of types that the corpus has not`] : []),
    ...(emptyEntities > 0 ? [`${formatCount(emptyEntities)} entities of no text`] : []),
  ]
}

export function nameOfShare({ kind, mentions }: Pick<GapShare, 'kind' | 'mentions'>): string {
  switch (kind) {
    case 'predictions':
      return mentions < 0 ? 'fewer mentions predicted' : 'more mentions predicted'
    case 'found':
      return 'found only as deployed'
    case 'truncated':
      return 'truncated away'
    case 'sentence-cut':
      return 'cut between sentences'
    case 'white-space':
      return 'white space at an end'
    case 'other-type':
      return 'other type'
    case 'joined':
      return 'joined with a neighbour'
    case 'inside-word':
      return 'border inside a word'
    case 'boundary':
      return 'other border'
    case 'not-found':
      return 'not found'
    default:
      return assertNever(kind)
  }
}

export function nameOfFlip({ cause }: ReadingFlip): string {
  return nameOfShare({ kind: cause ?? 'found', mentions: 1 })
}

/** A difference in points with its sign: `-4.3`. */
export function formatSigned(difference: number | null): string {
  if (difference === null) return absent
  const points = (difference * 100).toFixed(1)
  return difference > 0 && Number(points) !== 0 ? `+${points}` : points.replace(/^-0\.0$/, '0.0')
}

export function formatGapInterval(interval: Interval | null): string {
  return interval === null ? absent : `${formatSigned(interval.low)} to ${formatSigned(interval.high)}`
}

/** Surface forms of mentions, in brackets so that white space at an end shows. */
export function surfacesOf(spans: readonly (Span & { readonly type: string })[], text: string): string {
  if (spans.length === 0) return 'nothing'
  return spans.map(({ start, end, type }) => `[${text.slice(start, end)}] ${type}`).join(', ')
}
