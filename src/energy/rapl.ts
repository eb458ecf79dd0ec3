import type { Energy } from '../core/energy.ts'
import type { Meter } from '../core/meter.ts'
import { type RaplDomain, readCounter } from './rapl-domains.ts'

/** Time and a timer, so that tests need no waiting. */
export interface MeterClock {
  /** Seconds on a clock that never goes back. */
  seconds(): number
  /** Calls `tick` again and again until the returned function is called. What it promises need not be waited for. */
  every(seconds: number, tick: () => Promise<void>): () => void
}

/** RAPL counters are refreshed about every millisecond, without a time stamp (Khan et al. 2018, RAPL in Action). */
const refreshSeconds = 0.001
/** Both ends of a window may be off by one refresh; 2 % of the window at most. */
const shortestWindowSeconds = (2 * refreshSeconds) / 0.02
const samplingSeconds = 10
/** More than any processor package draws: in less than range ÷ this, a counter cannot have wrapped twice. */
const utmostWatts = 1_000

/**
 * Sums the RAPL counters over the work: the gross energy of the packages and their memory, whoever used it. Counters wrap
 * (at some 65 to 262 kJ, after minutes), so they are also read while the work is under way; where two readings are so far
 * apart that a counter may have wrapped twice, where a counter cannot be read any more, and where the window is too short
 * for the counter, the energy is unavailable, with the reason.
 */
export function createRaplMeter(domains: readonly RaplDomain[], clock: MeterClock = systemClock): Meter {
  return {
    name: 'rapl',
    async measure(work) {
      const window = await openWindow(domains, clock)
      try {
        const value = await work()
        return { value, energy: await window.close() }
      } catch (error) {
        await window.close()
        throw error
      }
    },
  }
}

interface Counting {
  readonly domain: RaplDomain
  lastMicrojoules: number
  sumMicrojoules: number
}

async function openWindow(domains: readonly RaplDomain[], clock: MeterClock): Promise<{ close(): Promise<Energy> }> {
  const safeSeconds = Math.min(...domains.map(({ rangeMicrojoules }) => rangeMicrojoules / 1e6 / utmostWatts))
  let trouble: string | null = null
  const countings: Counting[] = []
  try {
    for (const domain of domains) {
      countings.push({ domain, lastMicrojoules: await readCounter(domain), sumMicrojoules: 0 })
    }
  } catch (error) {
    trouble = messageOf(error)
  }
  const startSeconds = clock.seconds()
  let lastSeconds = startSeconds

  const sample = async () => {
    if (trouble !== null) return
    try {
      const now = clock.seconds()
      if (now - lastSeconds > safeSeconds) {
        trouble = `ambiguous: ${(now - lastSeconds).toFixed(0)} s without a reading, in which a counter may have wrapped twice`
      }
      lastSeconds = now
      for (const counting of countings) advance(counting, await readCounter(counting.domain))
    } catch (error) {
      trouble = messageOf(error)
    }
  }
  let sampling = Promise.resolve()
  const stop = clock.every(Math.min(samplingSeconds, safeSeconds / 2), () => {
    sampling = sampling.then(sample)
    return sampling
  })

  return {
    async close() {
      stop()
      await sampling
      await sample()
      if (trouble !== null) return { kind: 'unavailable', reason: trouble }
      return energyOf(countings, lastSeconds - startSeconds)
    },
  }
}

function advance(counting: Counting, microjoules: number): void {
  const difference = microjoules - counting.lastMicrojoules
  counting.sumMicrojoules += difference < 0 ? difference + counting.domain.rangeMicrojoules : difference
  counting.lastMicrojoules = microjoules
}

function energyOf(countings: readonly Counting[], seconds: number): Energy {
  if (seconds < shortestWindowSeconds) {
    return {
      kind: 'unavailable',
      reason: `insufficient: ${seconds.toFixed(3)} s is too short for RAPL counters (at least ${shortestWindowSeconds} s)`,
    }
  }
  // Some processors show a counter for memory that always stands still; a package at work never does.
  const moving = countings.filter(({ sumMicrojoules }) => sumMicrojoules > 0)
  const still = countings.find(counting => counting.domain.part === 'package' && !moving.includes(counting))
  if (still !== undefined) {
    return { kind: 'unavailable', reason: `insufficient: the counter ${still.domain.name} did not move` }
  }
  return {
    kind: 'measured',
    joules: moving.reduce((sum, { sumMicrojoules }) => sum + sumMicrojoules, 0) / 1e6,
    sources: moving.map(({ domain }) => domain.name),
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

const systemClock: MeterClock = {
  seconds: () => performance.now() / 1_000,
  every(seconds, tick) {
    const timer = setInterval(() => void tick(), seconds * 1_000)
    timer.unref()
    return () => clearInterval(timer)
  },
}
