import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Counts } from '../../../src/core/counts.ts'
import { gapInterval } from '../../../src/eval/deployment/gap-interval.ts'
import { bootstrapDifference, type PairedCounts } from '../../../src/eval/resampling/paired-difference.ts'

const counts = fc.record({
  truePositives: fc.nat({ max: 30 }),
  falsePositives: fc.nat({ max: 30 }),
  falseNegatives: fc.nat({ max: 30 }),
})
const units = fc.array(fc.record({ before: counts, after: counts }), { minLength: 1, maxLength: 8 })

describe('interval of a paired difference', () => {
  test('law: no difference where both sides are the same, whatever is drawn', () => {
    fc.assert(
      fc.property(fc.array(counts, { minLength: 1, maxLength: 8 }), fc.nat(), (sides, seed) => {
        const same = sides.map(side => ({ before: side, after: side }))
        const interval = bootstrapDifference(same, { draws: 50, seed })
        if (interval !== null) expect(interval).toEqual({ low: 0, high: 0 })
      }),
    )
  })

  test('law: swapping the sides mirrors it', () => {
    fc.assert(
      fc.property(units, fc.nat(), (paired, seed) => {
        const swapped = paired.map(({ before, after }) => ({ before: after, after: before }))
        const [one, other] = [paired, swapped].map(side => bootstrapDifference(side, { draws: 200, seed }))
        expect(other?.low ?? 0).toBeCloseTo(-(one?.high ?? 0), 12)
        expect(other?.high ?? 0).toBeCloseTo(-(one?.low ?? 0), 12)
      }),
    )
  })

  test('three units: the percentiles of all 27 samples there are', () => {
    const side = (truePositives: number, falsePositives: number, falseNegatives: number): Counts => {
      return { truePositives, falsePositives, falseNegatives }
    }
    const three: PairedCounts[] = [
      { before: side(9, 1, 0), after: side(5, 3, 4) },
      { before: side(2, 2, 3), after: side(4, 0, 1) },
      { before: side(7, 0, 2), after: side(7, 1, 2) },
    ]
    const all = [0, 1, 2].flatMap(a =>
      [0, 1, 2].flatMap(b => [0, 1, 2].map(c => differenceOf([a, b, c].map(i => three[i])))),
    )
    const interval = bootstrapDifference(three, { draws: 60_000, seed: 3 })
    // One sample in 27 is more than 2.5 %, so that the ends are the smallest and the largest difference there is.
    expect(interval?.low).toBeCloseTo(Math.min(...all), 12)
    expect(interval?.high).toBeCloseTo(Math.max(...all), 12)
  })

  test('nothing to count gives none, and neither do passages without counts of both readings', () => {
    const none: Counts = { truePositives: 0, falsePositives: 0, falseNegatives: 0 }
    expect(bootstrapDifference([{ before: none, after: none }], { seed: 1 })).toBeNull()
    const found = [{ type: 'X', truePositives: 1, falsePositives: 0, falseNegatives: 0 }]
    expect(gapInterval([{ document: null }, { document: null, readings: [found, found] }], 1)).toBeNull()
    expect(gapInterval([{ document: null, readings: [found, found] }], 1)).toEqual({ low: 0, high: 0 })
  })
})

function differenceOf(sample: readonly (PairedCounts | undefined)[]): number {
  const f1 = (pick: (one: PairedCounts) => Counts) => {
    const sums = { hits: 0, all: 0 }
    for (const one of sample) {
      if (one === undefined) continue
      const { truePositives, falsePositives, falseNegatives } = pick(one)
      sums.hits += 2 * truePositives
      sums.all += 2 * truePositives + falsePositives + falseNegatives
    }
    return sums.hits / sums.all
  }
  return f1(one => one.after) - f1(one => one.before)
}
