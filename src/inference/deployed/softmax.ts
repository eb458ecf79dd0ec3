import type { Logits } from '../words.ts'

/**
 * Probabilities of the labels for the piece at `row`, in single precision: the surest pieces are so close to 1 that which of
 * them is surer is decided by its rounding.
 */
export function softmaxOf({ data, labels }: Logits, row: number): Float32Array {
  const scores = new Float32Array(labels)
  let top = -Infinity
  for (let id = 0; id < labels; id++) top = Math.max(top, data[row * labels + id] ?? Number.NaN)
  for (let id = 0; id < labels; id++) {
    scores[id] = Math.exp(Math.fround((data[row * labels + id] ?? Number.NaN) - top))
  }
  const sum = scores.reduce((total, score) => Math.fround(total + score), 0)
  return scores.map(score => score / sum)
}
