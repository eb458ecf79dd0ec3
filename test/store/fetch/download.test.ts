import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderWith, refusalOf } from '../corpus/folders.ts'
import { filePin, newCache } from './fetching.ts'
import { answers, file, serve, status } from './server.ts'

const text = 'IL-2\tB-protein\n'.repeat(5000)
const etag = '"v1"'

describe('a file', () => {
  test('is fetched once, and is there then', async () => {
    const { url, requests } = await serve(file(text))
    const cache = newCache()
    const pins = [filePin('x/test.tsv', `${url}/test.tsv`, text), filePin('y/any.tsv', `${url}/any.tsv`, null)]
    expect(await cache.fetch(pins)).toEqual(['fetched', 'fetched'])
    expect(await cache.fetch([...pins, ...pins])).toEqual(['present', 'present', 'present', 'present'])
    expect(cache.read('x/test.tsv')).toBe(text)
    expect(cache.list()).toEqual(['x/test.tsv', 'y/any.tsv'])
    expect([...requests].sort()).toEqual(['GET /any.tsv', 'GET /test.tsv'])
    const last = cache.events.filter(event => event.kind === 'bytes').at(-1)
    expect(last).toMatchObject({ received: text.length, total: text.length })
  })

  test('that is wrong in the cache is replaced; one that is wrong in the own folder is not touched', async () => {
    const { url, requests } = await serve(file(text))
    const pin = filePin('x/test.tsv', `${url}/test.tsv`, text)
    const cache = newCache(folderWith({ 'x/test.tsv': 'poison' }))
    expect(await cache.fetch([pin])).toEqual(['fetched'])
    expect(cache.read('x/test.tsv')).toBe(text)
    const data = folderWith({ 'x/test.tsv': 'my own' })
    const roots = {
      folders: [
        { path: data, kind: 'data' as const },
        { path: cache.folder, kind: 'cache' as const },
      ],
    }
    expect(await cache.fetch([pin], { roots })).toEqual([expect.stringMatching(/^ASSET .*SHA-256 is .* BIONER_DATA/)])
    expect(requests).toHaveLength(1)
  })

  test('of the package is not fetched', async () => {
    const pin = { path: 'x/a', checksum: null, origin: { kind: 'package' } } as const
    expect(await newCache().fetch([pin])).toEqual(['ASSET x/a: missing from the package; install the package again'])
    expect(await newCache(folderWith({ 'x/a': '' })).fetch([pin])).toEqual(['present'])
  })
})

