import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { Pin } from '../../../src/core/corpus.ts'
import { readPin } from '../../../src/store/corpus/read-pin.ts'
import { defaultUnpackLimits } from '../../../src/store/fetch/unpack/limits.ts'
import { folderWith, rootsOf } from '../corpus/folders.ts'
import { tarGz, zip } from './archives.ts'
import { archivePin, newCache, sha256 } from './fetching.ts'
import { answers, file, serve } from './server.ts'

const members = [
  { name: 'repo-1/brat/a.txt', content: 'text' },
  { name: 'repo-1/brat/a.ann', content: 'T1' },
  { name: 'repo-1/brat/deep/b.txt', content: 'more' },
  { name: 'repo-1/split/test.ids', content: 'a\n' },
]
const digest = sha256(
  ['a.ann', 'a.txt', 'deep/b.txt']
    .map((name, i) => `${sha256(['T1', 'text', 'more'][i] ?? '').hex}  ${name}\n`)
    .join(''),
)
const folder = (url: string, checksum = digest) => archivePin('x/brat/', url, 'repo-1/brat/', checksum)
const list = (url: string) => archivePin('x/test.ids', url, 'repo-1/split/test.ids', sha256('a\n'))

test.each([
  ['tar.gz', await tarGz(members)],
  ['zip', zip(members)],
])('pins that share a %s are downloaded once, and are what a reader finds', async (_, archive) => {
  const { url, requests } = await serve(file(archive))
  const cache = newCache()
  expect(await cache.fetch([folder(`${url}/r`), list(`${url}/r`)])).toEqual(['fetched', 'fetched'])
  expect(await cache.fetch([list(`${url}/r`), folder(`${url}/r`)])).toEqual(['present', 'present'])
  expect(requests).toHaveLength(1)
  expect(cache.list()).toEqual(['x/brat/a.ann', 'x/brat/a.txt', 'x/brat/deep/b.txt', 'x/test.ids'])
  const { sources, verified } = await readPin(rootsOf({ cache: cache.folder }), folder(''))
  expect([sources.length, verified]).toEqual([3, true])
})

test('of a folder only the files with a suffix are taken', async () => {
  const { url } = await serve(file(await tarGz(members)))
  const cache = newCache()
  const pin = { ...folder(url), checksum: null }
  if (pin.origin.kind !== 'archive') throw new Error('an archive')
  expect(await cache.fetch([{ ...pin, origin: { ...pin.origin, suffixes: ['.txt'] } }])).toEqual(['fetched'])
  expect(cache.list()).toEqual(['x/brat/a.txt', 'x/brat/deep/b.txt'])
})

test('a bare gz is one file', async () => {
  const { url } = await serve(file(gzipSync('xml')))
  const cache = newCache()
  expect(await cache.fetch([archivePin('x/a.xml', url, '', sha256('xml'))])).toEqual(['fetched'])
  expect(cache.read('x/a.xml')).toBe('xml')
})

test('what is wrong in an archive does not take the rest with it', async () => {
  const { url } = await serve(file(await tarGz(members)))
  const cache = newCache()
  const pins = [folder(url, sha256('')), list(url), archivePin('x/c', url, 'repo-1/c'), archivePin('x/d/', url, 'd/')]
  expect(await cache.fetch(pins)).toEqual([
    expect.stringMatching(/^ASSET http.*: SHA-256 of x\/brat\/ is \w+, expected e3b0\w+; it is not kept/),
    'fetched',
    `ASSET ${url}: the archive has no repo-1/c`,
    `ASSET ${url}: the archive has no files below d/`,
  ])
  expect(cache.list()).toEqual(['x/test.ids'])
})

test('a wrong folder in the cache is replaced whole', async () => {
  const { url } = await serve(file(await tarGz(members)))
  const cache = newCache(folderWith({ 'x/brat/a.txt': 'poison', 'x/brat/old.txt': 'left over' }))
  expect(await cache.fetch([folder(url)])).toEqual(['fetched'])
  expect(cache.list()).toEqual(['x/brat/a.ann', 'x/brat/a.txt', 'x/brat/deep/b.txt'])
})

test('the checksum of an archive is compared before anything is unpacked', async () => {
  const archive = await tarGz(members)
  const { url } = await serve(file(archive))
  const withChecksum = (content: Uint8Array | string): Pin => {
    const pin = folder(url)
    return pin.origin.kind === 'archive' ? { ...pin, origin: { ...pin.origin, checksum: sha256(content) } } : pin
  }
  const cache = newCache()
  expect(await cache.fetch([withChecksum('other')])).toEqual([
    expect.stringContaining(
      `${url}: SHA-256 of the archive is ${sha256(archive).hex}, expected ${sha256('other').hex}`,
    ),
  ])
  expect(cache.list()).toEqual([])
  expect(await cache.fetch([withChecksum(archive)])).toEqual(['fetched'])
})

test('an archive that cannot be unpacked leaves nothing behind', async () => {
  const bomb = { name: 'repo-1/brat/zeros', content: new Uint8Array(200_000) }
  const evil = { name: 'repo-1/brat/../../../evil', content: 'x' }
  const link = { name: 'repo-1/brat/link', type: 'symlink', linkname: '/etc/passwd' } as const
  const whole = await tarGz(members)
  for (const [content, message] of [
    [await tarGz([...members, evil]), 'leads out of the archive; not unpacked'],
    [await tarGz([...members, link]), 'is a link to "/etc/passwd"; not unpacked'],
    [await tarGz([...members, bomb]), 'unpacks to more than 100000 bytes; not unpacked'],
    [zip([...members, bomb]), 'unpacks to more than 100000 bytes; not unpacked'],
    [whole.subarray(0, whole.length - 20), 'the archive ends too early'],
    [Buffer.from('<!doctype html><title>Sign in'), 'the server sent a web page, not the archive'],
    [Buffer.from('plain'), 'neither a gzip nor a zip archive'],
  ] as const) {
    const { url } = await serve(file(content))
    const cache = newCache()
    const tuning = { unpackLimits: { ...defaultUnpackLimits, totalBytes: 100_000 } }
    const outcomes = await cache.fetch([folder(url), list(url)], { tuning })
    expect(outcomes).toEqual([expect.stringContaining(`ASSET ${url}: `), expect.stringContaining(message)])
    expect(cache.list()).toEqual([])
  }
})

test('an archive that was put together wrongly is asked for whole once more', async () => {
  const archive = await tarGz(members)
  const other = Buffer.alloc(archive.length, 'x')
  const { url, requests } = await serve(
    answers(file(other, { etag: '"v"', cutAfter: 50 }), file(archive, { etag: '"v"' })),
  )
  expect(await newCache().fetch([folder(url)])).toEqual(['fetched'])
  expect(requests).toHaveLength(3)
})

test('a pin that asks for a folder as a file is a bug of the pin', async () => {
  const pin = archivePin('x/brat', 'http://127.0.0.1:1/', 'repo-1/brat/')
  await expect(newCache().fetch([pin])).rejects.toThrow('a folder comes from a folder of an archive')
})
