import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Energy, GridIntensity } from '../../src/core/energy.ts'
import { carbonOf } from '../../src/energy/carbon.ts'

const grid = (gramsPerKilowattHour: number): GridIntensity => ({
  region: 'DEU',
  gramsPerKilowattHour,
  year: 2024,
  source: 'a test',
  chosen: 'given',
})
const measured = (joules: number): Energy => ({ kind: 'measured', joules, sources: ['RAPL package-0'] })
const gramsOf = (energy: Energy, intensity: GridIntensity) => {
  const carbon = carbonOf(energy, intensity)
  return carbon.kind === 'derived' ? carbon.grams : Number.NaN
}
const positive = fc.double({ min: 1e-6, max: 1e9, noNaN: true })

describe('carbonOf', () => {
  test('3.6 MJ are one kilowatt-hour', () => {
    expect(carbonOf(measured(3.6e6), grid(342.06))).toEqual({
      kind: 'derived',
      grams: 342.06,
      energyKind: 'measured',
      intensity: grid(342.06),
      powerUsageEffectiveness: 1,
      scope: 'inference',
    })
  })

  test('100 W for a minute at 500 g/kWh are 0.8333… g', () => {
    expect(gramsOf(measured(6_000), grid(500))).toBeCloseTo(5 / 6, 12)
  })

  test('is proportional to the energy and to the intensity', () => {
    fc.assert(
      fc.property(positive, fc.double({ min: 1, max: 2_000, noNaN: true }), (joules, intensity) => {
        const grams = gramsOf(measured(joules), grid(intensity))
        expect(gramsOf(measured(2 * joules), grid(intensity))).toBeCloseTo(2 * grams, 9)
        expect(gramsOf(measured(joules), grid(2 * intensity)) / grams).toBeCloseTo(2, 9)
        expect((grams / intensity) * 3.6e6).toBeCloseTo(joules, 6 - Math.ceil(Math.log10(joules)))
      }),
    )
  })

  test('is additive over pieces of work', () => {
    fc.assert(
      fc.property(positive, positive, (a, b) => {
        const whole = gramsOf(measured(a + b), grid(400))
        expect((gramsOf(measured(a), grid(400)) + gramsOf(measured(b), grid(400))) / whole).toBeCloseTo(1, 12)
      }),
    )
  })

  test('an estimate stays an estimate', () => {
    const carbon = carbonOf({ kind: 'estimated', joules: 1, method: 'a guess' }, grid(1))
    expect(carbon).toMatchObject({ kind: 'derived', energyKind: 'estimated' })
  })

  test('without energy there is no carbon, for the same reason', () => {
    expect(carbonOf({ kind: 'unavailable', reason: 'no counter' }, grid(400))).toEqual({
      kind: 'unavailable',
      reason: 'no energy figure: no counter',
    })
  })
})