describe('a connection that breaks', () => {
  test('is gone on with where it broke', async () => {
    const { url, requests } = await serve(
      answers(file(text, { etag, cutAfter: 30_000 }), file(text, { etag, cutAfter: 20_000 }), file(text, { etag })),
    )
    const cache = newCache()
    expect(await cache.fetch([filePin('x/a', `${url}/a`, text)])).toEqual(['fetched'])
    expect(requests).toEqual(['GET /a', 'GET /a bytes=30000- "v1"', 'GET /a bytes=50000- "v1"'])
    expect([cache.waits, cache.list()]).toEqual([[1000, 1000], ['x/a']])
    expect(cache.events.find(event => event.kind === 'retry')).toMatchObject({
      reason: 'the connection was lost',
      waitSeconds: 1,
    })
  })

  test('is gone on with by the date of the file where it has no strong ETag', async () => {
    const modified = 'Thu, 01 Jan 2026 00:00:00 GMT'
    const { url, requests } = await serve(answers(file(text, { modified, cutAfter: 10 }), file(text, { modified })))
    expect(await newCache().fetch([filePin('x/a', `${url}/a`, text)])).toEqual(['fetched'])
    expect(requests).toEqual(['GET /a', `GET /a bytes=10- ${modified}`])
  })

  test.each([
    ['the file has changed', file(text, { etag: '"v2"' }), 'GET /a bytes=1000- "v1"'],
    ['the server knows no ranges', file(text, { etag, ranges: false }), 'GET /a bytes=1000- "v1"'],
  ])('begins anew where %s', async (_, second, request) => {
    const { url, requests } = await serve(answers(file('old'.repeat(9000), { etag, cutAfter: 1000 }), second))
    const cache = newCache()
    expect(await cache.fetch([filePin('x/a', `${url}/a`, text)])).toEqual(['fetched'])
    expect(requests).toEqual(['GET /a', request])
    expect(cache.read('x/a')).toBe(text)
  })

  test('begins anew where nothing says that the file is still the same', async () => {
    for (const options of [{}, { etag: 'W/"weak"' }]) {
      const { url, requests } = await serve(answers(file(text, { ...options, cutAfter: 1000 }), file(text, options)))
      expect(await newCache().fetch([filePin('x/a', `${url}/a`, text)])).toEqual(['fetched'])
      expect(requests).toEqual(['GET /a', 'GET /a'])
    }
  })

  test('begins anew where a server sends another piece than was asked for', async () => {
    const odd = (contentRange: string, tag = etag) => status(206, { 'Content-Range': contentRange, ETag: tag }, 'piece')
    for (const second of [
      odd('bytes 0-4/75000'),
      odd('bytes 1000-1004/9'),
      odd('bytes 1000-1004/75000', '"v2"'),
      status(416),
    ]) {
      const { url } = await serve(answers(file(text, { etag, cutAfter: 1000 }), second, file(text, { etag })))
      const cache = newCache()
      expect(await cache.fetch([filePin('x/a', `${url}/a`, text)])).toEqual(['fetched'])
      expect(cache.waits).toEqual([1000, 0])
    }
  })

  test('is asked for whole once more where the pieces do not fit together', async () => {
    const { url, requests } = await serve(
      answers(file('old'.repeat(25_000), { etag, cutAfter: 1000 }), file(text, { etag })),
    )
    const cache = newCache()
    expect(await cache.fetch([filePin('x/a', `${url}/a`, text)])).toEqual(['fetched'])
    expect(requests).toEqual(['GET /a', 'GET /a bytes=1000- "v1"', 'GET /a'])
  })

  test('is given up after five failures without a new byte, and gone on with by the next fetch', async () => {
    const cut = file(text, { etag, cutAfter: 1000 })
    const { url, requests } = await serve(
      answers(cut, status(503), status(500), status(408), status(502), file(text, { etag })),
    )
    const cache = newCache()
    const pin = filePin('x/a', `${url}/a`, text)
    expect(await cache.fetch([pin])).toEqual([
      `ASSET ${url}/a: the server answered 502; given up after 5 attempts, the same command goes on where it stopped`,
    ])
    expect(cache.waits).toEqual([1000, 2000, 4000, 8000])
    expect(cache.read('x/a')).toBeNull()
    expect(await cache.fetch([pin])).toEqual(['fetched'])
    expect(requests.at(-1)).toBe('GET /a bytes=1000- "v1"')
    expect(cache.list()).toEqual(['x/a'])
  })

  test('on which nothing comes any more is given up', async () => {
    const { url, requests } = await serve(
      answers(file(text, { etag, stallAfter: 1000 }), () => undefined, file(text, { etag })),
    )
    const cache = newCache()
    expect(await cache.fetch([filePin('x/a', `${url}/a`, text)], { tuning: { stallMilliseconds: 250 } })).toEqual([
      'fetched',
    ])
    expect(requests.length).toBeGreaterThanOrEqual(3)
    expect(cache.events.find(event => event.kind === 'retry')).toMatchObject({ reason: 'nothing came for 0.25 s' })
  })

  test('is tried again where it is refused', async () => {
    const cache = newCache()
    expect(await cache.fetch([filePin('x/a', 'http://127.0.0.1:1/a', text)])).toEqual([
      expect.stringContaining('http://127.0.0.1:1/a: the connection was refused; given up after 5 attempts'),
    ])
    expect(await cache.fetch([filePin('x/a', 'http://no-such-host.invalid/a', text)])).toEqual([
      expect.stringMatching(/^ASSET http:\/\/no-such-host\.invalid\/a: .*/),
    ])
    expect(cache.list()).toEqual([])
  })
})

