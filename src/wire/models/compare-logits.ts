import type { RawLogits } from '../../inference/protocol.ts'
import type { ReferenceCase } from './reference-file.ts'

/** How far the logits of one case are from the reference. */
export interface CaseDifference {
  readonly name: string
  /** null: the model gave something that is not a number (NaN or infinite). */
  readonly maxAbsDiff: number | null
  readonly ok: boolean
  /** Positions that were compared: those where the reference is not null. */
  readonly pieces: number
  /** The row, piece and label of the largest difference, or of the first that is not a number. */
  readonly at: { readonly row: number; readonly piece: number; readonly label: number }
}

/** Both have one shape: the caller has seen to it. The largest absolute difference is compared with the tolerance. */
export function compareLogits(
  { name, logits }: ReferenceCase,
  { dims: [, width, labels], data }: RawLogits,
  tolerance: number,
): CaseDifference {
  let largest = -1
  let at = { row: 0, piece: 0, label: 0 }
  let pieces = 0
  for (const [row, expected] of logits.entries()) {
    for (const [piece, values] of expected.entries()) {
      if (values === null) continue
      pieces++
      for (const [label, value] of values.entries()) {
        const difference = Math.abs((data[(row * width + piece) * labels + label] ?? Number.NaN) - value)
        if (difference <= largest) continue
        at = { row, piece, label }
        if (!Number.isFinite(difference)) return { name, maxAbsDiff: null, ok: false, pieces, at }
        largest = difference
      }
    }
  }
  return { name, maxAbsDiff: largest, ok: largest <= tolerance, pieces, at }
}
