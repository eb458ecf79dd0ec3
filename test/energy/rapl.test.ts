import { writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createRaplMeter } from '../../src/energy/rapl.ts'
import { findRaplDomains, type RaplDomain } from '../../src/energy/rapl-domains.ts'
import { meterContract } from '../contract/meter.ts'
import { type FakeZone, fakeClock, fakePowercap } from './fake-powercap.ts'

const onePackage: readonly FakeZone[] = [{ zone: 'intel-rapl:0', name: 'package-0' }]

async function setUp(zones: readonly FakeZone[]) {
  const powercap = fakePowercap(zones)
  const clock = fakeClock()
  const { domains } = await findRaplDomains(powercap.folder)
  return { powercap, clock, meter: createRaplMeter(domains as readonly RaplDomain[], clock) }
}

meterContract('the RAPL meter', async () => (await setUp(onePackage)).meter)

describe('at constant power', () => {
  test.each([
    { watts: 65, seconds: 2 },
    { watts: 0.5, seconds: 0.1 },
    { watts: 240, seconds: 3_600 },
    { watts: 12.345676, seconds: 18 },
  ])('$watts W over $seconds s are P × t', async ({ watts, seconds }) => {
    const { powercap, clock, meter } = await setUp(onePackage)
    const steps = Math.max(1, Math.ceil(seconds / 5))
    const { energy } = await meter.measure(async () => {
      for (let step = 0; step < steps; step++) {
        powercap.add('intel-rapl:0', (watts * seconds) / steps)
        await clock.pass(seconds / steps)
      }
    })
    expect(energy).toMatchObject({ kind: 'measured', sources: ['RAPL package-0'] })
    const joules = energy.kind === 'measured' ? energy.joules : Number.NaN
    expect(Math.abs(joules / (watts * seconds) - 1)).toBeLessThan(1e-9)
  })

  test('packages and their memory are added, core, psys and the second way to the same counters are not', async () => {
    const { powercap, clock, meter } = await setUp([
      { zone: 'intel-rapl:0', name: 'package-0', start: 5 },
      { zone: 'intel-rapl:0:0', name: 'core' },
      { zone: 'intel-rapl:0:1', name: 'dram', start: 11 },
      { zone: 'intel-rapl:1', name: 'package-1' },
      { zone: 'intel-rapl:1:0', name: 'uncore' },
      { zone: 'intel-rapl:1:1', name: 'dram' },
      { zone: 'intel-rapl:2', name: 'psys' },
      { zone: 'intel-rapl-mmio:0', name: 'package-0' },
    ])
    const watts = { 'intel-rapl:0': 50, 'intel-rapl:0:1': 4, 'intel-rapl:1': 40, 'intel-rapl:1:1': 3 }
    const { energy } = await meter.measure(async () => {
      for (const [zone, power] of Object.entries(watts)) powercap.add(zone, 2 * power)
      for (const zone of ['intel-rapl:0:0', 'intel-rapl:1:0', 'intel-rapl:2', 'intel-rapl-mmio:0'])
        powercap.add(zone, 999)
      await clock.pass(2)
    })
    expect(energy).toEqual({
      kind: 'measured',
      joules: 194,
      sources: ['RAPL package-0', 'RAPL package-0 dram', 'RAPL package-1', 'RAPL package-1 dram'],
    })
  })

  test('a counter that wraps goes on counting', async () => {
    const { powercap, clock, meter } = await setUp([
      { zone: 'intel-rapl:0', name: 'package-0', range: 65_712_999_613, start: 65_712_000_000 },
    ])
    const { energy } = await meter.measure(async () => {
      powercap.add('intel-rapl:0', 100)
      await clock.pass(1)
    })
    expect(energy).toMatchObject({ kind: 'measured', joules: 100 })
  })

  test('several wraps in a long run are all seen, since the counter is read meanwhile', async () => {
    const { powercap, clock, meter } = await setUp([{ zone: 'intel-rapl:0', name: 'package-0', range: 65_000_000_000 }])
    const { energy } = await meter.measure(async () => {
      for (let step = 0; step < 100; step++) {
        powercap.add('intel-rapl:0', 4_000)
        await clock.pass(20)
      }
    })
    expect(energy).toMatchObject({ kind: 'measured', joules: 400_000 })
  })
})

describe('where there is no figure, there is a reason', () => {
  const reasonOf = async (
    zones: readonly FakeZone[],
    during: (setup: Awaited<ReturnType<typeof setUp>>) => Promise<void>,
  ) => {
    const setup = await setUp(zones)
    const { energy } = await setup.meter.measure(() => during(setup))
    return energy.kind === 'unavailable' ? energy.reason : energy
  }

  test('a window too short for the counter', async () => {
    const reason = await reasonOf(onePackage, async ({ powercap, clock }) => {
      powercap.add('intel-rapl:0', 1)
      await clock.pass(0.02)
    })
    expect(reason).toBe('insufficient: 0.020 s is too short for RAPL counters (at least 0.1 s)')
  })

  test('a counter that does not move is not 0 J', async () => {
    const reason = await reasonOf(onePackage, ({ clock }) => clock.pass(5))
    expect(reason).toBe('insufficient: the counter RAPL package-0 did not move')
  })

  test('a gap in which the counter may have wrapped twice', async () => {
    const reason = await reasonOf(onePackage, async ({ powercap, clock }) => {
      powercap.add('intel-rapl:0', 1)
      clock.block(600)
    })
    expect(reason).toMatch(/^ambiguous: 600 s without a reading/)
  })

  test('a counter that goes away during the work', async () => {
    const reason = await reasonOf(onePackage, async ({ powercap, clock }) => {
      powercap.add('intel-rapl:0', 1)
      powercap.remove('intel-rapl:0')
      await clock.pass(1)
    })
    expect(reason).toMatch(/ENOENT/)
  })

  test('a counter that shows no number', async () => {
    const reason = await reasonOf(onePackage, async ({ powercap, clock }) => {
      writeFileSync(powercap.energyPath('intel-rapl:0'), 'n/a\n')
      await clock.pass(1)
    })
    expect(reason).toMatch(/not a number: "n\/a"/)
  })
})

test('memory whose counter stands still is not named as a source', async () => {
  const { powercap, clock, meter } = await setUp([...onePackage, { zone: 'intel-rapl:0:1', name: 'dram' }])
  const { energy } = await meter.measure(async () => {
    powercap.add('intel-rapl:0', 3)
    await clock.pass(1)
  })
  expect(energy).toEqual({ kind: 'measured', joules: 3, sources: ['RAPL package-0'] })
})
