import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TypeCounts } from '../../src/core/counts.ts'
import { scoreOf } from '../../src/eval/score.ts'

function counts(type: string, truePositives: number, falsePositives: number, falseNegatives: number): TypeCounts {
  return { type, truePositives, falsePositives, falseNegatives }
}

test('ratios come from counts, undivided until the end', () => {
  const score = scoreOf([counts('Disease', 6, 2, 4), counts('Chemical', 1, 1, 1)])
  expect(score.micro).toEqual({
    truePositives: 7,
    falsePositives: 3,
    falseNegatives: 5,
    precision: 7 / 10,
    recall: 7 / 12,
    f1: 14 / 22,
  })
  expect(score.types.map(({ type, support, f1 }) => [type, support, f1])).toEqual([
    ['Chemical', 2, 0.5],
    ['Disease', 10, 12 / 18],
  ])
  expect(score.macro.f1).toBeCloseTo((0.5 + 12 / 18) / 2, 14)
  expect(score.weighted.f1).toBeCloseTo((2 * 0.5 + 10 * (12 / 18)) / 12, 14)
})

describe('nothing is not zero', () => {
  test('without any type every ratio is null', () => {
    const empty = { precision: null, recall: null, f1: null }
    expect(scoreOf([])).toEqual({
      micro: { truePositives: 0, falsePositives: 0, falseNegatives: 0, ...empty },
      macro: empty,
      weighted: empty,
      types: [],
    })
  })

  test('a silent tagger has no precision, but an F1 of 0; averages take the missing precision as 0', () => {
    const score = scoreOf([counts('Disease', 0, 0, 3)])
    expect(score.micro).toMatchObject({ precision: null, recall: 0, f1: 0 })
    expect(score.macro).toEqual({ precision: 0, recall: 0, f1: 0 })
  })

  test('types without any gold mention weigh nothing: the weighted average is 0, not null', () => {
    const score = scoreOf([counts('Disease', 0, 2, 0)])
    expect(score.micro).toMatchObject({ precision: 0, recall: null, f1: 0 })
    expect(score.weighted).toEqual({ precision: 0, recall: 0, f1: 0 })
  })

  test('a type found on neither side is in no average', () => {
    expect(scoreOf([counts('Disease', 1, 0, 0), counts('Gene', 0, 0, 0)])).toEqual(
      scoreOf([counts('Disease', 1, 0, 0)]),
    )
  })
})

test('types sort by code point and may have any name', () => {
  const names = ['病気', '\u{1F9EC}', '～', 'constructor', '__proto__', '0', 'a-b', 'B']
  const score = scoreOf(names.map(name => counts(name, 1, 0, 0)))
  expect(score.types.map(type => type.type)).toEqual([
    '0',
    'B',
    '__proto__',
    'a-b',
    'constructor',
    '病気',
    '～',
    '\u{1F9EC}',
  ])
})

describe('laws', () => {
  const amount = fc.nat({ max: 9 })
  const type = fc.constantFrom('A', 'B', '__proto__')
  const some = fc.array(
    fc.tuple(type, amount, amount, amount).map(([name, tp, fp, fn]) => counts(name, tp, fp, fn)),
    { maxLength: 6 },
  )
  const swap = (types: readonly TypeCounts[]) =>
    types.map(({ type, truePositives, falsePositives, falseNegatives }) =>
      counts(type, truePositives, falseNegatives, falsePositives),
    )

  test('repeated types are added up first: the score of many passages is the score of their sum', () => {
    fc.assert(
      fc.property(some, some, (a, b) => {
        const sums = scoreOf([...a, ...b]).types.map(({ type, truePositives, falsePositives, falseNegatives }) =>
          counts(type, truePositives, falsePositives, falseNegatives),
        )
        expect(scoreOf([...b, ...a])).toEqual(scoreOf(sums))
      }),
    )
  })

  test('swapping gold and prediction swaps precision and recall and keeps F1', () => {
    fc.assert(
      fc.property(some, types => {
        const [there, back] = [scoreOf(types), scoreOf(swap(types))]
        for (const average of ['micro', 'macro'] as const) {
          expect(back[average].precision).toBe(there[average].recall)
          expect(back[average].recall).toBe(there[average].precision)
          expect(back[average].f1).toBe(there[average].f1)
        }
      }),
    )
  })

  test('every ratio lies between 0 and 1, and micro F1 between the lowest and highest of the types', () => {
    fc.assert(
      fc.property(some, types => {
        const score = scoreOf(types)
        const rows = [score.micro, score.macro, score.weighted, ...score.types]
        for (const { precision, recall, f1 } of rows) {
          for (const ratio of [precision, recall, f1]) if (ratio !== null) expect(ratio >= 0 && ratio <= 1).toBe(true)
        }
        const ofTypes = score.types.map(row => row.f1 ?? 0)
        if (score.micro.f1 !== null) {
          expect(score.micro.f1).toBeGreaterThanOrEqual(Math.min(...ofTypes))
          expect(score.micro.f1).toBeLessThanOrEqual(Math.max(...ofTypes))
        }
      }),
    )
  })
})
