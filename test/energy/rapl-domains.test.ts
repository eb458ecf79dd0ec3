import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findRaplDomains, whyUnreadable } from '../../src/energy/rapl-domains.ts'
import { fakePowercap } from './fake-powercap.ts'

const pair = [
  { zone: 'intel-rapl:0', name: 'package-0' },
  { zone: 'intel-rapl:1', name: 'package-1' },
]

test('a system without power counters', async () => {
  const folder = join(tmpdir(), 'bioner-bench-no-such-folder')
  expect(await findRaplDomains(folder)).toEqual({
    domains: null,
    reason: `no ${folder}: the system shows no power counters`,
  })
})

test('a folder without a package: psys alone is not the processors', async () => {
  const { folder } = fakePowercap([{ zone: 'intel-rapl:0', name: 'psys' }])
  expect(await findRaplDomains(folder)).toMatchObject({
    domains: null,
    reason: expect.stringMatching(/^no processor package/),
  })
})

test('memory below something that is no package is not counted', async () => {
  const { folder } = fakePowercap([
    ...pair,
    { zone: 'intel-rapl:2', name: 'psys' },
    { zone: 'intel-rapl:2:0', name: 'dram' },
  ])
  const { domains } = await findRaplDomains(folder)
  expect(domains?.map(({ name }) => name)).toEqual(['RAPL package-0', 'RAPL package-1'])
})

test('the dies of a package are counted one by one', async () => {
  const { folder } = fakePowercap([
    { zone: 'intel-rapl:0', name: 'package-0-die-0' },
    { zone: 'intel-rapl:1', name: 'package-0-die-1' },
  ])
  const { domains } = await findRaplDomains(folder)
  expect(domains?.map(({ name }) => name)).toEqual(['RAPL package-0-die-0', 'RAPL package-0-die-1'])
})

test('one missing counter of two makes none available: the sum would be too low', async () => {
  const powercap = fakePowercap(pair)
  powercap.remove('intel-rapl:1')
  expect(await findRaplDomains(powercap.folder)).toEqual({
    domains: null,
    reason: `RAPL package-1: ${powercap.energyPath('intel-rapl:1')} cannot be read (ENOENT)`,
  })
})

test.each(['EACCES', 'EPERM'])('a counter that only root may read (%s) comes with the remedy', code => {
  const error = Object.assign(new Error('permission denied'), { code })
  expect(whyUnreadable('/c/energy_uj', error)).toBe(
    '/c/energy_uj is readable by root only (sudo chmod a+r /c/energy_uj)',
  )
})

test.each(['0', 'unknown', ''])('a range of "%s" is refused', async range => {
  const { folder } = fakePowercap(pair)
  writeFileSync(join(folder, 'intel-rapl:0', 'max_energy_range_uj'), range)
  expect(await findRaplDomains(folder)).toMatchObject({
    domains: null,
    reason: expect.stringMatching(/max_energy_range_uj/),
  })
})

test('an empty folder', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'powercap-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  expect(await findRaplDomains(folder)).toMatchObject({ domains: null })
})
