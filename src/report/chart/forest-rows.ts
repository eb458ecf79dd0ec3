import { formatPercent, formatPublished } from '../format.ts'
import { type CorpusGroup, type ReportView, rankedCells, type ScoredCell } from '../view.ts'
import { paintOfSeries } from './theme.ts'

/** Where names stand: in a column of their own, or above their marks. */
export type NamePlace = 'beside' | 'above'

/** Everything that a forest plot draws: `y` in pixels from the top, figures in percent. */
export interface ForestRows {
  readonly domain: readonly [low: number, high: number]
  readonly height: number
  readonly corpora: readonly { y: number; name: string }[]
  readonly names: readonly { y: number; name: string }[]
  readonly intervals: readonly { y: number; low: number; high: number; colour: string }[]
  readonly points: readonly { y: number; f1: number; colour: string }[]
  readonly priors: readonly { y: number; f1: number; comparable: boolean }[]
  readonly figures: readonly { y: number; at: number; text: string }[]
  /**
   * Figures that are not comparable and lie left of the axis: written at its edge, so that they do not squeeze the
   * rest.
   */
  readonly beyond: readonly { y: number; text: string }[]
}

const heights = {
  beside: { row: 24, first: 24, between: 18 },
  above: { row: 40, first: 38, between: 8 },
}

/** Lays out every ranked run and the published figures on its corpus; null where no run is ranked. */
export function forestRows(view: ReportView, place: NamePlace): ForestRows | null {
  const blocks = view.groups
    .map(group => ({ group, cells: rankedCells(group) }))
    .filter(({ cells }) => cells.length > 0)
  if (blocks.length === 0) return null
  const domain = domainOf(blocks.flatMap(({ cells }) => cells))
  const parts = { corpora: [], names: [], intervals: [], points: [], priors: [], figures: [], beyond: [] } as Drawn
  const { row, first, between } = heights[place]
  let y = 12
  for (const { group, cells } of blocks) {
    parts.corpora.push({ y, name: group.corpus.title })
    y += first
    for (const cell of cells) {
      drawRun(cell, y, parts)
      y += row
    }
    for (const published of publishedRows(group, cells)) {
      drawPublished(published, y, domain, parts)
      y += row
    }
    y += between
  }
  return { ...parts, domain, height: y - between - (place === 'beside' ? 6 : 20) }
}

/** The same lists while they are filled. */
type Drawn = { -readonly [Name in Exclude<keyof ForestRows, 'domain' | 'height'>]: ForestRows[Name][number][] }

function drawRun({ model, ranking }: ScoredCell, y: number, parts: Drawn): void {
  const f1 = ranking.score?.micro.f1 ?? 0
  const { low, high } = ranking.interval ?? { low: f1, high: f1 }
  const colour = paintOfSeries(model.series)
  parts.names.push({ y, name: model.name })
  parts.intervals.push({ y, low: low * 100, high: high * 100, colour })
  parts.points.push({ y, f1: f1 * 100, colour })
  parts.figures.push({ y, at: high * 100, text: formatPercent(f1) })
}

interface PublishedRow {
  readonly name: string
  readonly comparable: boolean
  /** Highest first. */
  readonly figures: readonly number[]
}

function drawPublished(
  { name, comparable, figures }: PublishedRow,
  y: number,
  [low]: ForestRows['domain'],
  parts: Drawn,
) {
  parts.names.push({ y, name })
  const inside = figures.filter(figure => figure >= low)
  const outside = figures.filter(figure => figure < low)
  for (const f1 of inside.toReversed()) parts.priors.push({ y, f1, comparable })
  if (inside[0] !== undefined) parts.figures.push({ y, at: inside[0], text: formatPublished(inside[0]) })
  if (outside.length > 0) parts.beyond.push({ y, text: `‹ ${outside.map(formatPublished).join(', ')}` })
}

function publishedRows(group: CorpusGroup, [cell]: readonly ScoredCell[]): PublishedRow[] {
  if (cell === undefined || group.cells.length === 0) return []
  const figuresOf = (priors: readonly { prior: { f1Percent: number | null } }[]) =>
    priors.flatMap(({ prior }) => prior.f1Percent ?? [])
  const rows = [
    { name: 'comparable results', comparable: true, figures: figuresOf(likeRanking(cell)) },
    { name: 'not comparable', comparable: false, figures: figuresOf(cell.priors.notComparable) },
  ]
  return rows.filter(({ figures }) => figures.length > 0)
}

/** Only what was scored with the convention that the plot shows. */
function likeRanking({ run, priors }: ScoredCell) {
  return priors.comparable.filter(({ scoreIndex }) => scoreIndex === run.ranking)
}

/** Whole tens around our runs and what may be compared with them; upwards, around everything. */
function domainOf(cells: readonly ScoredCell[]): [number, number] {
  const own = cells.flatMap(({ ranking: { interval, score } }) => {
    const f1 = score?.micro.f1 ?? 0
    return [interval?.low ?? f1, interval?.high ?? f1].map(ratio => ratio * 100)
  })
  const like = cells.flatMap(likeRanking).flatMap(({ prior }) => prior.f1Percent ?? [])
  const unlike = cells.flatMap(({ priors }) => priors.notComparable).flatMap(({ prior }) => prior.f1Percent ?? [])
  const low = Math.floor(Math.min(...own, ...like) / 10) * 10
  const high = Math.min(100, Math.ceil(Math.max(...own, ...like, ...unlike) / 10) * 10)
  return [low, Math.max(high, low + 10)]
}
