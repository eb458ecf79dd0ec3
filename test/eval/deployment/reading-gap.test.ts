import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lossCauses } from '../../../src/core/deployment/comparison.ts'
import { readingGapOf } from '../../../src/eval/deployment/reading-gap.ts'

const count = fc.nat({ max: 400 })

/** Counts of two readings of the same gold, as they follow from what was found by which. */
const comparisons = fc
  .record({
    both: count,
    neither: count,
    fixed: count,
    spurious: fc.record({ paper: count, deployed: count }),
    broken: fc.uniqueArray(
      fc.record({ cause: fc.constantFrom(...lossCauses), mentions: fc.integer({ min: 1, max: 99 }) }),
      {
        selector: ({ cause }) => cause,
      },
    ),
  })
  .map(({ both, neither, fixed, spurious, broken }) => {
    const lost = broken.reduce((sum, { mentions }) => sum + mentions, 0)
    const countsOf = (truePositives: number, falsePositives: number) => [
      { type: 'X', truePositives, falsePositives, falseNegatives: both + neither + fixed + lost - truePositives },
    ]
    return {
      ...{ broken, fixed },
      paper: countsOf(both + lost, spurious.paper),
      deployed: countsOf(both + fixed, spurious.deployed),
    }
  })

describe('the gap between two readings', () => {
  test('law: its shares add up to it', () => {
    fc.assert(
      fc.property(comparisons, comparison => {
        const { gap, shares, paper, deployed } = readingGapOf(comparison)
        if (gap === null) {
          expect([paper.f1, deployed.f1]).toContain(null)
          expect(shares).toEqual([])
          return
        }
        expect(gap).toBe((deployed.f1 ?? Number.NaN) - (paper.f1 ?? Number.NaN))
        expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(gap, 10)
      }),
    )
  })

  test('an example by hand', () => {
    // As run 8 of 10 found and 2 wrong: F1 = 16/20. Deployed 3 lost, 1 won, 14 predicted: F1 = 12/24.
    const { gap, shares } = readingGapOf({
      paper: [{ type: 'X', truePositives: 8, falsePositives: 2, falseNegatives: 2 }],
      deployed: [{ type: 'X', truePositives: 6, falsePositives: 8, falseNegatives: 4 }],
      broken: [
        { cause: 'truncated', mentions: 1 },
        { cause: 'inside-word', mentions: 2 },
      ],
      fixed: 1,
    })
    expect(gap).toBeCloseTo(-0.3, 12)
    expect(shares.map(({ kind, mentions, share }) => [kind, mentions, Number(share.toFixed(6))])).toEqual([
      ['truncated', 1, -0.083333],
      ['inside-word', 2, -0.166667],
      ['found', 1, 0.083333],
      ['predictions', 4, -0.133333],
    ])
  })

  test('nothing on either side is no gap', () => {
    expect(readingGapOf({ paper: [], deployed: [], broken: [], fixed: 0 })).toMatchObject({ gap: null, shares: [] })
  })
})
