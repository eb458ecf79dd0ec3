import type { Evidence } from '../core/reporter.ts'
import type { PriorComparison } from '../prior/compare.ts'
import type { PriorBook, PriorResult } from '../prior/prior.ts'
import { isExact } from './column.ts'
import { crossLines } from './cross/cross-lines.ts'
import { deployedLines } from './deployed/deployed-lines.ts'
import {
  absent,
  formatCarbon,
  formatDuration,
  formatEnergy,
  formatInterval,
  formatPercent,
  formatPublished,
  formatRate,
} from './format.ts'
import { corpusSize } from './section/cell-name.ts'
import { type GridCell, gridLines, paragraphLines } from './terminal/grid.ts'
import { type Ink, inkOf } from './terminal/ink.ts'
import { overviewLines } from './terminal/overview.ts'
import { verdictOf } from './verdict.ts'
import { type CorpusGroup, isBest, rankedCells, type ScoredCell, viewOf } from './view.ts'

/** `width`: columns of the terminal; everything fits from 80 on. */
export interface TableOptions {
  readonly priors: PriorBook
  readonly colours: boolean
  readonly width: number
}

const flush = { first: 0, rest: 0 }
const item = { first: 2, rest: 4 }

/**
 * The answer of a run for a terminal: the verdict, then a block for each corpus with scores, comparable and other
 * published results, speed, energy and CO2; of crossed cells the matrix. From four corpora on, an overview stands before
 * them. The same numbers as in the HTML report. Ends with a line feed.
 */
export function renderTable(evidence: readonly Evidence[], options: TableOptions): string {
  const view = viewOf(evidence, options.priors, '')
  const ink = inkOf(options.colours)
  const blocks = view.groups.map(group => corpusBlock(group, options.width, ink))
  const cells = view.groups.flatMap(group => group.cells)
  const closing = [...latencyLines(cells), ...energyLines(cells)].flatMap(line =>
    paragraphLines(line, flush, options.width),
  )
  const verdict = paragraphLines(verdictOf(view), flush, options.width).map(ink.bold)
  return `${[verdict, overviewLines(view, options.width, ink), ...blocks, crossLines(view, options.width, ink), closing]
    .filter(lines => lines.length > 0)
    .map(lines => lines.join('\n'))
    .join('\n\n')}\n`
}

function corpusBlock(group: CorpusGroup, width: number, ink: Ink): string[] {
  const { corpus, cells, failed, skipped } = group
  const [heading = '', ...size] = paragraphLines(`${corpus.title}: ${corpusSize(corpus)}`, { first: 0, rest: 2 }, width)
  return [
    ink.bold(heading),
    ...size,
    ...(cells.length === 0 ? [] : scoreLines(group, width, ink)),
    ...partialLines(cells, width),
    ...failed.flatMap(({ model, run }) => paragraphLines(`${model.name} failed: ${run.error.message}`, item, width)),
    ...skipped.flatMap(({ model, run }) => paragraphLines(`${model.name} skipped: ${run.reason.message}`, item, width)),
    ...priorLines(group, width),
    ...(cells.length === 0 ? [] : ['', ...costLines(cells, width, ink)]),
    ...deployedLines(cells, width, ink),
  ]
}

function scoreLines(group: CorpusGroup, width: number, ink: Ink): string[] {
  const [first] = group.cells
  const ranking = first?.ranking.name ?? ''
  const other = first?.columns.find(column => isExact(column) && column.name !== ranking)?.name
  const names = ['', ranking, '', '', '', ...(other === undefined ? [] : [other, ''])]
  const head = ['', 'F1', '95 %', 'P', 'R', ...(other === undefined ? [] : ['F1', '95 %'])]
  const rows = group.cells.map((cell): GridCell[] => [
    { text: runName(cell) },
    ...figures(group, cell, ranking, ['f1', 'interval', 'precision', 'recall'], ink),
    ...(other === undefined ? [] : figures(group, cell, other, ['f1', 'interval'], ink)),
  ])
  const heads = [names, head].map(row => row.map((text): GridCell => ({ text, mark: ink.dim })))
  return gridLines([...heads, ...rows], width)
}

type Figure = 'f1' | 'interval' | 'precision' | 'recall'

