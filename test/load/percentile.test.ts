import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nearestRank, percentilesOf, samplesNeeded } from '../../src/load/percentile.ts'
import { sharedPath, whenShared } from '../shared.ts'

const oneTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1)

describe('nearestRank', () => {
  test.each([
    [99.9, 1_000, 999],
    [99.9, 1_001, 1_000],
    [7, 100, 7],
    [29, 100, 29],
    [57, 100, 57],
    [58, 100, 58],
    [2.5, 40, 1],
    [2.5, 41, 2],
    [0, 5, 1],
    [100, 5, 5],
    [50, 2, 1],
    [50, 3, 2],
    [99.999, 100_000, 99_999],
  ])('p%d of 1 to %i is %i', (percent, n, expected) => {
    expect(nearestRank(oneTo(n), percent)).toBe(expected)
  })

  test('agrees with the definition in whole numbers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 1, max: 2_000 }), (thousandths, n) => {
        const rank = (BigInt(thousandths) * BigInt(n) + 99_999n) / 100_000n
        expect(nearestRank(oneTo(n), thousandths / 1_000)).toBe(Math.max(1, Number(rank)))
      }),
    )
  })

  test('is a sample with at least that share at or below it, and less than that share below it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 100 }),
        (samples, percent) => {
          const value = nearestRank(
            samples.toSorted((a, b) => a - b),
            percent,
          )
          expect(samples).toContain(value)
          expect(samples.filter(sample => sample <= value).length * 100).toBeGreaterThanOrEqual(
            percent * samples.length,
          )
          expect(samples.filter(sample => sample < value).length * 100).toBeLessThan(percent * samples.length)
        },
      ),
    )
  })

  test.each([-1, 101, Number.NaN, 99.99999])('%d is no percentile', percent => {
    expect(() => nearestRank([1, 2], percent)).toThrow(RangeError)
  })

  test('no samples have no percentile', () => {
    expect(() => nearestRank([], 50)).toThrow(RangeError)
  })

  whenShared('agrees with every oracle case', () => {
    const cases: { samples: number[]; percentiles: number[]; nearestRank: number[] }[] = JSON.parse(
      readFileSync(sharedPath('oracles', 'scoring', 'stats.json'), 'utf8'),
    ).percentiles
    expect(cases).toHaveLength(12)
    for (const { samples, percentiles, nearestRank: expected } of cases) {
      const sorted = samples.toSorted((a, b) => a - b)
      expect(percentiles.map(percent => nearestRank(sorted, percent))).toEqual(expected)
    }
  })
})

describe('samplesNeeded', () => {
  test.each([
    [50, 7],
    [90, 44],
    [95, 90],
    [99, 459],
    [99.9, 4_603],
  ])('p%d needs %i samples at 99 %% confidence', (percent, needed) => {
    expect(samplesNeeded(percent)).toBe(needed)
  })

  test('gives the 59 samples of the classical 95/95 limit', () => {
    expect(samplesNeeded(95, 0.95)).toBe(59)
  })

  test('is the smallest number that reaches the confidence', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 99.9, noNaN: true }), percent => {
        const chance = (n: number) => 1 - (percent / 100) ** n
        const n = samplesNeeded(percent)
        expect(chance(n)).toBeGreaterThanOrEqual(0.99 - 1e-12)
        if (n > 1) expect(chance(n - 1)).toBeLessThan(0.99 + 1e-12)
      }),
    )
  })

  test.each([0, 100, -3])('no number of samples supports p%d', percent => {
    expect(() => samplesNeeded(percent)).toThrow(RangeError)
  })

  test('a confidence of one cannot be had', () => {
    expect(() => samplesNeeded(99, 1)).toThrow(RangeError)
  })
})

describe('percentilesOf', () => {
  test('withholds what 300 samples do not support, and says how many it takes', () => {
    const shuffled = oneTo(300).toSorted((a, b) => ((a * 7) % 300) - ((b * 7) % 300))
    expect(percentilesOf(shuffled, [50, 90, 95, 99])).toEqual([
      { percent: 50, seconds: 150, needed: 7 },
      { percent: 90, seconds: 270, needed: 44 },
      { percent: 95, seconds: 285, needed: 90 },
      { percent: 99, seconds: null, needed: 459 },
    ])
  })

  test('gives p99 from 459 samples on', () => {
    expect(percentilesOf(oneTo(458), [99])).toEqual([{ percent: 99, seconds: null, needed: 459 }])
    expect(percentilesOf(oneTo(459), [99])).toEqual([{ percent: 99, seconds: 455, needed: 459 }])
  })

  test('compares numbers as numbers and leaves the samples alone', () => {
    const samples = [10, 9, 100, 2, 30, 4, 50]
    expect(percentilesOf(samples, [50])[0]?.seconds).toBe(10)
    expect(samples).toEqual([10, 9, 100, 2, 30, 4, 50])
  })
})
