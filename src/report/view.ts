import {
  type CorpusFacts,
  type FailedRun,
  isScored,
  type RunRecord,
  type ScoredRun,
  type SkippedRun,
} from '../core/record.ts'
import type { Evidence } from '../core/reporter.ts'
import type { ModelFacts } from '../core/tagger.ts'
import { byCodePoint } from '../core/text/code-point-order.ts'
import type { Ratios } from '../eval/score.ts'
import { comparePriors, type PriorComparison } from '../prior/compare.ts'
import type { PriorBook } from '../prior/prior.ts'
import { columnsOf, isExact, rankingColumn, type ScoreColumn } from './column.ts'

/** One tagger of the report; `series` is its place in colours and tables. */
export interface ModelView {
  readonly name: string
  readonly series: number
  readonly facts: ModelFacts
  /** The dictionary of the training split: what every trained tagger has to beat. */
  readonly isBaseline: boolean
}

/** One run that has scores. */
export interface ScoredCell {
  readonly model: ModelView
  readonly run: ScoredRun
  readonly evidence: Evidence
  /** All conventions, in the order of the record. */
  readonly columns: readonly ScoreColumn[]
  readonly ranking: ScoreColumn
  readonly priors: PriorComparison
}

export interface FailedCell {
  readonly model: ModelView
  readonly run: FailedRun
}

/** A run that makes no sense, which is no failure. */
export interface SkippedCell {
  readonly model: ModelView
  readonly run: SkippedRun
}

/** All runs on the same gold. */
export interface CorpusGroup {
  readonly corpus: CorpusFacts
  /** In the order of their taggers. */
  readonly cells: readonly ScoredCell[]
  readonly failed: readonly FailedCell[]
  readonly skipped: readonly SkippedCell[]
}

/** One cell of a cross-corpus matrix: scored in the types that both sides have, and compared with nothing else. */
export interface CrossCell {
  readonly model: ModelView
  readonly run: RunRecord
  /** null: failed or skipped. */
  readonly ranking: ScoreColumn | null
}

/** Everything a report says, computed once and read by every section. */
export interface ReportView {
  readonly title: string
  readonly models: readonly ModelView[]
  readonly groups: readonly CorpusGroup[]
  readonly cross: readonly CrossCell[]
  readonly priors: PriorBook
}

/**
 * Groups evidence by gold. The order of the evidence decides the order of corpora and of trained taggers, and nothing
 * else.
 */
export function viewOf(given: readonly Evidence[], priors: PriorBook, title: string): ReportView {
  const evidence = withTitlesApart(given)
  const models = modelsOf(evidence.map(({ record }) => record))
  const crossed = evidence.filter(({ record }) => record.typeMap !== null)
  const plain = evidence.filter(({ record }) => record.typeMap === null)
  const groups = Map.groupBy(plain, ({ record }) => goldKey(record.corpus))
  return {
    title,
    models: [...models.values()],
    priors,
    groups: [...groups.values()].map(members => groupOf(members, models, priors)),
    cross: crossed.map(({ record, passages }) => ({
      model: models.get(modelKey(record.model)) as ModelView,
      run: record,
      ranking: isScored(record) ? rankingColumn(record, passages) : null,
    })),
  }
}

/** Every run of a report with its tagger, whatever came of it. */
export function allRuns({ groups, cross }: ReportView): { readonly run: RunRecord; readonly model: ModelView }[] {
  return [...groups.flatMap(group => [...group.cells, ...group.failed, ...group.skipped]), ...cross]
}

export function failedRuns(view: ReportView): FailedCell[] {
  return allRuns(view).flatMap(({ run, model }) => (run.status === 'failed' ? [{ run, model }] : []))
}

/** Every gold of a report once. */
export function allCorpora({ groups, cross }: ReportView): CorpusFacts[] {
  const corpora = [...groups.map(({ corpus }) => corpus), ...cross.map(({ run }) => run.corpus)]
  return [...new Map(corpora.map(corpus => [goldKey(corpus), corpus])).values()]
}

