import { expect, test } from 'vitest'
import { createMemoryQueue } from '../../src/queue/memory.ts'
import { queueContract } from '../contract/queue.ts'

queueContract('the in-memory queue', createMemoryQueue<number, string>)

test('first in, first out', async () => {
  const queue = createMemoryQueue<string, void>()
  const seen: string[] = []
  await queue.submit(['a', 'b', 'c'])
  await queue.submit(['d'])
  await queue.work(async item => void seen.push(item))
  expect(seen).toEqual(['a', 'b', 'c', 'd'])
})

test('what was not started after an exception is still there', async () => {
  const queue = createMemoryQueue<number, void>()
  await queue.submit([1, 2, 3])
  await expect(queue.work(() => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug')
  const seen: number[] = []
  await queue.work(async item => void seen.push(item))
  expect(seen).toEqual([2, 3])
})

test('several exceptions at once are all told', async () => {
  const queue = createMemoryQueue<number, void>({ concurrency: 2 })
  await queue.submit([1, 2])
  const work = queue.work(async item => {
    await Promise.resolve()
    throw new Error(`bug ${item}`)
  })
  await expect(work).rejects.toMatchObject({ errors: [{ message: 'bug 1' }, { message: 'bug 2' }] })
})

test('a collector that throws is a bug too', async () => {
  const queue = createMemoryQueue<number, number>({
    onResult: () => {
      throw new Error('full')
    },
  })
  await queue.submit([1])
  await expect(queue.work(async item => item)).rejects.toThrow('full')
})

test('a run that throws at once rejects like one that throws later', async () => {
  const queue = createMemoryQueue<number, number>()
  await queue.submit([1])
  const throwing: (item: number) => Promise<number> = () => {
    throw new Error('at once')
  }
  await expect(queue.work(throwing)).rejects.toThrow('at once')
})

test('a new item wakes a worker that has a free place', async () => {
  const queue = createMemoryQueue<string, void>({ concurrency: 2 })
  const order: string[] = []
  const held = Promise.withResolvers<void>()
  await queue.submit(['slow'])
  const work = queue.work(async item => {
    order.push(`start ${item}`)
    if (item === 'slow') await held.promise
    order.push(`end ${item}`)
    if (item === 'late') held.resolve()
  })
  await queue.submit(['late'])
  await work
  expect(order).toEqual(['start slow', 'start late', 'end late', 'end slow'])
})

test('a concurrency below one is refused', () => {
  expect(() => createMemoryQueue({ concurrency: 0 })).toThrow(RangeError)
})
