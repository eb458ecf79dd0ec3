import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addCounts, type Counts, noCounts, type TypeCounts } from '../../src/core/counts.ts'
import { spanMatches } from '../../src/eval/conventions.ts'
import { countSpans, type TypedSpan } from '../../src/eval/span-match.ts'

const span = fc
  .tuple(fc.constantFrom('A', 'B', '__proto__'), fc.nat({ max: 9 }), fc.integer({ min: 1, max: 5 }))
  .map(([type, start, length]): TypedSpan => ({ type, start, end: start + length }))
const spans = fc.array(span, { maxLength: 6 })
const match = fc.constantFrom(...spanMatches)

function total(types: readonly TypeCounts[]): Counts {
  return types.reduce<Counts>(addCounts, noCounts)
}

function shift(moved: readonly TypedSpan[]): TypedSpan[] {
  return moved.map(({ type, start, end }) => ({ type, start: start + 100, end: end + 100 }))
}

function matches(gold: TypedSpan, predicted: TypedSpan, how: (typeof spanMatches)[number]): boolean {
  const sameSpan = gold.start === predicted.start && gold.end === predicted.end
  if (how === 'span-only') return sameSpan
  if (gold.type !== predicted.type) return false
  return how === 'exact' ? sameSpan : Math.max(gold.start, predicted.start) < Math.min(gold.end, predicted.end)
}

function unique(some: readonly TypedSpan[]): TypedSpan[] {
  return [...new Map(some.map(one => [JSON.stringify([one.type, one.start, one.end]), one])).values()]
}

function mostPairs(
  gold: readonly TypedSpan[],
  predicted: readonly TypedSpan[],
  how: (typeof spanMatches)[number],
): number {
  const [first, ...others] = gold
  if (first === undefined) return 0
  const taken = predicted.map((one, i) =>
    matches(first, one, how) ? 1 + mostPairs(others, predicted.toSpliced(i, 1), how) : 0,
  )
  return Math.max(mostPairs(others, predicted, how), ...taken)
}

describe('laws of matching spans', () => {
  test('as many true positives as trying everything finds', () => {
    fc.assert(
      fc.property(spans, spans, match, (gold, predicted, how) => {
        const [g, p] = [unique(gold), unique(predicted)]
        const truePositives = mostPairs(g, p, how)
        expect(total(countSpans(gold, predicted, how))).toEqual({
          truePositives,
          falsePositives: p.length - truePositives,
          falseNegatives: g.length - truePositives,
        })
      }),
      { numRuns: 2000 },
    )
  })

  test('the order of the spans makes no difference', () => {
    const shuffled = spans.chain(some =>
      fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length })),
    )
    fc.assert(
      fc.property(shuffled, shuffled, match, ([gold, gold2], [predicted, predicted2], how) => {
        expect(countSpans(gold2, predicted2, how)).toEqual(countSpans(gold, predicted, how))
      }),
      { numRuns: 1000 },
    )
  })

  test('swapping gold and prediction swaps false positives and false negatives', () => {
    fc.assert(
      fc.property(spans, spans, match, (gold, predicted, how) => {
        const there = countSpans(gold, predicted, how)
        const back = countSpans(predicted, gold, how)
        const swapped = ({ truePositives, falsePositives, falseNegatives }: Counts): Counts => ({
          truePositives,
          falsePositives: falseNegatives,
          falseNegatives: falsePositives,
        })
        expect(swapped(total(there))).toEqual(total(back))
        // Under `span-only` a true positive belongs to the type of one side, so only the totals mirror each other.
        if (how !== 'span-only') expect(there.map(row => ({ type: row.type, ...swapped(row) }))).toEqual(back)
      }),
      { numRuns: 1000 },
    )
  })

  test('relaxed and span-only never find less than exact; support is the same in all three', () => {
    fc.assert(
      fc.property(spans, spans, (gold, predicted) => {
        const [exact, relaxed, spanOnly] = spanMatches.map(how => countSpans(gold, predicted, how))
        const found = (types: readonly TypeCounts[] = []) => total(types).truePositives
        expect(found(relaxed)).toBeGreaterThanOrEqual(found(exact))
        expect(found(spanOnly)).toBeGreaterThanOrEqual(found(exact))
        const support = (types: readonly TypeCounts[] = []) =>
          types.map(row => [row.type, row.truePositives + row.falseNegatives]).filter(([, mentions]) => mentions !== 0)
        expect(support(relaxed)).toEqual(support(exact))
        expect(support(spanOnly)).toEqual(support(exact))
      }),
      { numRuns: 1000 },
    )
  })

  test('counts of texts that lie apart add up', () => {
    fc.assert(
      fc.property(spans, spans, spans, spans, match, (gold, predicted, gold2, predicted2, how) => {
        const together = countSpans([...gold, ...shift(gold2)], [...predicted, ...shift(predicted2)], how)
        const apart = [...countSpans(gold, predicted, how), ...countSpans(gold2, predicted2, how)]
        for (const type of ['A', 'B', '__proto__']) {
          const of = (types: readonly TypeCounts[]) => total(types.filter(row => row.type === type))
          expect(of(together)).toEqual(of(apart))
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('no type without a mention, no count below 0', () => {
    fc.assert(
      fc.property(spans, spans, match, (gold, predicted, how) => {
        for (const { type, truePositives, falsePositives, falseNegatives } of countSpans(gold, predicted, how)) {
          expect(Math.min(truePositives, falsePositives, falseNegatives)).toBeGreaterThanOrEqual(0)
          expect(truePositives + falsePositives + falseNegatives).toBeGreaterThan(0)
          expect([...gold, ...predicted].some(one => one.type === type)).toBe(true)
        }
      }),
    )
  })
})
