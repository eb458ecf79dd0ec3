import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { inParallel } from '../../../src/store/fetch/in-parallel.ts'
import { claimPart } from '../../../src/store/fetch/part.ts'
import { folderWith } from '../corpus/folders.ts'
import { tarGz } from './archives.ts'
import { archivePin, filePin, newCache } from './fetching.ts'
import { answers, file, serve } from './server.ts'

const text = 'IL-2\tB-protein\n'.repeat(5000)
const etag = '"v1"'

test('a fetch that is stopped keeps what came, and the next one goes on there', async () => {
  const { url, requests } = await serve(answers(file(text, { etag, stallAfter: 30_000 }), file(text, { etag })))
  const cache = newCache()
  const pin = filePin('x/a', `${url}/a`, text)
  const stop = new AbortController()
  const onProgress = (event: { kind: string; received?: number }) => {
    if (event.received === 30_000) stop.abort(new Error('stopped by the user'))
  }
  await expect(cache.fetch([pin], { signal: stop.signal, onProgress })).rejects.toThrow('stopped by the user')
  expect(cache.read('x/a')).toBeNull()
  expect(await cache.fetch([pin])).toEqual(['fetched'])
  expect(requests).toEqual(['GET /a', 'GET /a bytes=30000- "v1"'])
  expect(cache.list()).toEqual(['x/a'])
})

test('a process that is killed leaves a part, and the next process goes on there', async () => {
  const { url, requests } = await serve(answers(file(text, { etag, stallAfter: 30_000 }), file(text, { etag })))
  const cache = newCache()
  const pin = filePin('x/a', `${url}/a`, text)
  const source = resolve(import.meta.dirname, '../../../src/store/fetch/fetch-pins.ts')
  const script = `
    import { fetchPins } from ${JSON.stringify(source)}
    await fetchPins([${JSON.stringify(pin)}], {
      roots: { folders: [{ path: ${JSON.stringify(cache.folder)}, kind: 'cache' }] },
      env: {},
      onProgress: event => { if (event.received === 30000) console.log('half') },
    })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  expect(await cache.fetch([filePin('x/other', `${url}/other`, text)])).toEqual(['fetched'])
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(cache.list()).toHaveLength(3) // the other file, body and facts of the part
  expect(await cache.fetch([pin])).toEqual(['fetched'])
  expect(requests).toEqual(['GET /a', 'GET /other', 'GET /a bytes=30000- "v1"'])
  expect(cache.list()).toEqual(['x/a', 'x/other'])
})

test('a download that was whole when its process ended is not asked for again', async () => {
  const { url, requests } = await serve(file(text, { etag }))
  const cache = newCache(folderWith({ x: 'in the way' }))
  const blocked = filePin('x/a', `${url}/a`, text)
  expect(await cache.fetch([blocked])).toEqual([expect.stringMatching(/^OUTPUT/)])
  expect(await cache.fetch([{ ...blocked, path: 'y/a' }])).toEqual(['fetched'])
  expect(requests).toEqual(['GET /a'])
})

test('fetches at the same time do not disturb each other', async () => {
  const archive = await tarGz(Array.from({ length: 50 }, (_, i) => ({ name: `d/${i}.txt`, content: text })))
  const { url } = await serve(file(archive, { etag }))
  const folder = folderWith()
  const pins = [
    filePin('x/a.tgz', `${url}/a`, null),
    archivePin('x/d/', `${url}/b`, 'd/'),
    filePin('y/a', `${url}/a`, null),
  ]
  const outcomes = await Promise.all([1, 2, 3, 4].map(() => newCache(folder).fetch(pins)))
  expect(new Set(outcomes.flat())).toEqual(new Set(['fetched']))
  const cache = newCache(folder)
  expect(cache.list()).toHaveLength(52)
  expect(cache.read('x/d/7.txt')).toBe(text)
})

test('a part in use is never taken over; one that is left is, by one process only', async () => {
  const downloads = folderWith()
  const [first, second] = [await claimPart(downloads, 'http://a/'), await claimPart(downloads, 'http://a/')]
  expect(first.body).not.toBe(second.body)
  await first.restart({ url: 'http://a/', validator: etag, totalBytes: 9 })
  writeFileSync(first.body, 'begun')
  await first.release()
  await second.release() // empty: goes away
  const claims = await Promise.all([1, 2, 3].map(() => claimPart(downloads, 'http://a/')))
  const sizes = await Promise.all(claims.map(part => part.size()))
  expect(sizes.sort()).toEqual([0, 0, 5])
  expect(await (await claimPart(downloads, 'http://b/')).size()).toBe(0)
})

test('a part whose notes are damaged is begun anew', async () => {
  const { url, requests } = await serve(file(text, { etag }))
  const cache = newCache()
  const part = await claimPart(join(cache.folder, '.downloads'), `${url}/a`)
  mkdirSync(part.unpacked)
  writeFileSync(part.body, 'half')
  writeFileSync(join(part.body, '..', 'facts.json'), '{"url":')
  await part.release()
  expect(await cache.fetch([filePin('x/a', `${url}/a`, text)])).toEqual(['fetched'])
  expect(requests).toEqual(['GET /a'])
})

test('an error stops the others, and is thrown when all have ended', async () => {
  const ended: string[] = []
  const run = async (item: string, signal: AbortSignal): Promise<void> => {
    if (item === 'bad') throw new Error('bad')
    await new Promise(done => signal.addEventListener('abort', done))
    ended.push(item)
    signal.throwIfAborted()
  }
  const none = new AbortController().signal
  await expect(inParallel(['a', 'b', 'bad', 'never'], 3, none, run)).rejects.toThrow('bad')
  expect(ended).toEqual(['a', 'b'])
})