describe('a server that wants to be left alone', () => {
  test.each([
    ['7', 7000],
    ['Thu, 01 Jan 2026 00:00:09 GMT', 9000],
    ['Wed, 31 Dec 2025 23:00:00 GMT', 0],
    ['86400', 60_000],
    ['soon', 1000],
  ])('Retry-After: %s is a wait of %i ms', async (after, wait) => {
    const { url } = await serve(answers(status(429, { 'Retry-After': after }), file(text)))
    const cache = newCache()
    expect(await cache.fetch([filePin('x/a', `${url}/a`, text)])).toEqual(['fetched'])
    expect(cache.waits).toEqual([wait])
  })

  test('longer than that is told so', async () => {
    const { url } = await serve(status(429, { 'Retry-After': '3600' }))
    const cache = newCache()
    expect(await cache.fetch([filePin('x/a', `${url}/a`, text)])).toEqual([
      expect.stringContaining('the server answered 429, and asks to wait 3600 s; given up after 5 attempts'),
    ])
    expect(cache.waits).toEqual([60_000, 60_000, 60_000, 60_000])
  })
})

describe('what cannot be had', () => {
  test.each([
    [404, 'not there (404); it may have moved'],
    [401, 'the server answered 401, access denied'],
    [403, 'the server answered 403, access denied'],
    [400, 'the server answered 400'],
  ])('%i is told at once, and does not end the others', async (code, message) => {
    const { url, requests } = await serve((request, response) =>
      (request.url === '/a' ? status(code) : file(text))(request, response),
    )
    const cache = newCache()
    const pins = [filePin('x/a', `${url}/a`, text), filePin('x/b', `${url}/b`, text)]
    expect(await cache.fetch(pins)).toEqual([expect.stringContaining(`ASSET ${url}/a: ${message}`), 'fetched'])
    expect([requests.length, cache.waits]).toEqual([2, []])
    expect(cache.list()).toEqual(['x/b'])
  })

  test('wrong content is told with both checksums, and not kept', async () => {
    const { url } = await serve(file('other'))
    const cache = newCache()
    const pin = filePin('x/a', `${url}/a`, text)
    const [message = ''] = await cache.fetch([pin])
    expect(message).toContain(
      `${url}/a: SHA-256 of x/a is d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa`,
    )
    expect(message).toContain(`, expected ${pin.checksum?.hex}; it is not kept`)
    expect(cache.list()).toEqual([])
  })

  test('a web page is called one, even where the content is not known', async () => {
    const { url } = await serve(file('\n<!-- log in -->\n<!DOCTYPE html><html lang="en">'))
    const cache = newCache()
    const pins = [filePin('x/a', `${url}/a`, text), filePin('x/b', `${url}/b`, null)]
    const page = (name: string) =>
      expect.stringContaining(`the server sent a web page, not the file that ${name} names`)
    expect(await cache.fetch(pins)).toEqual([page('x/a'), page('x/b')])
    expect(cache.list()).toEqual([])
  })

  test('a file without end is refused', async () => {
    const { url } = await serve(file(text, { chunked: true }))
    const cache = newCache()
    expect(await cache.fetch([filePin('x/a', `${url}/a`, text)], { tuning: { maxBytes: 60_000 } })).toEqual([
      `ASSET ${url}/a: longer than 60000 bytes`,
    ])
    const { url: honest } = await serve(file(text))
    expect(await cache.fetch([filePin('x/a', `${honest}/a`, text)], { tuning: { maxBytes: 60_000 } })).toEqual([
      `ASSET ${honest}/a: longer than 60000 bytes`,
    ])
  })

  test('a cache that cannot be written is told before the first connection', async () => {
    const { url, requests } = await serve(file(text))
    const folder = join(folderWith({ file: '' }), 'file', 'home')
    expect(await refusalOf(newCache(folder).fetch([filePin('x/a', `${url}/a`, text)]))).toBe(
      `OUTPUT ${folder}: cannot be written: a file stands where a folder is needed; set BIONER_HOME to another folder`,
    )
    expect(requests).toEqual([])
  })

  test('a place that cannot be written keeps what was downloaded', async () => {
    const { url } = await serve(file(text, { etag }))
    const cache = newCache(folderWith({ x: 'a file' }))
    expect(await cache.fetch([filePin('x/a', `${url}/a`, text)])).toEqual([
      expect.stringMatching(/^OUTPUT .*\/x\/a: cannot be written: (a file stands|something else)/),
    ])
    expect(cache.list()).toHaveLength(3)
  })
})
