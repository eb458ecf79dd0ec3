import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countErrors, pairErrors } from '../../src/eval/error-kinds.ts'
import { countSpans, type TypedSpan } from '../../src/eval/span-match.ts'

function span(type: string, start: number, end: number): TypedSpan {
  return { type, start, end }
}

/** `kind gold predicted`, as in `boundary A0-5 A0-9`. */
function described(gold: readonly TypedSpan[], predicted: readonly TypedSpan[]): string[] {
  const name = (one: TypedSpan | null) => (one === null ? '–' : `${one.type}${one.start}-${one.end}`)
  return pairErrors(gold, predicted).map(error => `${error.kind} ${name(error.gold)} ${name(error.predicted)}`)
}

test('one of each kind; what is right is no error', () => {
  const gold = [span('A', 0, 5), span('A', 10, 15), span('A', 20, 25), span('A', 30, 35), span('A', 40, 45)]
  const predicted = [span('A', 0, 5), span('A', 11, 15), span('B', 20, 25), span('B', 32, 39), span('A', 50, 55)]
  expect(described(gold, predicted)).toEqual([
    'boundary A10-15 A11-15',
    'type A20-25 B20-25',
    'boundary-and-type A30-35 B32-39',
    'missed A40-45 –',
    'spurious – A50-55',
  ])
  expect(countErrors(pairErrors(gold, predicted))).toEqual({
    boundary: 1,
    type: 1,
    boundaryAndType: 1,
    missed: 1,
    spurious: 1,
  })
})

describe('who pairs with whom', () => {
  test('the same span before the same type', () => {
    expect(described([span('A', 0, 5)], [span('A', 0, 6), span('B', 0, 5)])).toEqual([
      'type A0-5 B0-5',
      'spurious – A0-6',
    ])
  })

  test('the same type before a larger overlap with another', () => {
    expect(described([span('A', 0, 9)], [span('B', 0, 8), span('A', 8, 12)])).toEqual([
      'spurious – B0-8',
      'boundary A0-9 A8-12',
    ])
  })

  test('the largest overlap first, then the one furthest left', () => {
    expect(described([span('A', 0, 9)], [span('A', 0, 3), span('A', 3, 9)])).toEqual([
      'spurious – A0-3',
      'boundary A0-9 A3-9',
    ])
    expect(described([span('A', 0, 6)], [span('A', 3, 6), span('A', 0, 3)])).toEqual([
      'boundary A0-6 A0-3',
      'spurious – A3-6',
    ])
  })

  test('an exact match is gone before anything pairs', () => {
    expect(described([span('A', 0, 5), span('A', 3, 9)], [span('A', 0, 5)])).toEqual(['missed A3-9 –'])
  })

  test('touching is not overlapping, and a mention said twice is one', () => {
    expect(described([span('A', 0, 5), span('A', 0, 5)], [span('A', 5, 9), span('A', 5, 9)])).toEqual([
      'missed A0-5 –',
      'spurious – A5-9',
    ])
  })
})

describe('laws', () => {
  const one = fc
    .tuple(fc.constantFrom('A', 'B', 'C'), fc.nat({ max: 9 }), fc.integer({ min: 1, max: 5 }))
    .map(([type, start, length]) => span(type, start, start + length))
  const spans = fc.array(one, { maxLength: 6 })
  const shuffled = spans.chain(some =>
    fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length })),
  )

  test('every false negative and every false positive is in exactly one error', () => {
    fc.assert(
      fc.property(spans, spans, (gold, predicted) => {
        const errors = pairErrors(gold, predicted)
        const counts = countSpans(gold, predicted, 'exact')
        const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
        const golds = errors.flatMap(error => error.gold ?? [])
        const predictions = errors.flatMap(error => error.predicted ?? [])
        expect(golds.length).toBe(sum(counts.map(row => row.falseNegatives)))
        expect(predictions.length).toBe(sum(counts.map(row => row.falsePositives)))
        expect(new Set(golds).size + new Set(predictions).size).toBe(golds.length + predictions.length)
      }),
      { numRuns: 1000 },
    )
  })

  test('the order of the spans makes no difference', () => {
    fc.assert(
      fc.property(shuffled, shuffled, ([gold, gold2], [predicted, predicted2]) => {
        expect(described(gold2, predicted2)).toEqual(described(gold, predicted))
      }),
      { numRuns: 1000 },
    )
  })

  test('swapping the sides turns missed into spurious and keeps the numbers of the other kinds', () => {
    fc.assert(
      fc.property(spans, spans, (gold, predicted) => {
        const there = countErrors(pairErrors(gold, predicted))
        const back = countErrors(pairErrors(predicted, gold))
        expect(there.type).toBe(back.type)
        expect(there.missed - there.spurious).toBe(back.spurious - back.missed)
      }),
    )
  })

  test('an error is what its kind says', () => {
    fc.assert(
      fc.property(spans, spans, (gold, predicted) => {
        for (const { kind, gold: g, predicted: p } of pairErrors(gold, predicted)) {
          if (g === null || p === null) {
            expect([kind, g === null]).toEqual(g === null ? ['spurious', true] : ['missed', false])
            continue
          }
          const sameSpan = g.start === p.start && g.end === p.end
          const kinds = sameSpan ? 'type' : g.type === p.type ? 'boundary' : 'boundary-and-type'
          expect(kind).toBe(kinds)
          expect(Math.max(g.start, p.start)).toBeLessThan(Math.min(g.end, p.end))
        }
      }),
    )
  })
})
