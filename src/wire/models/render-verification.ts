import { gridLines, paragraphLines } from '../../report/terminal/grid.ts'
import { inkOf } from '../../report/terminal/ink.ts'
import type { CaseDifference } from './compare-logits.ts'
import type { Verification } from './verify.ts'

/** One line a case, then the verdict. */
export function renderVerification(
  { ok, maxAbsDiff, tolerance, against, dtype, model, cases }: Verification,
  { colours, width }: { readonly colours: boolean; readonly width: number },
): string {
  const ink = inkOf(colours)
  const rows = cases.map(one => [
    one.name,
    one.pieces.toLocaleString('en'),
    difference(one.maxAbsDiff),
    one.ok ? 'ok' : { text: 'FAILED', mark: ink.bold },
  ])
  const precision = model.precision === null ? '' : ` (${model.precision})`
  const verdict =
    `${ok ? 'ok' : 'FAILED'}: ${model.reference}${precision} against the ${dtype === null ? '' : `${dtype} `}logits of ${against}: ` +
    `largest difference ${difference(maxAbsDiff)}, tolerance ${difference(tolerance)}`
  const lines = [
    ...gridLines([['case', 'pieces', 'largest difference', ''], ...rows], width),
    ...cases.filter(one => !one.ok).flatMap(one => paragraphLines(describe(one), { first: 2, rest: 4 }, width)),
    ...paragraphLines(verdict, { first: 2, rest: 4 }, width),
  ]
  return `${lines.join('\n')}\n`
}

function describe({ name, maxAbsDiff, at: { row, piece, label } }: CaseDifference): string {
  const place = `row ${row}, piece ${piece}, label ${label}`
  return maxAbsDiff === null ? `${name}: not a number at ${place}` : `${name}: farthest at ${place}`
}

function difference(value: number | null): string {
  return value === null ? 'not a number' : value.toExponential(2)
}
