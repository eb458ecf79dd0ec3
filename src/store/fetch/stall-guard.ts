/** Watches that something moves. */
export interface StallGuard {
  /** Aborts when nothing has moved for too long, or when the outer signal does. */
  readonly signal: AbortSignal
  /** Something moved. */
  moved(): void
  hasStalled(): boolean
  stop(): void
}

export function stallGuard(milliseconds: number, outer: AbortSignal): StallGuard {
  const stalled = new AbortController()
  let timer = setTimeout(() => stalled.abort(), milliseconds)
  return {
    signal: AbortSignal.any([outer, stalled.signal]),
    moved() {
      clearTimeout(timer)
      if (!stalled.signal.aborted) timer = setTimeout(() => stalled.abort(), milliseconds)
    },
    hasStalled: () => stalled.signal.aborted,
    stop: () => clearTimeout(timer),
  }
}
