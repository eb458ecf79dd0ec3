/**
 * Runs over items, at most `parallel` at a time. The first error stops the others through the signal that they are handed, and is thrown
 * once all of them have ended, so that nothing goes on behind the caller's back.
 */
export async function inParallel<T>(
  items: readonly T[],
  parallel: number,
  outer: AbortSignal,
  run: (item: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController()
  const signal = AbortSignal.any([outer, stop.signal])
  const queue = items.values()
  const workers = Array.from({ length: Math.max(1, parallel) }, async () => {
    for (const item of queue) {
      signal.throwIfAborted()
      await run(item, signal)
    }
  })
  const ends = await Promise.allSettled(
    workers.map(worker =>
      worker.catch((error: unknown) => {
        stop.abort(error)
        throw error
      }),
    ),
  )
  signal.throwIfAborted()
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}
