import { describe, expect, test } from 'vitest'
import type { Energy } from '../../src/core/energy.ts'
import type { Meter } from '../../src/core/meter.ts'

/** What every meter keeps, whether it can measure or not. */
export function meterContract(name: string, create: () => Meter | Promise<Meter>): void {
  describe(`${name} keeps the contract of a meter`, () => {
    test('has a name', async () => {
      expect((await create()).name).toMatch(/\S/)
    })

    test('does the work once and hands back its value itself', async () => {
      const meter = await create()
      const value = { of: 'the work' }
      let calls = 0
      const result = await meter.measure(async () => {
        calls++
        return value
      })
      expect(result.value).toBe(value)
      expect(calls).toBe(1)
    })

    test('says what kind of figure it has; nothing is never a number', async () => {
      const { energy } = await (await create()).measure(async () => null)
      expectSound(energy)
    })

    test('lets the error of the work through as it is, and can measure again', async () => {
      const meter = await create()
      const bug = new Error('a bug')
      await expect(meter.measure(() => Promise.reject(bug))).rejects.toBe(bug)
      const throwing: () => Promise<void> = () => {
        throw bug
      }
      await expect(meter.measure(throwing)).rejects.toBe(bug)
      const { value, energy } = await meter.measure(async () => 'again')
      expect(value).toBe('again')
      expectSound(energy)
    })

    test('measures two pieces of work at a time', async () => {
      const meter = await create()
      const both = await Promise.all([meter.measure(async () => 1), meter.measure(async () => 2)])
      expect(both.map(({ value }) => value)).toEqual([1, 2])
    })
  })
}

/** A figure is a finite number above 0 and says where it is from; otherwise there is a reason. */
export function expectSound(energy: Energy): void {
  switch (energy.kind) {
    case 'measured':
      expect(Number.isFinite(energy.joules) && energy.joules > 0).toBe(true)
      expect(energy.sources.length).toBeGreaterThan(0)
      return
    case 'estimated':
      expect(Number.isFinite(energy.joules) && energy.joules > 0).toBe(true)
      expect(energy.method).toMatch(/\S/)
      return
    case 'unavailable':
      expect(energy.reason).toMatch(/\S/)
  }
}
