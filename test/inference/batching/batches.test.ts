import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BatchPlan } from '../../../src/core/tagger.ts'
import { hashBatches, planBatches } from '../../../src/inference/batching/batches.ts'

const plan: BatchPlan = { order: 'length', pieces: 20, windows: null, seed: 1 }
const anyPlan: fc.Arbitrary<BatchPlan> = fc.record({
  order: fc.constantFrom('length', 'given', 'shuffled'),
  pieces: fc.integer({ min: 1, max: 200 }),
  windows: fc.option(fc.integer({ min: 1, max: 9 })),
  seed: fc.nat(),
})
const anyLengths = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 60 })

test('longest first, as many as the budget of padded pieces takes, equal lengths in the order given', () => {
  expect(planBatches([3, 9, 4, 9, 4, 4], plan)).toEqual([
    { windows: [1, 3], width: 9 },
    { windows: [2, 4, 5, 0], width: 4 },
  ])
})

test('as given: a longer window widens its batch', () => {
  expect(planBatches([3, 9, 4, 9], { ...plan, order: 'given' })).toEqual([
    { windows: [0, 1], width: 9 },
    { windows: [2, 3], width: 9 },
  ])
})

test('a window longer than the budget runs alone', () => {
  expect(planBatches([5, 30, 5], plan)).toEqual([
    { windows: [1], width: 30 },
    { windows: [0, 2], width: 5 },
  ])
})

test('at most so many windows', () => {
  expect(planBatches([5, 5, 5], { ...plan, windows: 1 }).map(batch => batch.windows)).toEqual([[0], [1], [2]])
})

test('a seed draws the order', () => {
  const lengths = new Array<number>(50).fill(1)
  const order = (seed: number) =>
    planBatches(lengths, { ...plan, order: 'shuffled', seed }).flatMap(batch => batch.windows)
  expect(order(1)).toEqual(order(1))
  expect(order(1)).not.toEqual(order(2))
})

test('budgets of nothing are refused', () => {
  expect(() => planBatches([1], { ...plan, pieces: 0 })).toThrow('a budget of 0 pieces')
  expect(() => planBatches([1], { ...plan, pieces: Number.NaN })).toThrow('a budget of NaN pieces')
  expect(() => planBatches([1], { ...plan, windows: 0 })).toThrow('0 windows')
})

describe('laws', () => {
  test('every window runs once', () => {
    fc.assert(
      fc.property(anyLengths, anyPlan, (lengths, any) => {
        const run = planBatches(lengths, any).flatMap(batch => batch.windows)
        expect(run.toSorted((a, b) => a - b)).toEqual([...lengths.keys()])
      }),
    )
  })

  test('no batch is over its budgets, and its width is its longest window', () => {
    fc.assert(
      fc.property(anyLengths, anyPlan, (lengths, any) => {
        for (const { windows, width } of planBatches(lengths, any)) {
          expect(width).toBe(Math.max(...windows.map(window => lengths[window] ?? 0)))
          expect(windows.length === 1 || windows.length * width <= any.pieces).toBe(true)
          expect(windows.length).toBeLessThanOrEqual(any.windows ?? Infinity)
        }
      }),
    )
  })
})

test('the hash is of widths and names, batch by batch', async () => {
  const batches = [
    { windows: [1], width: 9 },
    { windows: [0, 2], width: 4 },
  ]
  const text = '[9,"b"]\n[4,"a","c"]'
  expect(await hashBatches(batches, window => 'abc'[window] ?? '')).toBe(
    createHash('sha256').update(text).digest('hex'),
  )
  expect(await hashBatches([], () => '')).toBe(createHash('sha256').update('').digest('hex'))
})
