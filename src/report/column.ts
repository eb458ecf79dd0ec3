import type { Convention } from '../core/convention.ts'
import type { GoldBalance } from '../core/counts.ts'
import type { ConventionCounts, PassageResult, ScoredRun } from '../core/record.ts'
import { bootstrapF1, groupByDocument, type Interval } from '../eval/bootstrap.ts'
import { type Score, scoreOf } from '../eval/score.ts'

/** One convention of one run, divided at last. */
export interface ScoreColumn {
  /** The entry of the record's `scores`. */
  readonly index: number
  /** Short name for a table: `conlleval`, `strict IOB2`, `conlleval, relaxed` … */
  readonly name: string
  readonly counts: ConventionCounts
  /** null: the gold balance does not add up, so no score may be printed. */
  readonly score: Score | null
  /** 95 %, percentile bootstrap over documents; null: fewer than two of them to draw from. */
  readonly interval: Interval | null
}

/** Exact span and type: what papers mean by F1, and what may be ranked. */
export function isExact({ counts }: ScoreColumn): boolean {
  return counts.convention.span === 'exact'
}

/**
 * Intervals are drawn for exact matching only, seeded by the record, so that a report of the same records is the same.
 */
export function columnsOf(run: ScoredRun, passages: readonly PassageResult[] | null): ScoreColumn[] {
  return run.scores.map((counts, index) => columnOf(run, counts, index, passages))
}

/** The convention that ranks, alone. Throws where the record has none. */
export function rankingColumn(run: ScoredRun, passages: readonly PassageResult[] | null): ScoreColumn {
  const counts = run.scores[run.ranking]
  if (counts === undefined) throw new Error(`${run.runId}: no score at the ranking index ${run.ranking}`)
  return columnOf(run, counts, run.ranking, passages)
}

function columnOf(
  { seed }: ScoredRun,
  counts: ConventionCounts,
  index: number,
  passages: readonly PassageResult[] | null,
): ScoreColumn {
  const score = addsUp(counts.balance) ? scoreOf(counts.types) : null
  const drawn = score !== null && passages !== null && counts.convention.span === 'exact'
  const units = drawn ? groupByDocument(passages, index) : []
  const interval = units.length < 2 ? null : bootstrapF1(units, { seed })
  return { index, name: conventionName(counts.convention), counts, score, interval }
}

/** Whether every gold mention is accounted for. */
export function addsUp({ gold, ...places }: GoldBalance): boolean {
  return Object.values(places).reduce((sum, mentions) => sum + mentions, 0) === gold
}

export function conventionName({ unit, decoding, span }: Convention): string {
  const decoded =
    decoding === null ? 'spans' : decoding.matching === 'strict' ? `strict ${decoding.scheme}` : 'conlleval'
  return [decoded, ...(span === 'exact' ? [] : [span]), ...(unit === 'token' ? [] : ['characters'])].join(', ')
}
