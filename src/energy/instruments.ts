import type { Energy } from '../core/energy.ts'
import type { Meter } from '../core/meter.ts'
import type { Usage } from '../core/tagger.ts'
import { createClockOnlyMeter } from './clock-only.ts'
import { estimateEnergy } from './estimate.ts'
import { type ProcessorIdentity, type ProcessorPower, processorPowerOf } from './processor-power.ts'
import { createRaplMeter } from './rapl.ts'
import { findRaplDomains } from './rapl-domains.ts'

/** What this machine can say about energy, best first. */
export interface EnergyInstruments {
  /** A meter that measures, or the clock-only one with the reason why there is none. */
  readonly meter: Meter
  /** Stands in where the meter's answer is `unavailable`. */
  estimateEnergy(usage: Pick<Usage, 'processorSeconds'>): Energy
  /** What the estimate reckons with. */
  readonly power: ProcessorPower
  /** Meters that cannot be had here, and why; for `doctor`. */
  readonly missing: readonly { readonly name: string; readonly reason: string }[]
}

/** Picks the best meter of this machine: RAPL where every counter is readable, otherwise none but the estimate. */
export async function selectInstruments(options: {
  readonly processor: ProcessorIdentity
  readonly powercapFolder?: string
}): Promise<EnergyInstruments> {
  const power = processorPowerOf(options.processor)
  const rapl = await findRaplDomains(options.powercapFolder)
  const estimate = { power, estimateEnergy: (usage: Pick<Usage, 'processorSeconds'>) => estimateEnergy(usage, power) }
  if (rapl.domains !== null) return { ...estimate, meter: createRaplMeter(rapl.domains), missing: [] }
  const { reason } = rapl
  return { ...estimate, meter: createClockOnlyMeter(reason), missing: [{ name: 'rapl', reason }] }
}
