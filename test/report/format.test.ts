import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Carbon } from '../../src/core/energy.ts'
import * as format from '../../src/report/format.ts'
import { safeText } from '../../src/report/safe-text.ts'

describe('ratios', () => {
  test.each([
    [0.83445, '83.4'],
    [1, '100.0'],
    [0, '0.0'],
    [null, '–'],
  ])('%s is %s percent', (ratio, text) => expect(format.formatPercent(ratio)).toBe(text))

  test('intervals and shares', () => {
    expect(format.formatInterval({ low: 0.8111, high: 0.857 })).toBe('81.1–85.7')
    expect(format.formatInterval(null)).toBe('–')
    expect(format.formatShare(0.9649)).toBe('96 %')
  })

  test.each([
    [88.3, '88.3'],
    [89.13, '89.13'],
    [82, '82.0'],
    [94.76, '94.76'],
    [null, '–'],
  ])('a published %s keeps its decimals: %s', (percent, text) => expect(format.formatPublished(percent)).toBe(text))

  test('points have no sign, and one number where two would look the same', () => {
    expect(format.formatPoints([-4.83, -6.02])).toBe('4.8 to 6.0')
    expect(format.formatPoints([-4.81, 4.84])).toBe('4.8')
  })
})

describe('quantities', () => {
  test.each([
    [1234567, '1,230,000'],
    [14234, '14,200'],
    [312.4, '312'],
    [82.63, '82.6'],
    [0.012345, '0.0123'],
    [0, '0'],
    [Number.NaN, '–'],
  ])('%s to three digits is %s', (value, text) => expect(format.formatSignificant(value)).toBe(text))

  test('three significant digits are never an exponent and always within half a percent', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e15, noNaN: true }), value => {
        const text = format.formatSignificant(value)
        expect(text).toMatch(/^[\d,]+(\.\d+)?$/)
        expect(Math.abs(Number(text.replaceAll(',', '')) - value) / value).toBeLessThan(0.00501)
      }),
    )
  })

  test.each([
    [0.00000736, '7.36 µs'],
    [0.0068, '6.80 ms'],
    [1.2, '1.20 s'],
    [58.13, '58.1 s'],
  ])('%s seconds are %s', (seconds, text) => expect(format.formatDuration(seconds)).toBe(text))

  test('counts, rates, bytes', () => {
    expect(format.formatCount(1234567)).toBe('1,234,567')
    expect(format.formatNumberOf(1, 'document')).toBe('1 document')
    expect(format.formatNumberOf(4797, 'sentence')).toBe('4,797 sentences')
    expect(format.formatRate(4797, 58.1)).toBe('82.6')
    expect(format.formatRate(1, 0)).toBe('–')
    expect(format.formatBytes(377_000_000)).toBe('377 MB')
    expect(format.formatBytes(25_300_000_000)).toBe('25.3 GB')
  })
})

describe('energy says how it was had', () => {
  test('measured, estimated, unavailable', () => {
    const measured = format.formatEnergy({ kind: 'measured', joules: 50, sources: ['rapl:package-0'] }, 500, 1000)
    expect(measured).toEqual({ figure: '100 J', kind: 'measured', why: 'rapl:package-0' })
    const estimated = format.formatEnergy({ kind: 'estimated', joules: 50, method: 'model' }, 25, 1000)
    expect(estimated).toEqual({ figure: '~2.00 kJ', kind: 'estimated', why: 'model' })
    const none = format.formatEnergy({ kind: 'unavailable', reason: 'no counter' }, 500, 1000)
    expect(none).toEqual({ figure: '–', kind: 'unavailable', why: 'no counter' })
  })

  test('CO2 names its grid, and whether that was assumed', () => {
    const carbon: Carbon = {
      kind: 'derived',
      grams: 0.0135,
      energyKind: 'estimated',
      intensity: { region: 'EU', gramsPerKilowattHour: 242, year: 2023, source: 'Ember', chosen: 'assumed' },
      powerUsageEffectiveness: 1,
      scope: 'inference',
    }
    expect(format.formatCarbon(carbon, 4797, 1000)).toEqual({
      figure: '~2.81 mg',
      kind: 'estimated',
      why: '242 g/kWh (EU, assumed, 2023, Ember)',
    })
    expect(format.formatCarbon({ kind: 'unavailable', reason: 'no energy' }, 1, 1000).figure).toBe('–')
  })
})

describe('safe text', () => {
  test('leaves words of every script alone', () => {
    for (const text of ['β-thalassaemia 𝛽', '糖尿病', 'אסתמה', 'naïve', 'e\u0301', 'a\nb'])
      expect(safeText(text)).toBe(text)
  })

  test('names what cannot be seen', () => {
    expect(safeText('a\u202Eb')).toBe('a⟨U+202E⟩b')
    expect(safeText('\u0007\u2028\uFEFF\uD800')).toBe('⟨U+0007⟩⟨U+2028⟩⟨U+FEFF⟩⟨U+D800⟩')
  })
})
