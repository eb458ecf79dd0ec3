import { absent, formatBytes, formatPercent, formatRate } from '../../../report/format.ts'
import { gridLines, paragraphLines } from '../../../report/terminal/grid.ts'
import type { CorpusCosts, PrecisionComparison, PrecisionCost } from './compare-precisions.ts'

/** One table for each corpus: the first precision is what the others are compared with. */
export function renderPrecisions(
  { model, corpora }: PrecisionComparison,
  { width }: { readonly width: number },
): string {
  const notes = [
    'F1 in percent, with the difference to the first row in points. Weights: of the file that models quantize writes.',
    'Batch: mentions that differ where the same passages are read alone. 0 means that no score depends on batch mates.',
  ]
  const lines = [
    ...corpora.flatMap(corpus => ['', `${corpus.corpus}: ${model}`, ...gridLines(rowsOf(corpus), width)]),
    '',
    ...notes.flatMap(note => paragraphLines(note, { first: 0, rest: 2 }, width)),
  ]
  return `${lines.join('\n')}\n`
}

function rowsOf({ costs }: CorpusCosts): string[][] {
  const [base] = costs
  const head = ['', 'conlleval', '', 'strict IOB2', '', 'pieces/s', '', 'weights', 'batch']
  return [
    head,
    ...costs.map(cost => [
      cost.precision,
      ...scoreCells(cost.f1.conlleval, cost === base ? null : (base?.f1.conlleval ?? null)),
      ...scoreCells(cost.f1.strictIob2, cost === base ? null : (base?.f1.strictIob2 ?? null)),
      formatRate(cost.piecesPerSecond ?? 0, cost.piecesPerSecond === null ? null : 1),
      cost === base ? '' : speedup(cost, base),
      formatBytes(cost.weightBytes),
      sensitivityOf(cost),
    ]),
  ]
}

function scoreCells(f1: number | null, base: number | null): [string, string] {
  if (f1 === null || base === null) return [formatPercent(f1), '']
  const points = (f1 - base) * 100
  return [formatPercent(f1), `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(2)}`]
}

function speedup({ piecesPerSecond }: PrecisionCost, base: PrecisionCost | undefined): string {
  if (piecesPerSecond === null || base?.piecesPerSecond == null) return absent
  return `×${(piecesPerSecond / base.piecesPerSecond).toFixed(2)}`
}

function sensitivityOf({ sensitivity }: PrecisionCost): string {
  return sensitivity === null ? absent : `${sensitivity.changedMentions} of ${sensitivity.mentions}`
}
