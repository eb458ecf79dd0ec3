import { describe, expect, test } from 'vitest'
import type { Queue } from '../../src/core/queue.ts'

export interface QueueSetup {
  readonly concurrency: number
  readonly onResult: (result: string) => void
}

const ignore = () => {}

/** What every queue keeps, whoever the workers are. `create` makes an empty queue. */
export function queueContract(
  name: string,
  create: (setup: QueueSetup) => Queue<number, string> | Promise<Queue<number, string>>,
): void {
  describe(`${name} keeps the contract of a queue`, () => {
    test('without items, work ends and calls nobody', async () => {
      const queue = await create({ concurrency: 2, onResult: ignore })
      const seen: number[] = []
      await queue.work(async item => `${seen.push(item)}`)
      expect(seen).toEqual([])
    })

    test.each([1, 3])('%i at a time: each item once, and no result is lost', async concurrency => {
      const results: string[] = []
      const queue = await create({ concurrency, onResult: result => results.push(result) })
      const seen: number[] = []
      await queue.submit(range(0, 10))
      await queue.submit(range(10, 20))
      await queue.work(async item => {
        seen.push(item)
        await turns(item % 3)
        return `result ${item}`
      })
      expect(seen.sort((a, b) => a - b)).toEqual(range(0, 20))
      expect(results.sort()).toEqual(
        range(0, 20)
          .map(item => `result ${item}`)
          .sort(),
      )
    })

    test('equal items are different pieces of work', async () => {
      const queue = await create({ concurrency: 1, onResult: ignore })
      const seen: number[] = []
      await queue.submit([7, 7])
      await queue.work(async item => `${seen.push(item)}`)
      expect(seen).toEqual([7, 7])
    })

    test('never more at a time than asked for', async () => {
      const queue = await create({ concurrency: 3, onResult: ignore })
      let active = 0
      let most = 0
      await queue.submit(range(0, 12))
      await queue.work(async item => {
        most = Math.max(most, ++active)
        await turns(2)
        active--
        return String(item)
      })
      expect(most).toBe(3)
    })

    test('an item may submit further items, and work ends after those', async () => {
      const queue = await create({ concurrency: 2, onResult: ignore })
      const seen: number[] = []
      await queue.submit([0])
      await queue.work(async item => {
        seen.push(item)
        await turns(1)
        if (item < 4) await queue.submit([2 * item + 10, 2 * item + 11].filter(next => next < 13))
        if (item < 4) await queue.submit([item + 1])
        return String(item)
      })
      expect(seen.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 10, 11, 12])
    })

    test('two workers share the items', async () => {
      const queue = await create({ concurrency: 1, onResult: ignore })
      const seen: number[] = []
      await queue.submit(range(0, 9))
      const run = async (item: number) => {
        seen.push(item)
        await turns(1)
        return String(item)
      }
      await Promise.all([queue.work(run), queue.work(run)])
      expect(seen.sort((a, b) => a - b)).toEqual(range(0, 9))
    })

    test('after work has ended, the queue takes new items', async () => {
      const queue = await create({ concurrency: 1, onResult: ignore })
      const seen: number[] = []
      const run = async (item: number) => `${seen.push(item)}`
      await queue.submit([1])
      await queue.work(run)
      await queue.submit([2])
      await queue.work(run)
      expect(seen).toEqual([1, 2])
    })

    test('an exception stops the work and rejects, after those under way have settled', async () => {
      const results: string[] = []
      const queue = await create({ concurrency: 2, onResult: result => results.push(result) })
      const bug = new Error('a bug')
      const started: number[] = []
      await queue.submit(range(0, 6))
      const work = queue.work(async item => {
        started.push(item)
        if (item === 0) throw bug
        await turns(5)
        return String(item)
      })
      await expect(work).rejects.toBe(bug)
      expect({ started, results }).toEqual({ started: [0, 1], results: ['1'] })
    })
  })
}

function range(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, index) => start + index)
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise(resolve => setImmediate(resolve))
}
