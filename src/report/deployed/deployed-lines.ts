import type { ReadingFlip } from '../../core/deployment/comparison.ts'
import { formatCount, formatPercent } from '../format.ts'
import { type GridCell, gridLines, paragraphLines } from '../terminal/grid.ts'
import type { Ink } from '../terminal/ink.ts'
import type { ScoredCell } from '../view.ts'
import {
  describeDeployment,
  formatGapInterval,
  formatSigned,
  nameOfFlip,
  nameOfShare,
  type ReadTwice,
  readTwice,
  remarksOf,
  surfacesOf,
} from './reading-view.ts'

const shownExamples = 6
const item = { first: 2, rest: 4 }

/** Of the cells of one corpus that were read as deployed too: both scores, what the gap is made of, and mentions that show it. */
export function deployedLines(cells: readonly ScoredCell[], width: number, ink: Ink): string[] {
  const read = readTwice(cells)
  if (read.length === 0) return []
  const head = ['', 'F1 as run', 'deployed', 'gap', '95 %', 'broken', 'fixed'].map(
    (text): GridCell => ({ text, mark: ink.dim }),
  )
  const rows = read.map(({ cell, gap, interval, broken, comparison }) => [
    cell.run.status === 'partial' ? `* ${cell.model.name}` : cell.model.name,
    ...[gap.paper.f1, gap.deployed.f1].map(formatPercent),
    ...[formatSigned(gap.gap), formatGapInterval(interval), formatCount(broken), formatCount(comparison.fixed)],
  ])
  return ['', ...gridLines([head, ...rows], width), ...read.flatMap(one => detailLines(one, width, ink))]
}

function detailLines({ cell, comparison, gap }: ReadTwice, width: number, ink: Ink): string[] {
  const shares = gap.shares.map(share => [
    `  ${nameOfShare(share)}`,
    formatCount(Math.abs(share.mentions)),
    `${formatSigned(share.share)} points`,
  ])
  return [
    ...paragraphLines(`${cell.model.name}, as deployed: ${describeDeployment(comparison)}`, item, width),
    ...remarksOf(comparison).flatMap(remark => paragraphLines(remark, { first: 4, rest: 6 }, width)),
    ...gridLines(
      shares.map(row => row.map(text => ({ text, mark: ink.dim }))),
      width,
    ),
    ...exampleLines(cell, comparison.examples, width),
  ]
}

/** One of each cause first. */
function exampleLines({ evidence: { texts } }: ScoredCell, flips: readonly ReadingFlip[], width: number): string[] {
  const byCause = [...Map.groupBy(flips, flip => flip.cause).values()]
  const rounds = [0, 1, 2, 3].flatMap(round => byCause.flatMap(members => members.slice(round, round + 1)))
  return rounds.slice(0, shownExamples).flatMap(flip => {
    const text = texts?.get(flip.id)?.text
    if (text === undefined) return []
    const gold = text.slice(flip.gold.start, flip.gold.end)
    const readings = `as run ${surfacesOf(flip.paper, text)}; deployed ${surfacesOf(flip.deployed, text)}`
    return paragraphLines(`${nameOfFlip(flip)}: "${gold}" in ${flip.id}: ${readings}`, { first: 4, rest: 6 }, width)
  })
}
