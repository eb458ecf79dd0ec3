import { createHash } from 'node:crypto'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { Checksum, Pin } from '../../../src/core/corpus.ts'
import { findPin } from '../../../src/store/corpus/find-pin.ts'
import { readPin } from '../../../src/store/corpus/read-pin.ts'
import { sharedPath, whenShared } from '../../shared.ts'
import { folderWith, refusalOf, rootsOf } from './folders.ts'

const text = 'IL-2\tB-protein\n'
const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex')
const checksumOf = (content: string): Checksum => ({ algorithm: 'sha256', hex: sha256(content) })

function pinOf(path: string, checksum: Checksum | null, kind: 'file' | 'package' = 'file'): Pin {
  return { path, checksum, origin: kind === 'package' ? { kind } : { kind, url: 'https://example.org/x' } }
}

const pin = pinOf('x/conll/test.tsv', checksumOf(text))

describe('a file', () => {
  test('is taken from the first root that has it, packed or not', async () => {
    const plain = folderWith({ 'x/conll/test.tsv': text })
    const packed = folderWith({ 'x/conll/test.tsv.gz': gzipSync(text) })
    for (const [roots, path, root] of [
      [rootsOf({ data: plain, package: packed }), join(plain, 'x/conll/test.tsv'), 'data'],
      [rootsOf({ data: folderWith(), cache: packed, package: plain }), join(packed, 'x/conll/test.tsv.gz'), 'cache'],
    ] as const) {
      const { sources, found, verified } = await readPin(roots, pin)
      expect(sources.map(source => [source.name, Buffer.from(source.bytes).toString()])).toEqual([[path, text]])
      expect(found).toEqual({ path, root, packed: path.endsWith('.gz'), digest: checksumOf(text) })
      expect(verified).toBe(true)
      expect(await findPin(roots, pin)).toEqual({ path, root, packed: path.endsWith('.gz') })
    }
  })

  test('without a known checksum is read, and said not to be verified', async () => {
    const roots = rootsOf({ data: folderWith({ 'x/conll/test.tsv': text }) })
    const { found, verified } = await readPin(roots, pinOf('x/conll/test.tsv', null))
    expect([verified, found.digest]).toEqual([false, checksumOf(text)])
  })

  test('is compared by its git blob id where only that is known', async () => {
    const roots = rootsOf({ data: folderWith({ a: 'hello\n', b: 'hello' }) })
    // `echo hello | git hash-object --stdin`
    const checksum = { algorithm: 'git-blob', hex: 'ce013625030ba8dba906f756967f9e9ca394464a' } as const
    expect((await readPin(roots, pinOf('a', checksum))).found.digest).toEqual(checksum)
    expect(await refusalOf(readPin(roots, pinOf('b', checksum)))).toMatch(
      /^ASSET .*\/b: git blob id is b6fc4c620b67d95f953a5c1c1230aaab5db5a1b0, expected ce01/,
    )
  })

  test('that is wrong is an error, not a reason to ask the next root', async () => {
    const data = folderWith({ 'x/conll/test.tsv': 'other' })
    const right = folderWith({ 'x/conll/test.tsv': text })
    const path = join(data, 'x/conll/test.tsv')
    expect(await refusalOf(readPin(rootsOf({ data, package: right }), pin, { id: 'x@mtl' }))).toBe(
      `ASSET ${path}: SHA-256 is ${sha256('other')}, expected ${sha256(text)}; this is not the file that x/conll/test.tsv names; ` +
        'put the right one into BIONER_DATA, or move this one away and run: bioner-bench datasets fetch x@mtl',
    )
    expect(await refusalOf(readPin(rootsOf({ cache: data, package: right }), pin))).toContain(
      'names; get it with: bioner-bench datasets fetch x',
    )
    expect(await refusalOf(readPin(rootsOf({ package: data }), pin))).toContain('names; install the package again')
  })

  test('whose line ends were changed is told so', async () => {
    const roots = rootsOf({ data: folderWith({ 'x/conll/test.tsv': text.replace('\n', '\r\n') }) })
    expect(await refusalOf(readPin(roots, pin))).toContain('(its line ends were changed to CRLF), expected')
  })

  test('that is nowhere is an error with the places and the remedy', async () => {
    const [data, cache] = [folderWith(), folderWith()]
    expect(await refusalOf(readPin(rootsOf({ data, cache }), pin, { id: 'x' }))).toBe(
      `ASSET x/conll/test.tsv: not on disk (looked in ${data}, ${cache}); get it with: bioner-bench datasets fetch x`,
    )
    expect(await refusalOf(readPin(rootsOf({ data }), pinOf('x/a', null, 'package')))).toContain(
      'install the package again',
    )
    expect(await findPin(rootsOf({ data, cache }), pin)).toBeNull()
  })

  test('that is damaged, too long, or a folder is refused by name', async () => {
    const cut = folderWith({ 'x/conll/test.tsv.gz': gzipSync(text).subarray(0, 20), 'y/z': '' })
    expect(await refusalOf(readPin(rootsOf({ data: cut }), pin))).toMatch(
      /^ASSET .*test\.tsv\.gz: not a complete gzip file/,
    )
    expect(await refusalOf(readPin(rootsOf({ data: cut }), pinOf('y', null)))).toMatch(
      /^ASSET .*\/y: not a regular file/,
    )
    expect(await refusalOf(readPin(rootsOf({ data: cut }), pinOf('y/z/', null)))).toMatch(
      /^ASSET .*\/y\/z: not a folder/,
    )
    const bomb = rootsOf({ data: folderWith({ 'x/conll/test.tsv.gz': gzipSync(new Uint8Array(1e6)) }) })
    const limits = { files: 10, fileBytes: 1e5, totalBytes: 1e6 }
    expect(await refusalOf(readPin(bomb, pin, { limits }))).toContain('test.tsv.gz: longer than 100000 bytes')
  })
})

