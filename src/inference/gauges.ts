import type { StageSeconds } from '../core/tagger.ts'

/** What a process can say about itself. */
export interface Gauges {
  /** A clock that only goes forward. */
  readonly seconds: () => number
  /** Processor seconds, user and system, of the whole process so far. */
  readonly processorSeconds: () => number
  /** Largest resident set so far. */
  readonly peakMemoryBytes: () => number
}

/** Gauges of this very process. */
export const processGauges: Gauges = {
  seconds: () => performance.now() / 1000,
  processorSeconds() {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1_000_000
  },
  peakMemoryBytes: () => process.resourceUsage().maxRSS * 1024,
}

/** Splits the time from now on among stages: what has passed since the last lap goes to the stage that a lap names. */
export function startLaps(seconds: Gauges['seconds']) {
  const stages: Record<keyof StageSeconds, number> = { tokenize: 0, batch: 0, infer: 0, decode: 0 }
  const began = seconds()
  let lapBegan = began
  return {
    end(stage: keyof StageSeconds): void {
      const now = seconds()
      stages[stage] += now - lapBegan
      lapBegan = now
    },
    stop: (): { readonly stages: StageSeconds; readonly wallSeconds: number } => ({
      stages,
      wallSeconds: seconds() - began,
    }),
  }
}