/** Where variants of a corpus stand side by side, the title of each names its variant. */
function withTitlesApart(evidence: readonly Evidence[]): Evidence[] {
  const variants = Map.groupBy(evidence, ({ record }) => record.corpus.title)
  return evidence.map(one => {
    const { corpus } = one.record
    const alike = variants.get(corpus.title) ?? []
    if (alike.every(({ record }) => record.corpus.id === corpus.id && record.corpus.variant === corpus.variant))
      return one
    const title = `${corpus.title}@${corpus.variant}`
    return { ...one, record: { ...one.record, corpus: { ...corpus, title } } }
  })
}

function groupOf(members: readonly Evidence[], models: ReadonlyMap<string, ModelView>, priors: PriorBook): CorpusGroup {
  const cells: ScoredCell[] = []
  const failed: FailedCell[] = []
  const skipped: SkippedCell[] = []
  for (const evidence of members) {
    const { record } = evidence
    const model = models.get(modelKey(record.model)) as ModelView
    if (record.status === 'failed') failed.push({ model, run: record })
    else if (record.status === 'skipped') skipped.push({ model, run: record })
    else cells.push(cellOf(record, evidence, model, priors))
  }
  const { corpus } = (members[0] as Evidence).record
  return { corpus, cells: cells.toSorted((a, b) => a.model.series - b.model.series), failed, skipped }
}

function cellOf(run: ScoredRun, evidence: Evidence, model: ModelView, priors: PriorBook): ScoredCell {
  const columns = columnsOf(run, evidence.passages)
  const ranking = columns[run.ranking] ?? rankingColumn(run, evidence.passages)
  return { model, run, evidence, columns, ranking, priors: comparePriors(priors, run) }
}

/** Runs that may be ranked and compared: complete, with a score, under exact matching. */
export function rankedCells(group: CorpusGroup): ScoredCell[] {
  return group.cells.filter(
    ({ run, ranking }) => run.status === 'completed' && ranking.score !== null && isExact(ranking),
  )
}

/** Exact comparison of unrounded ratios: equal runs are all best. A run without another to beat is not set off. */
export function isBest(group: CorpusGroup, cell: ScoredCell, name: string, measure: keyof Ratios): boolean {
  const ranked = rankedCells(group)
  if (ranked.length < 2 || !ranked.includes(cell)) return false
  const ratioOf = (one: ScoredCell) => one.columns.find(column => column.name === name)?.score?.micro[measure] ?? null
  const own = ratioOf(cell)
  return own !== null && ranked.every(one => (ratioOf(one) ?? -1) <= own)
}

function goldKey({ id, variant, split, goldSha256 }: CorpusFacts): string {
  return JSON.stringify([id, variant, split, goldSha256])
}

function modelKey({ reference, revision, weightsSha256, precision }: ModelFacts): string {
  return JSON.stringify([reference, revision, weightsSha256, precision])
}

/** Taggers in order of appearance, baselines last, each with a name of its own. */
function modelsOf(records: readonly RunRecord[]): Map<string, ModelView> {
  const distinct = new Map(records.map(({ model }) => [modelKey(model), model]))
  const takers = Map.groupBy(distinct.values(), facts => facts.name)
  const models = new Map<string, ModelView>()
  const baselinesLast = [...distinct].toSorted(([, a], [, b]) => Number(isBaseline(a)) - Number(isBaseline(b)))
  for (const [key, facts] of baselinesLast) {
    const shared = (takers.get(facts.name)?.length ?? 0) > 1
    const name = shared ? `${facts.name} (${apart(facts)})` : facts.name
    models.set(key, { name, series: models.size, facts, isBaseline: isBaseline(facts) })
  }
  return models
}

function isBaseline({ reference }: ModelFacts): boolean {
  return reference === 'dictionary'
}

function apart({ reference, revision, precision }: ModelFacts): string {
  return [reference, revision, precision].filter(part => part !== null).join(', ')
}

/** Names of exact columns over all runs of a report: the ranking convention first, then the others by name. */
export function exactColumnNames(view: ReportView): string[] {
  const cells = view.groups.flatMap(group => group.cells)
  const ranking = cells.map(cell => cell.ranking.name)
  const others = cells.flatMap(cell => cell.columns.filter(isExact).map(column => column.name))
  return [...new Set([...ranking, ...[...new Set(others)].toSorted(byCodePoint)])]
}
