import { absent, formatPercent } from '../format.ts'
import { type CorpusGroup, isBest, type ReportView } from '../view.ts'
import { type GridCell, gridLines } from './grid.ts'
import type { Ink } from './ink.ts'

/** From so many corpora on a reader wants to see them together first. */
const fewest = 4

/** F1 of every tagger on every corpus at a glance, partial runs with a star; empty for few corpora, and where it would be wider than the terminal. */
export function overviewLines({ groups, models }: ReportView, width: number, ink: Ink): string[] {
  const shown = models.filter(model => groups.some(group => group.cells.some(cell => cell.model === model)))
  if (groups.length < fewest || shown.length === 0) return []
  const head = ['F1', ...shown.map(({ name }) => name)].map((text): GridCell => ({ text, mark: ink.dim }))
  const rows = groups.map(group => [
    { text: group.corpus.title },
    ...shown.map((model): GridCell => {
      const cell = group.cells.find(one => one.model === model)
      if (cell === undefined) return { text: outcomeOf(group, model.name) }
      const star = cell.run.status === 'partial' ? '* ' : ''
      const text = `${star}${formatPercent(cell.ranking.score?.micro.f1 ?? null)}`
      return isBest(group, cell, cell.ranking.name, 'f1') ? { text, mark: ink.bold } : { text }
    }),
  ])
  const lines = gridLines([head, ...rows], width)
  return lines.some(line => [...line].length > width) ? [] : lines
}

function outcomeOf({ failed, skipped }: CorpusGroup, model: string): string {
  if (failed.some(cell => cell.model.name === model)) return 'failed'
  return skipped.some(cell => cell.model.name === model) ? 'skipped' : absent
}
