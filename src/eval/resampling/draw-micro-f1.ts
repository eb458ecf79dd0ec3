import type { Counts } from '../../core/counts.ts'
import { nextWord, type RandomState, randomState } from './random-words.ts'

/**
 * Micro-F1 of `draws` samples, each of as many units as there are, drawn with replacement; 0 for a sample without any
 * mention. Counts are added as integers and divided last.
 */
export function drawMicroF1(units: readonly Counts[], draws: number, seed: number): Float64Array<ArrayBuffer> {
  const terms = units.map(termsOf)
  const largest = terms.reduce((most, { denominator }) => Math.max(most, denominator), 0)
  const draw = units.length < halfRange && units.length * largest < packing ? drawPacked : drawWide
  const scores = new Float64Array(draws)
  if (units.length > 0) draw(terms, scores, randomState(seed))
  return scores
}

/** F1 = 2TP / (2TP + FP + FN): the sums of two numbers per unit are all that a draw needs. */
interface Terms {
  readonly numerator: number
  readonly denominator: number
}

function termsOf({ truePositives, falsePositives, falseNegatives }: Counts): Terms {
  const numerator = 2 * truePositives
  return { numerator, denominator: numerator + falsePositives + falseNegatives }
}

/** Units below which half a random word is enough to draw one: the products stay below 2^31. */
const halfRange = 2 ** 15
/** Both sums stay below this, so that one double holds both without rounding. */
const packing = 2 ** 26

/**
 * Two units from each random word, both sums in one addition. A half word h gives unit ⌊h·n / 2^16⌋; the few products whose
 * remainder is below 2^16 mod n are thrown away, which makes every unit equally likely (Lemire 2019, Fast random integer
 * generation in an interval).
 */
function drawPacked(units: readonly Terms[], scores: Float64Array, state: RandomState): void {
  const n = units.length
  const packed = Float64Array.from(units, unit => unit.denominator * packing + unit.numerator)
  const unfair = 2 ** 16 % n
  for (let draw = 0; draw < scores.length; draw += 1) {
    let sum = 0
    let left = n
    while (left > 0) {
      const word = nextWord(state)
      const high = Math.imul(word >>> 16, n)
      if ((high & 0xffff) >= unfair) {
        sum += packed[high >>> 16] as number
        left -= 1
      }
      const low = Math.imul(word & 0xffff, n)
      if ((low & 0xffff) >= unfair && left > 0) {
        sum += packed[low >>> 16] as number
        left -= 1
      }
    }
    const denominator = Math.floor(sum / packing)
    scores[draw] = denominator === 0 ? 0 : (sum - denominator * packing) / denominator
  }
}

/** One unit from each word, for any number of units; some are likelier than others by a share of at most n / 2^32. */
function drawWide(units: readonly Terms[], scores: Float64Array, state: RandomState): void {
  const n = units.length
  const numerators = Float64Array.from(units, unit => unit.numerator)
  const denominators = Float64Array.from(units, unit => unit.denominator)
  for (let draw = 0; draw < scores.length; draw += 1) {
    let numerator = 0
    let denominator = 0
    for (let i = 0; i < n; i += 1) {
      const unit = Math.floor(((nextWord(state) >>> 0) * n) / 2 ** 32)
      numerator += numerators[unit] as number
      denominator += denominators[unit] as number
    }
    scores[draw] = denominator === 0 ? 0 : numerator / denominator
  }
}
