import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Span } from '../../src/core/passage.ts'
import { matchOverlapping } from '../../src/eval/overlap-matching.ts'

const spans = fc.array(
  fc
    .tuple(fc.nat({ max: 12 }), fc.integer({ min: 1, max: 12 }))
    .map(([start, length]) => ({ start, end: start + length })),
  { maxLength: 7 },
)

function overlap(a: Span, b: Span): boolean {
  return Math.max(a.start, b.start) < Math.min(a.end, b.end)
}

/** Tries everything: the first span on the left stays alone or takes any free partner. */
function largestMatching(left: readonly Span[], right: readonly Span[]): number {
  const [first, ...others] = left
  if (first === undefined) return 0
  const sizes = right.map((span, i) => (overlap(first, span) ? 1 + largestMatching(others, right.toSpliced(i, 1)) : 0))
  return Math.max(largestMatching(others, right), ...sizes)
}

test('a greedy choice by overlap would lose a pair here', () => {
  const left = [
    { start: 0, end: 100 },
    { start: 10, end: 20 },
  ]
  const right = [
    { start: 12, end: 90 },
    { start: 95, end: 99 },
  ]
  expect(matchOverlapping(left, right)).toEqual([
    [left[1], right[0]],
    [left[0], right[1]],
  ])
})

test('spans that only touch do not overlap, and empty ones overlap nothing', () => {
  const span = { start: 3, end: 6 }
  for (const other of [
    { start: 0, end: 3 },
    { start: 6, end: 9 },
    { start: 4, end: 4 },
  ]) {
    expect(matchOverlapping([span], [other])).toEqual([])
    expect(matchOverlapping([other], [span])).toEqual([])
  }
})

test('pairs overlap, use no span twice and are as many as trying everything finds', () => {
  fc.assert(
    fc.property(spans, spans, (left, right) => {
      const pairs = matchOverlapping(left, right)
      for (const [a, b] of pairs) expect(overlap(a, b)).toBe(true)
      expect(new Set(pairs.map(([a]) => a)).size).toBe(pairs.length)
      expect(new Set(pairs.map(([, b]) => b)).size).toBe(pairs.length)
      expect(pairs.length).toBe(largestMatching(left, right))
    }),
    { numRuns: 3000 },
  )
})

test('ten thousand spans a side, far apart or all on top of each other', () => {
  const apart = Array.from({ length: 10_000 }, (_, i) => ({ start: 10 * i, end: 10 * i + 7 }))
  const shifted = apart.map(({ start, end }) => ({ start: start + 5, end: end + 5 }))
  expect(matchOverlapping(apart, shifted)).toHaveLength(10_000)
  const nested = Array.from({ length: 10_000 }, (_, i) => ({ start: i, end: 40_000 - i }))
  const inner = Array.from({ length: 10_000 }, (_, i) => ({ start: 15_000 + i, end: 15_001 + i }))
  expect(matchOverlapping(nested, inner)).toHaveLength(10_000)
})
