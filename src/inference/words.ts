import { assertNever } from '../core/assert-never.ts'
import type { SubwordStrategy } from '../core/convention.ts'

/** What the logits say of one word: a label by its id, the gap to the second best, and the label's probability. */
export interface WordReading {
  readonly label: number
  readonly margin: number
  readonly score: number
}

/** Logits of a batch, row after row of `labels` numbers; at least two labels. */
export interface Logits {
  readonly data: ArrayLike<number>
  readonly labels: number
}

/**
 * Reads a word of `pieces` pieces whose logits begin at row `row`.
 * `first`: the word's first piece. `max`: the piece whose best softmax probability is highest (the first of equals).
 * For both, the margin is the gap of that piece's two best logits. `mean`: softmax averaged over the pieces; the margin is
 * the gap of the two best logarithms of these averages, which for a single piece is the same number. Of equal labels the one with
 * the lower id wins. Where a logit is not a finite number, neither is the score or the margin.
 */
export function readWord(logits: Logits, row: number, pieces: number, subword: SubwordStrategy): WordReading {
  switch (subword) {
    case 'first':
      return readPiece(logits, row)
    case 'max': {
      let best = readPiece(logits, row)
      for (let piece = 1; piece < pieces; piece++) {
        const reading = readPiece(logits, row + piece)
        if (reading.score > best.score || Number.isNaN(reading.score)) best = reading
      }
      return best
    }
    case 'mean':
      return readMean(logits, row, pieces)
    default:
      return assertNever(subword)
  }
}

function readPiece({ data, labels }: Logits, row: number): WordReading {
  const offset = row * labels
  let label = 0
  let top = data[offset] ?? Number.NaN
  let second = -Infinity
  for (let id = 1; id < labels; id++) {
    const logit = data[offset + id] ?? Number.NaN
    if (logit > top) {
      second = top
      top = logit
      label = id
    } else if (logit > second) second = logit
  }
  let sum = 0
  for (let id = 0; id < labels; id++) sum += Math.exp((data[offset + id] ?? Number.NaN) - top)
  return { label, margin: top - second, score: 1 / sum }
}

function readMean({ data, labels }: Logits, row: number, pieces: number): WordReading {
  const means = new Float64Array(labels)
  for (let piece = 0; piece < pieces; piece++) {
    const offset = (row + piece) * labels
    let top = -Infinity
    for (let id = 0; id < labels; id++) top = Math.max(top, data[offset + id] ?? Number.NaN)
    let sum = 0
    for (let id = 0; id < labels; id++) sum += Math.exp((data[offset + id] ?? Number.NaN) - top)
    for (let id = 0; id < labels; id++) {
      means[id] = (means[id] ?? 0) + Math.exp((data[offset + id] ?? Number.NaN) - top) / sum / pieces
    }
  }
  const { label, margin } = readPiece({ data: means.map(Math.log), labels }, 0)
  return { label, margin, score: means[label] ?? Number.NaN }
}
