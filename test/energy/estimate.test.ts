import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { estimateEnergy } from '../../src/energy/estimate.ts'
import type { ProcessorPower } from '../../src/energy/processor-power.ts'
import { expectSound } from '../contract/meter.ts'

const power: ProcessorPower = {
  name: 'AMD EPYC, 4th generation',
  wattsPerBusyThread: 2.28,
  source: 'a table',
  known: true,
}

describe('estimateEnergy', () => {
  test('is processor seconds times watts, and says how', () => {
    const energy = estimateEnergy({ processorSeconds: 61.25 }, power)
    expect(energy).toEqual({
      kind: 'estimated',
      joules: 61.25 * 2.28,
      method:
        '61.3 processor seconds × 2.28 W per busy hardware thread (AMD EPYC, 4th generation; whole server at full load ÷ its ' +
        'hardware threads; a table); no accelerator',
    })
  })

  test('E = P × t to 1e-9, for any power and time', () => {
    const quantity = fc.double({ min: 1e-3, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(quantity, quantity, (processorSeconds, wattsPerBusyThread) => {
        const energy = estimateEnergy({ processorSeconds }, { ...power, wattsPerBusyThread })
        expectSound(energy)
        const joules = energy.kind === 'estimated' ? energy.joules : Number.NaN
        expect(Math.abs(joules / (processorSeconds * wattsPerBusyThread) - 1)).toBeLessThan(1e-9)
      }),
    )
  })

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('%d processor seconds are no estimate of 0 J', seconds => {
    expect(estimateEnergy({ processorSeconds: seconds }, power)).toEqual({
      kind: 'unavailable',
      reason: `no processor time was counted (${seconds} s)`,
    })
  })
})
