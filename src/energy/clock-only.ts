import type { Meter } from '../core/meter.ts'

/** The meter of a machine without one: it runs the work and says why there is no figure. */
export function createClockOnlyMeter(reason: string): Meter {
  return {
    name: 'clock-only',
    async measure(work) {
      return { value: await work(), energy: { kind: 'unavailable', reason } }
    },
  }
}
