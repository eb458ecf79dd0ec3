import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { averageIntensity } from '@tgwf/co2/data'
import { describe, expect, test } from 'vitest'
import { BenchError } from '../../src/core/error.ts'
import { gridIntensity } from '../../src/energy/grid.ts'

const asset: { figures: { version: string }; regions: Record<string, { year: number; alpha2?: string }> } = JSON.parse(
  readFileSync(new URL('../../assets/power/grid-regions.json', import.meta.url), 'utf8'),
)

describe('gridIntensity', () => {
  test('without a region is the average of the world, and says that it is assumed', () => {
    expect(gridIntensity(null)).toEqual({
      region: 'WORLD',
      gramsPerKilowattHour: 472.94,
      year: 2024,
      source: 'Ember, Yearly Electricity Data, in @tgwf/co2 0.19.0',
      chosen: 'assumed',
    })
  })

  test.each([
    ['DEU', 'DEU'],
    ['de', 'DEU'],
    ['Germany', 'DEU'],
    [' fra ', 'FRA'],
    ['EU', 'EU'],
    ['world', 'WORLD'],
    ['UK', 'GBR'],
    ['el', 'GRC'],
    ['north america', 'NORTH AMERICA'],
  ])('takes %j for %s', (typed, region) => {
    expect(gridIntensity(typed)).toMatchObject({ region, chosen: 'given' })
  })

  test.each([
    ['Germny', 'unknown region "Germny"; did you mean Germany?'],
    ['DEX', 'unknown region "DEX"; did you mean DEU?'],
    ['', 'unknown region "": expected an ISO 3166 code such as DEU or DE, EU, or WORLD'],
    ['__proto__', 'unknown region "__proto__": expected an ISO 3166 code such as DEU or DE, EU, or WORLD'],
    ['constructor', 'unknown region "constructor": expected an ISO 3166 code such as DEU or DE, EU, or WORLD'],
  ])('refuses %j', (typed, message) => {
    expect(() => gridIntensity(typed)).toThrow(new BenchError('ARGUMENT', message))
  })

  test('0 g/kWh is no figure', () => {
    expect(averageIntensity.data.CAF).toBe(0)
    expect(() => gridIntensity('CAF')).toThrow('region CAF: no usable grid intensity')
  })

  test('says where the year is not certain', () => {
    expect(gridIntensity('UKR').source).toMatch(/revised since 2022, the year may be a later one$/)
  })

  test('every other region of the package has a figure and a year', () => {
    for (const region of Object.keys(averageIntensity.data)) {
      if (region === 'CAF') continue
      const { gramsPerKilowattHour, year } = gridIntensity(region)
      expect(gramsPerKilowattHour).toBeGreaterThan(10)
      expect(gramsPerKilowattHour).toBeLessThan(1_500)
      expect(year).toBeGreaterThanOrEqual(2022)
    }
  })
})

describe('the table of years', () => {
  test('is about the version that is installed, and the same regions: renew it with the package', () => {
    const manifest = findPackageJSON('@tgwf/co2', import.meta.url) ?? ''
    expect(JSON.parse(readFileSync(manifest, 'utf8')).version).toBe(asset.figures.version)
    expect(Object.keys(asset.regions).sort()).toEqual(Object.keys(averageIntensity.data).sort())
  })

  test('gives each two-letter code once, and all but the groups have one', () => {
    const codes = Object.values(asset.regions).flatMap(({ alpha2 }) => alpha2 ?? [])
    expect(new Set(codes).size).toBe(codes.length)
    const groups = Object.keys(asset.regions).filter(region => asset.regions[region]?.alpha2 === undefined)
    expect(groups.filter(region => /^[A-Z]{3}$/.test(region))).toEqual([])
  })
})
