import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planBatches } from '../../../src/inference/batching/batches.ts'
import { bucketLengths } from '../../../src/inference/batching/bucket-lengths.ts'

const lengths = fc.array(fc.integer({ min: 2, max: 40 }), { minLength: 1, maxLength: 60 })

function paddedPieces(given: readonly number[], buckets: readonly number[]): number {
  return given.reduce((sum, length) => sum + (buckets.find(bucket => bucket >= length) ?? Number.NaN), 0)
}

/** Every choice of at most `most` of the lengths that holds the longest. */
function bestByTrial(given: readonly number[], most: number): number {
  const distinct = [...new Set(given)].sort((a, b) => a - b)
  const longest = distinct.at(-1) ?? 0
  let best = Number.POSITIVE_INFINITY
  for (let choice = 0; choice < 2 ** (distinct.length - 1); choice++) {
    const chosen = distinct.filter((length, index) => length === longest || (choice >> index) % 2 === 1)
    if (chosen.length <= most) best = Math.min(best, paddedPieces(given, chosen))
  }
  return best
}

describe('lengths of buckets', () => {
  test('no choice of as many lengths leaves fewer padded pieces', () => {
    const few = fc.array(fc.integer({ min: 2, max: 12 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(few, fc.integer({ min: 1, max: 5 }), (given, most) => {
        const buckets = bucketLengths(given, most)
        expect(buckets.length).toBeLessThanOrEqual(most)
        expect(paddedPieces(given, buckets)).toBe(bestByTrial(given, most))
      }),
    )
  })

  test('batches by buckets hold every window once, padded to one of the lengths, within the budget', () => {
    fc.assert(
      fc.property(lengths, fc.integer({ min: 40, max: 200 }), (given, pieces) => {
        const batches = planBatches(given, { order: 'buckets', pieces, windows: null, seed: 0 })
        const allowed = bucketLengths(given)
        expect(batches.flatMap(({ windows }) => windows).sort((a, b) => a - b)).toEqual([...given.keys()])
        for (const { windows, width } of batches) {
          expect(allowed).toContain(width)
          expect(windows.length * width).toBeLessThanOrEqual(pieces)
          expect(new Set(windows.map(window => allowed.find(length => length >= (given[window] ?? 0))))).toEqual(
            new Set([width]),
          )
        }
      }),
    )
  })
})
