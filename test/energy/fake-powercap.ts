import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { MeterClock } from '../../src/energy/rapl.ts'

export interface FakeZone {
  readonly zone: string
  readonly name: string
  readonly range?: number
  readonly start?: number
}

/** A powercap folder on disk whose counters a test moves by hand; gone after the test. */
export function fakePowercap(zones: readonly FakeZone[]) {
  const folder = mkdtempSync(join(tmpdir(), 'powercap-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const ranges = new Map<string, number>()
  const counters = new Map<string, number>()
  const energyPath = (zone: string) => join(folder, zone, 'energy_uj')
  const show = (zone: string, microjoules: number) => {
    counters.set(zone, microjoules)
    writeFileSync(energyPath(zone), `${microjoules}\n`)
  }
  mkdirSync(join(folder, 'intel-rapl'))
  for (const { zone, name, range = 262_143_328_850, start = 0 } of zones) {
    mkdirSync(join(folder, zone))
    writeFileSync(join(folder, zone, 'name'), `${name}\n`)
    writeFileSync(join(folder, zone, 'max_energy_range_uj'), `${range}\n`)
    ranges.set(zone, range)
    show(zone, start)
  }
  return {
    folder,
    show,
    energyPath,
    /** Adds energy as the hardware does: past the range it starts again at zero. */
    add(zone: string, joules: number) {
      show(zone, ((counters.get(zone) ?? 0) + Math.round(joules * 1e6)) % (ranges.get(zone) ?? 1))
    },
    remove(zone: string) {
      rmSync(energyPath(zone))
    },
  }
}

/** A clock that a test moves; `pass` calls the timers that are due and lets their readings finish. */
export function fakeClock(): MeterClock & { pass(seconds: number): Promise<void>; block(seconds: number): void } {
  let now = 0
  const timers = new Set<{ every: number; next: number; tick: () => Promise<void> }>()
  return {
    seconds: () => now,
    every(every, tick) {
      const timer = { every, next: now + every, tick }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    async pass(seconds) {
      now += seconds
      for (const timer of timers) {
        if (timer.next > now) continue
        await timer.tick()
        timer.next = now + timer.every
      }
    },
    block(seconds) {
      now += seconds
      for (const timer of timers) timer.next = now + timer.every
    },
  }
}