describe('a folder', () => {
  const files = { 'x/brat/b.txt': 'B', 'x/brat/a/c.txt': 'C', 'x/brat/.note': 'N' }
  const lines = [`${sha256('N')}  .note\n`, `${sha256('C')}  a/c.txt\n`, `${sha256('B')}  b.txt\n`]
  const folder = pinOf('x/brat/', checksumOf(lines.join('')))

  test('is read whole, in order, and its digest is that of the lines of all its files', async () => {
    const data = folderWith(files)
    const { sources, found } = await readPin(rootsOf({ data }), folder)
    expect(sources.map(({ name }) => name)).toEqual(['.note', 'a/c.txt', 'b.txt'].map(name => `${data}/x/brat/${name}`))
    expect(found).toMatchObject({ path: join(data, 'x/brat'), packed: false, digest: folder.checksum })
  })

  test('with a changed or an additional file is refused', async () => {
    for (const change of [{ 'x/brat/b.txt': 'b' }, { 'x/brat/d.txt': '' }]) {
      const roots = rootsOf({ data: folderWith({ ...files, ...change }) })
      expect(await refusalOf(readPin(roots, folder))).toMatch(/^ASSET .*brat: SHA-256 is \w+ \(of \d files\), expected/)
    }
  })

  test('without a file is refused even where no checksum is known', async () => {
    const roots = rootsOf({ data: folderWith({ 'x/brat/.keep/a': '' }) })
    expect((await readPin(roots, pinOf('x/', null))).sources).toHaveLength(1)
    const empty = folderWith()
    expect(await refusalOf(readPin(rootsOf({ data: empty }), pinOf('./', null)))).toContain('no file in this folder')
  })

  test.skipIf(process.platform === 'win32')('does not follow links, and refuses those that lead outside', async () => {
    const data = folderWith(files)
    symlinkSync('b.txt', join(data, 'x/brat/link'))
    expect((await readPin(rootsOf({ data }), folder)).sources).toHaveLength(3)
    symlinkSync('/etc/passwd', join(data, 'x/brat/out'))
    expect(await refusalOf(readPin(rootsOf({ data }), folder))).toMatch(
      /brat\/out: a link that leads out of the folder/,
    )
  })

  test.skipIf(process.platform === 'win32')('may itself be a link', async () => {
    const data = folderWith()
    symlinkSync(join(folderWith(files), 'x'), join(data, 'x'))
    expect((await readPin(rootsOf({ data }), folder)).verified).toBe(true)
  })
})

whenShared('the digests of folders are those of the list of sources', async () => {
  const roots = rootsOf({ data: sharedPath('datasets') })
  for (const [path, hex, files] of [
    ['anatem/brat/train/', 'daf91b678e111dc5182b67f0cfeadb641e4641ae2d4ba7aa0bdda89c2e9f64cf', 1212],
    ['cll/nersuite/', 'ed6c189b36c1b1906ff4098a7f0b5a2f7661802c334451780b5e150c81757a7a', 201],
    ['s800/original/abstracts/', '2cd119aadad9a443ddc30085adf32918a0acf8540b967ab10596f7482565e839', 800],
    ['linnaeus/original/txt/', 'faff8d1aee9c2f306259e3189b9fe12569b1846bc6da08f230548a20719f213c', 100],
  ] as const) {
    const { sources, verified } = await readPin(roots, pinOf(path, { algorithm: 'sha256', hex }))
    expect([path, sources.length, verified]).toEqual([path, files, true])
  }
})
