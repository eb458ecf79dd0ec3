import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createClockOnlyMeter } from '../../src/energy/clock-only.ts'
import { selectInstruments } from '../../src/energy/instruments.ts'
import { expectSound, meterContract } from '../contract/meter.ts'
import { fakePowercap } from './fake-powercap.ts'

const processor = { vendor: 'AMD', name: 'AMD EPYC', family: 25, model: 17, stepping: 1 }

meterContract('the clock-only meter', () => createClockOnlyMeter('no counter here'))
meterContract('the meter of this machine', async () => (await selectInstruments({ processor })).meter)

describe('selectInstruments', () => {
  test('measures where the counters can be read', async () => {
    const { folder } = fakePowercap([{ zone: 'intel-rapl:0', name: 'package-0' }])
    const { meter, missing } = await selectInstruments({ processor, powercapFolder: folder })
    expect({ name: meter.name, missing }).toEqual({ name: 'rapl', missing: [] })
  })

  test('otherwise says why not, and the estimate stands in', async () => {
    const powercap = fakePowercap([{ zone: 'intel-rapl:0', name: 'package-0' }])
    powercap.remove('intel-rapl:0')
    const { meter, missing, estimateEnergy, power } = await selectInstruments({
      processor,
      powercapFolder: powercap.folder,
    })
    const reason = `RAPL package-0: ${join(powercap.folder, 'intel-rapl:0', 'energy_uj')} cannot be read (ENOENT)`
    expect(missing).toEqual([{ name: 'rapl', reason }])
    expect((await meter.measure(async () => 1)).energy).toEqual({ kind: 'unavailable', reason })
    expect(power.name).toBe('AMD EPYC, 4th generation')
    const estimate = estimateEnergy({ processorSeconds: 10 })
    expectSound(estimate)
    expect(estimate).toMatchObject({ kind: 'estimated', joules: 10 * power.wattsPerBusyThread })
  })
})
