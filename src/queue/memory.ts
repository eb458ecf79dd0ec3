import type { Queue } from '../core/queue.ts'

/**
 * A queue in this process: first in, first out, at most `concurrency` items at a time in each call of `work`.
 *
 * `work` ends when nothing is waiting and nothing it started is under way, so an item may submit further items. Where `run`
 * or `onResult` throws, which is a bug (a cell that fails is a result), no further item is started, those under way settle,
 * and `work` rejects with that error (an `AggregateError` of all, where there are several); what was not started stays in
 * the queue.
 */
export function createMemoryQueue<Item, Result>(
  options: { readonly concurrency?: number; readonly onResult?: (result: Result, item: Item) => void } = {},
): Queue<Item, Result> {
  const { concurrency = 1, onResult } = options
  if (!Number.isInteger(concurrency) || concurrency < 1) throw new RangeError(`concurrency ${concurrency}`)
  const waiting: Item[] = []
  const workers = new Set<() => void>()

  return {
    async submit(items) {
      waiting.push(...items)
      for (const wake of workers) wake()
    },
    work(run) {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      const errors: unknown[] = []
      let active = 0

      const step = () => {
        while (active < concurrency && waiting.length > 0 && errors.length === 0) {
          active++
          void perform(waiting.shift() as Item)
        }
        if (active > 0) return
        workers.delete(step)
        if (errors.length === 0) resolve()
        else reject(errors.length === 1 ? errors[0] : new AggregateError(errors, `${errors.length} items failed`))
      }
      const perform = async (item: Item) => {
        try {
          const result = await run(item)
          onResult?.(result, item)
        } catch (error) {
          errors.push(error)
        }
        active--
        step()
      }

      workers.add(step)
      step()
      return promise
    },
  }
}
