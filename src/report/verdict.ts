import { matrixSentence } from './cross/matrix.ts'
import { formatPoints } from './format.ts'
import { type CorpusGroup, type ReportView, rankedCells, type ScoredCell } from './view.ts'

/** Where a figure stands against another: outside the 95 % interval on one side, or inside it. */
type Standing = 'below' | 'level' | 'above'

/** A tagger against one other figure on one corpus. */
interface Gap {
  readonly corpus: string
  /** Ours minus the other, in points. */
  readonly points: number
  /** null: there is no interval to judge by. */
  readonly standing: Standing | null
}

/** The tagger a report is about: not the baseline, most corpora, highest mean F1. Null where nothing is ranked. */
export function leadModel(view: ReportView): ScoredCell[] | null {
  const cells = view.groups.flatMap(rankedCells)
  const byModel = [...Map.groupBy(cells, cell => cell.model).values()]
  const trained = byModel.filter(([first]) => first?.model.isBaseline === false)
  const candidates = trained.length > 0 ? trained : byModel
  return candidates.toSorted((a, b) => b.length - a.length || meanF1(b) - meanF1(a))[0] ?? null
}

function meanF1(cells: readonly ScoredCell[]): number {
  return cells.reduce((sum, cell) => sum + (cell.ranking.score?.micro.f1 ?? 0), 0) / cells.length
}

/** Against the best comparable published result, under the convention that it was scored with. */
function priorGap({ run, columns, priors }: ScoredCell): Gap | null {
  const [best] = priors.comparable
  const figure = best?.prior.f1Percent
  if (best === undefined || figure === null || figure === undefined) return null
  const column = columns[best.scoreIndex]
  const f1 = column?.score?.micro.f1
  if (column === undefined || f1 == null) return null
  const standing = column.interval && standingOf(column.interval, figure / 100)
  return { corpus: run.corpus.title, points: f1 * 100 - figure, standing }
}

/** Against the dictionary baseline on the same gold: apart only where the two intervals do not touch. */
function baselineGap(cell: ScoredCell, group: CorpusGroup): Gap | null {
  const baseline = rankedCells(group).find(({ model }) => model.isBaseline)
  const f1 = cell.ranking.score?.micro.f1
  const other = baseline?.ranking.score?.micro.f1
  if (baseline === undefined || baseline === cell || f1 == null || other == null) return null
  if (baseline.ranking.name !== cell.ranking.name) return null
  return {
    corpus: cell.run.corpus.title,
    points: (f1 - other) * 100,
    standing: touching(cell, baseline),
  }
}

function standingOf(interval: { readonly low: number; readonly high: number }, other: number): Standing {
  if (interval.high < other) return 'below'
  return interval.low > other ? 'above' : 'level'
}

function touching(cell: ScoredCell, other: ScoredCell): Standing | null {
  const ours = cell.ranking.interval
  const theirs = other.ranking.interval
  if (ours === null || theirs === null) return null
  if (ours.high < theirs.low) return 'below'
  return ours.low > theirs.high ? 'above' : 'level'
}

/** One or two sentences that a reader may quote: distances that hold outside the intervals, and what cannot be said. */
export function verdictOf(view: ReportView): string {
  const lead = leadModel(view)
  if (lead === null) {
    return matrixSentence(view) ?? 'No run is complete, so nothing is ranked and nothing is compared.'
  }
  const groups = new Map(view.groups.flatMap(group => group.cells.map(cell => [cell, group] as const)))
  const all = lead.map(({ run }) => run.corpus.title)
  const prior = lead.flatMap(cell => priorGap(cell) ?? [])
  const baseline = lead.flatMap(cell => baselineGap(cell, groups.get(cell) as CorpusGroup) ?? [])
  const uncompared = all.filter(title => !prior.some(gap => gap.corpus === title))
  const name = lead[0]?.model.name ?? ''
  const first = distances(name, all, [
    [prior, 'the best comparable published result'],
    [baseline, 'the dictionary'],
  ])
  if (uncompared.length === 0 || uncompared.length === all.length) return first
  return `${first} No published result is comparable on ${joined(uncompared)}.`
}

type Against = readonly [gaps: readonly Gap[], other: string]

/** Where one sentence holds for all corpora, they are named once. */
function distances(name: string, all: readonly string[], against: readonly Against[]): string {
  const clauses = against.flatMap(([gaps, other]) => clausesOf(gaps, other))
  if (clauses.length === 0) return `${name} was scored on ${joined(all)}; no published result is comparable.`
  if (clauses.every(({ corpora }) => corpora.length === all.length)) {
    return `On ${everywhere(all)}, ${name} is ${joined(clauses.map(({ words }) => words))}.`
  }
  return `${name} is ${joined(clauses.map(({ words, corpora }) => `${words} on ${joined(corpora)}`))}.`
}

interface Clause {
  readonly words: string
  readonly corpora: readonly string[]
}

function clausesOf(gaps: readonly Gap[], other: string): Clause[] {
  const clause = (standing: Standing | null, words: (points: string) => string): Clause[] => {
    const some = gaps.filter(gap => gap.standing === standing)
    if (some.length === 0) return []
    return [{ words: words(formatPoints(some.map(gap => gap.points))), corpora: some.map(gap => gap.corpus) }]
  }
  return [
    ...clause('below', points => `${points} points below ${other}`),
    ...clause('level', () => `not distinguishable from ${other}`),
    ...clause('above', points => `${points} points above ${other}`),
    ...clause(null, points => `${points} points away from ${other}, without an interval to judge by,`),
  ]
}

const numerals = ['', '', 'both corpora', 'all three corpora', 'all four corpora', 'all five corpora']

function everywhere(all: readonly string[]): string {
  if (all.length === 1) return String(all[0])
  return numerals[all.length] ?? `all ${all.length} corpora`
}

function joined(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('')
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
