import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawSample } from '../../src/load/sample.ts'

const items = Array.from({ length: 1_000 }, (_, index) => `p${index}`)

describe('drawSample', () => {
  test('is a subset of the right size, without repetition, in the order of the items', () => {
    fc.assert(
      fc.property(fc.nat(80), fc.nat(80), fc.integer(), (length, count, seed) => {
        const numbers = Array.from({ length }, (_, index) => index)
        const sample = drawSample(numbers, count, seed)
        expect(sample).toHaveLength(Math.min(length, count))
        expect(sample).toEqual([...new Set(sample)].sort((a, b) => a - b))
        expect(numbers).toEqual(expect.arrayContaining(sample))
      }),
    )
  })

  test('is the same on every machine', () => {
    const numbers = Array.from({ length: 100 }, (_, index) => index)
    expect(drawSample(numbers, 8, 1)).toEqual([13, 46, 63, 66, 67, 70, 85, 93])
  })

  test('the same seed draws the same passages, another seed others', () => {
    expect(drawSample(items, 300, 7)).toEqual(drawSample(items, 300, 7))
    expect(drawSample(items, 300, 7)).not.toEqual(drawSample(items, 300, 8))
  })

  test('takes every item where there are too few', () => {
    expect(drawSample(items, 1_000, 1)).toEqual(items)
    expect(drawSample(items, 5_000, 1)).toEqual(items)
    expect(drawSample([], 5, 1)).toEqual([])
  })

  test('draws every subset about equally often', () => {
    const seen = new Map<string, number>()
    for (let seed = 0; seed < 6_000; seed++) {
      const subset = drawSample(['a', 'b', 'c', 'd'], 2, seed).join('')
      seen.set(subset, (seen.get(subset) ?? 0) + 1)
    }
    expect([...seen.keys()].sort()).toEqual(['ab', 'ac', 'ad', 'bc', 'bd', 'cd'])
    // Chi-square with 5 degrees of freedom: 20.5 is the 0.999 quantile. The seeds are fixed, so this cannot flicker.
    const chiSquare = [...seen.values()].reduce((sum, count) => sum + (count - 1_000) ** 2 / 1_000, 0)
    expect(chiSquare).toBeLessThan(20.5)
  })

  test.each([-1, 1.5, Number.NaN])('a sample of %d is refused', count => {
    expect(() => drawSample(items, count, 1)).toThrow(RangeError)
  })
})
