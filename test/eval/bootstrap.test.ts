import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Counts, TypeCounts } from '../../src/core/counts.ts'
import type { DocumentId } from '../../src/core/passage.ts'
import { bootstrapF1, groupByDocument } from '../../src/eval/bootstrap.ts'
import { sharedPath, whenShared } from '../shared.ts'

interface Case {
  readonly name: string
  readonly documents: readonly (readonly [tp: number, fp: number, fn: number])[]
  readonly low: number
  readonly high: number
  readonly tolerance: Readonly<Record<string, number>>
}

function countsOf([truePositives, falsePositives, falseNegatives]: Case['documents'][number]): Counts {
  return { truePositives, falsePositives, falseNegatives }
}

function compare(cases: readonly Case[]): void {
  for (const { name, documents, low, high, tolerance } of cases) {
    for (const [draws, allowed] of Object.entries(tolerance)) {
      for (const seed of [0, 1, 2]) {
        const interval = bootstrapF1(documents.map(countsOf), { draws: Number(draws), seed })
        if (name === 'no-entities') {
          expect(interval).toBeNull()
          continue
        }
        const off = { low: Math.abs((interval?.low ?? -1) - low), high: Math.abs((interval?.high ?? -1) - high) }
        if (off.low > allowed || off.high > allowed) expect.unreachable(`${name}, seed ${seed}: ${JSON.stringify(off)}`)
      }
    }
  }
}

describe('interval of micro-F1', () => {
  test('13 cases of numpy with 200,000 resamples, within what 1,000 and 10,000 draws may be off', () => {
    const path = join(import.meta.dirname, '../fixtures/eval/bootstrap.json')
    const cases = JSON.parse(readFileSync(path, 'utf8')) as Case[]
    expect(cases).toHaveLength(13)
    compare(cases)
  })

  whenShared('all 14 cases', () => {
    const { bootstrap } = JSON.parse(readFileSync(sharedPath('oracles', 'scoring', 'stats.json'), 'utf8')) as {
      bootstrap: Case[]
    }
    expect(bootstrap).toHaveLength(14)
    compare(bootstrap)
  })

  test('the same seed gives the same interval, to the last digit and for ever', () => {
    const units = Array.from({ length: 100 }, (_, i) => countsOf([i % 7, i % 3, i % 4]))
    expect(bootstrapF1(units, { seed: 7 })).toEqual({ low: 0.6649414479221307, high: 0.7374301675977654 })
    expect(bootstrapF1(units, { seed: 8 })).not.toEqual(bootstrapF1(units, { seed: 7 }))
  })

  test('more units than half a random word can tell apart', () => {
    const units = Array.from({ length: 40_000 }, (_, i) => countsOf([i % 2, i % 2 === 0 ? 1 : 0, 0]))
    const interval = bootstrapF1(units, { draws: 200, seed: 1 })
    expect(interval?.low).toBeGreaterThan(0.655)
    expect(interval?.low).toBeLessThan(2 / 3)
    expect(interval?.high).toBeGreaterThan(2 / 3)
    expect(interval?.high).toBeLessThan(0.678)
  })

  test('counts too large to be packed give the interval of small ones in the same proportion', () => {
    const small = [countsOf([3, 1, 0]), countsOf([5, 0, 2]), countsOf([0, 1, 1]), countsOf([2, 2, 0])]
    const large = small.map(({ truePositives, falsePositives, falseNegatives }) =>
      countsOf([truePositives * 1e8, falsePositives * 1e8, falseNegatives * 1e8]),
    )
    const [a, b] = [small, large].map(units => bootstrapF1(units, { seed: 3 }))
    expect(b?.low).toBeCloseTo(a?.low ?? -1, 2)
    expect(b?.high).toBeCloseTo(a?.high ?? -1, 2)
  })

  test('nothing to draw from is null; draws without a mention count as 0', () => {
    expect(bootstrapF1([], { seed: 1 })).toBeNull()
    expect(bootstrapF1([countsOf([0, 0, 0])], { seed: 1 })).toBeNull()
    const rare = [countsOf([1, 0, 0]), ...Array.from({ length: 9 }, () => countsOf([0, 0, 0]))]
    expect(bootstrapF1(rare, { seed: 1 })).toEqual({ low: 0, high: 1 })
  })

  test('the interval lies between 0 and 1 and within what single units reach', () => {
    const unit = fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 }), fc.nat({ max: 5 })).map(countsOf)
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 20 }), fc.integer(), (units, seed) => {
        const interval = bootstrapF1(units, { draws: 50, seed })
        if (interval === null) return
        const ratios = units.map(({ truePositives: tp, falsePositives: fp, falseNegatives: fn }) =>
          tp + fp + fn === 0 ? 0 : (2 * tp) / (2 * tp + fp + fn),
        )
        expect(interval.low).toBeGreaterThanOrEqual(Math.min(...ratios) - 1e-12)
        expect(interval.high).toBeLessThanOrEqual(Math.max(...ratios) + 1e-12)
        expect(interval.low).toBeLessThanOrEqual(interval.high)
      }),
    )
  })

  test.each([{ draws: 0 }, { draws: 1.5 }, { level: 0 }, { level: 1 }, { seed: 0.5 }])('%o is refused', options => {
    expect(() => bootstrapF1([countsOf([1, 0, 0])], { seed: 1, ...options })).toThrow(/draws|level|seed/)
  })
})

describe('units', () => {
  const row = (type: string, ...[tp, fp, fn]: [number, number, number]): TypeCounts => ({
    type,
    ...countsOf([tp, fp, fn]),
  })
  const passages = [
    { document: 'd2' as DocumentId, counts: [[], [row('X', 1, 0, 0), row('Y', 0, 2, 0)]] },
    { document: null, counts: [[], [row('Y', 0, 0, 3)]] },
    { document: 'd1' as DocumentId, counts: [[], []] },
    { document: null, counts: [[], []] },
    { document: 'd2' as DocumentId, counts: [[], [row('X', 4, 0, 0)]] },
  ]

  test('are documents; passages without one are units by themselves', () => {
    expect(groupByDocument(passages, 1)).toEqual(
      [
        [5, 2, 0],
        [0, 0, 3],
        [0, 0, 0],
        [0, 0, 0],
      ].map(unit => countsOf(unit as [number, number, number])),
    )
    expect(groupByDocument(passages, 0)).toHaveLength(4)
  })

  test('may be of one type', () => {
    expect(groupByDocument(passages, 1, 'Y').map(unit => unit.falsePositives + unit.falseNegatives)).toEqual([
      2, 3, 0, 0,
    ])
  })

  test('of a convention that was not counted do not exist', () => {
    expect(() => groupByDocument(passages, 2)).toThrow(/convention 2/)
  })
})
