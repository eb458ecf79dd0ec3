import type { Energy } from '../core/energy.ts'
import type { Usage } from '../core/tagger.ts'
import type { ProcessorPower } from './processor-power.ts'

/**
 * Joules = processor seconds × watts of one busy hardware thread. It stands in where no counter can be read. The idle share of
 * the machine is in it only for the threads that were busy; an accelerator is not in it at all. Unavailable, with the
 * reason, where no processor time was counted: a run is never free.
 */
export function estimateEnergy(usage: Pick<Usage, 'processorSeconds'>, power: ProcessorPower): Energy {
  const { processorSeconds } = usage
  if (!(processorSeconds > 0 && Number.isFinite(processorSeconds))) {
    return { kind: 'unavailable', reason: `no processor time was counted (${processorSeconds} s)` }
  }
  return {
    kind: 'estimated',
    joules: processorSeconds * power.wattsPerBusyThread,
    method:
      `${processorSeconds.toPrecision(3)} processor seconds × ${power.wattsPerBusyThread.toPrecision(3)} W per busy hardware ` +
      `thread (${power.name}; whole server at full load ÷ its hardware threads; ${power.source}); no accelerator`,
  }
}