function figures(group: CorpusGroup, cell: ScoredCell, name: string, which: readonly Figure[], ink: Ink): GridCell[] {
  const column = cell.columns.find(one => one.name === name)
  const score = column?.score
  return which.map(figure => {
    if (column === undefined || !score) return { text: absent }
    if (figure === 'interval') return { text: formatInterval(column.interval) }
    const text = formatPercent(score.micro[figure])
    return isBest(group, cell, name, figure) ? { text, mark: ink.bold } : { text }
  })
}

/** A partial run carries a star wherever it stands; `partialLines` says what it means. */
function runName({ model, run }: ScoredCell): string {
  return run.status === 'partial' ? `* ${model.name}` : model.name
}

function partialLines(cells: readonly ScoredCell[], width: number): string[] {
  return cells.flatMap(({ model, run }) => {
    if (run.status !== 'partial') return []
    const read = `${run.limit.passages} of ${run.limit.of} passages`
    return paragraphLines(`* ${model.name} read ${read}: neither ranked nor compared`, item, width)
  })
}

const namedPriors = 4

function priorLines(group: CorpusGroup, width: number): string[] {
  const cell = rankedCells(group)[0] ?? group.cells[0]
  if (cell === undefined) return []
  const { comparable, notComparable } = cell.priors
  if (comparable.length + notComparable.length === 0) return ['  no published result is known']
  const like = Map.groupBy(comparable, ({ scoreIndex }) => cell.columns[scoreIndex]?.name)
  return [
    ...(like.size === 0 ? ['  comparable: none'] : []),
    ...[...like].flatMap(([name, members]) => paragraphLines(`comparable (${name}): ${listOf(members)}`, item, width)),
    ...reasonsOf(notComparable).flatMap(([why, members]) =>
      paragraphLines(`not comparable: ${listOf(members)} (${why})`, item, width),
    ),
  ]
}

/** Those with the highest figure first. */
function reasonsOf(priors: PriorComparison['notComparable']): [string, PriorComparison['notComparable'][number][]][] {
  return [...Map.groupBy(priors, ({ why }) => why)]
}

function listOf(members: readonly { readonly prior: PriorResult }[]): string {
  const names = members
    .slice(0, namedPriors)
    .map(({ prior: { system, f1Percent } }) => `${system} ${formatPublished(f1Percent)}`)
  const more = members.length - names.length
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

function costLines(cells: readonly ScoredCell[], width: number, ink: Ink): string[] {
  const head = ['', 'passages/s', 'p50', 'p90', 'p99', 'energy', 'CO2e']
  const rows = cells.map(cell => {
    const { throughput, latency, energy, carbon } = cell.run
    const percentile = (percent: number) => {
      const found = latency?.percentiles.find(one => one.percent === percent)
      if (found === undefined) return absent
      return found.seconds === null ? 'withheld' : formatDuration(found.seconds)
    }
    return [
      ...[runName(cell), formatRate(throughput.passages, throughput.wallSeconds)],
      ...[50, 90, 99].map(percentile),
      formatEnergy(energy, throughput.passages, 1000).figure,
      formatCarbon(carbon, throughput.passages, 1000).figure,
    ]
  })
  return gridLines([head.map(text => ({ text, mark: ink.dim })), ...rows], width)
}

/** Percentiles that the samples do not support, each once. */
function latencyLines(cells: readonly ScoredCell[]): string[] {
  const withheld = cells.flatMap(({ run: { latency } }) =>
    (latency?.percentiles ?? [])
      .filter(({ seconds }) => seconds === null)
      .map(
        ({ percent, needed }) => `p${percent} of latency: withheld, needs ${needed} samples, has ${latency?.samples}`,
      ),
  )
  return [...new Set(withheld)]
}

/** How energy was had, then the grid, scope and factor behind the CO2 figures, or why there is none; each once. */
function energyLines(cells: readonly ScoredCell[]): string[] {
  const energies = cells.map(({ run: { energy } }) => {
    const { kind, why } = formatEnergy(energy, 1, 1)
    return kind === 'unavailable' ? `Energy: not available, ${why}` : `Energy and CO2e for 1,000 passages: ${kind}`
  })
  const carbons = cells.map(({ run: { carbon } }) => {
    const { kind, why } = formatCarbon(carbon, 1, 1)
    if (carbon.kind === 'unavailable' || kind === 'unavailable') return `CO2e: not available, ${why}`
    return `CO2e: ${why}; ${carbon.scope} only, power usage effectiveness ${carbon.powerUsageEffectiveness}`
  })
  return [...new Set([...energies, ...carbons])]
}
