import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultUnpackLimits, type UnpackLimits } from '../../../src/store/fetch/unpack/limits.ts'
import { unpack } from '../../../src/store/fetch/unpack/unpack.ts'
import { folderWith, refusalOf } from '../corpus/folders.ts'
import { type Member, tar, tarGz, zip } from './archives.ts'

interface Want {
  readonly member: string
  readonly suffixes?: readonly string[]
}

/** Unpacks and returns path and content of all that was written. */
async function unpacked(archive: Uint8Array, wants: readonly Want[], limits: Partial<UnpackLimits> = {}) {
  const folder = folderWith({ archive })
  const wanted = wants.map(({ member, suffixes }, i) => ({
    member,
    suffixes: suffixes ?? null,
    into: join(folder, `${i}`),
  }))
  await unpack(join(folder, 'archive'), 'a.tgz', wanted, { limits: { ...defaultUnpackLimits, ...limits } })
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile() && entry.name !== 'archive')
      .map(({ parentPath, name }) => join(parentPath, name))
      .map(path => [path.slice(folder.length + 1), readFileSync(path, 'utf8')])
      .sort(),
  )
}

const members: readonly Member[] = [
  { name: 'repo-1/', type: 'directory' },
  { name: 'repo-1/brat/', type: 'directory' },
  { name: 'repo-1/brat/a.txt', content: 'text' },
  { name: 'repo-1/brat/a.ann', content: 'T1' },
  { name: 'repo-1/brat/._a.txt', content: 'resource fork' },
  { name: 'repo-1/brat/deep/b.txt', content: 'more' },
  { name: 'repo-1/bratwurst', content: 'no' },
  { name: 'repo-1/list.txt', content: 'ids' },
]
const archives = [
  ['tar.gz', tarGz],
  ['zip', async (list: readonly Member[]) => zip(list.map(({ name, content = '' }) => ({ name, content })))],
] as const

describe.each(archives)('of a %s', (_, make) => {
  test('what is wanted is written, and nothing else', async () => {
    const wants = [
      { member: 'repo-1/brat/' },
      { member: 'repo-1/list.txt' },
      { member: 'repo-1/brat/', suffixes: ['.ann'] },
    ]
    expect(await unpacked(await make(members), wants)).toEqual({
      '0/a.ann': 'T1',
      '0/a.txt': 'text',
      '0/deep/b.txt': 'more',
      '1': 'ids',
      '2/a.ann': 'T1',
    })
    expect(await unpacked(await make(members), [{ member: 'repo-1/absent/' }])).toEqual({})
  })

  test('names that lead elsewhere are refused', async () => {
    for (const name of ['repo-1/brat/../../../evil', '../evil', '/etc/passwd', 'C:/evil', 'repo-1/brat\\..\\evil']) {
      const refusal = await refusalOf(
        unpacked(await make([...members, { name, content: 'x' }]), [{ member: 'repo-1/brat/' }]),
      )
      expect(refusal).toMatch(/^ASSET a\.tgz: .*(evil|passwd).*; not unpacked$/)
    }
  })

  test('members that are one file on some systems are refused', async () => {
    for (const name of ['repo-1/brat/a.txt', 'repo-1/brat/A.TXT', 'repo-1/brat/a.txt/b', 'repo-1/brat/deep']) {
      const archive = await make([...members, { name, content: 'x' }])
      expect(await refusalOf(unpacked(archive, [{ member: 'repo-1/brat/' }]))).toMatch(
        /^ASSET a\.tgz: two members are the same file/,
      )
      expect(await unpacked(archive, [{ member: 'repo-1/list.txt' }])).toEqual({ '0': 'ids' })
    }
  })

  test('the limits hold', async () => {
    const archive = await make([...members, { name: 'repo-1/brat/zeros', content: new Uint8Array(300_000) }])
    const wants = [{ member: 'repo-1/' }]
    for (const [limits, refusal] of [
      [{ entries: members.length }, 'more than 8 members'],
      [{ fileBytes: 299_999 }, 'zeros" is longer than 299999 bytes'],
      [{ totalBytes: 300_000 }, 'unpacks to more than 300000 bytes'],
      [{ ratioFrom: 250_000 }, `unpacks to more than 200 times its ${archive.length} bytes`],
    ] as const) {
      expect(await refusalOf(unpacked(archive, wants, limits))).toContain(refusal)
    }
    expect(Object.keys(await unpacked(archive, wants))).toHaveLength(6)
  })

  test('an archive that is cut anywhere is refused, not half taken', async () => {
    const content = Array.from({ length: 3000 }, (_, i) => (i * 2654435761).toString(36)).join(' ')
    const archive = await make([...members, { name: 'repo-1/brat/last', content }])
    for (let share = 0.2; share < 1; share += 0.13) {
      const cut = archive.subarray(0, Math.floor(archive.length * share))
      expect(await refusalOf(unpacked(cut, [{ member: 'repo-1/brat/' }]))).toMatch(
        /^ASSET a\.tgz: (the archive ends too early|a damaged or refused archive)/,
      )
    }
  })
})

describe('links and devices', () => {
  const links = [
    { name: 'repo-1/brat/link', type: 'symlink', linkname: '/etc/passwd' },
    { name: 'repo-1/brat/hard', type: 'link', linkname: 'repo-1/list.txt' },
    { name: 'repo-1/brat/pipe', type: 'fifo' },
  ] as const

  test.each(links)('$type of a tar.gz: refused where wanted, passed over elsewhere', async link => {
    const archive = await tarGz([link, ...members])
    expect(await refusalOf(unpacked(archive, [{ member: 'repo-1/brat/' }]))).toMatch(
      /^ASSET a\.tgz: the member "repo-1\/brat\/\w+" is (a link to "[^"]+"|not a regular file); not unpacked$/,
    )
    expect(await unpacked(archive, [{ member: 'repo-1/list.txt' }])).toEqual({ '0': 'ids' })
  })

  test('a link of a zip, and an encrypted member', async () => {
    const archive = zip([
      { name: 'd/link', content: '/etc/passwd', mode: 0o120777 },
      { name: 'd/plain', content: 'x', mode: 0o100644 },
      { name: 'd/secret', content: 'x', encrypted: true },
    ])
    expect(await refusalOf(unpacked(archive, [{ member: 'd/' }]))).toContain(
      '"d/link" is a link or device; not unpacked',
    )
    expect(await refusalOf(unpacked(archive, [{ member: 'd/secret' }]))).toContain('"d/secret" is encrypted')
    expect(await unpacked(archive, [{ member: 'd/plain' }])).toEqual({ '0': 'x' })
  })
})

describe('a bare gz', () => {
  test('is one file', async () => {
    expect(await unpacked(gzipSync('content'), [{ member: '' }])).toEqual({ '0': 'content' })
  })

  test('that is a bomb, cut, or no gz is refused', async () => {
    const bomb = gzipSync(new Uint8Array(2_000_000))
    expect(await refusalOf(unpacked(bomb, [{ member: '' }], { ratioFrom: 1_000_000 }))).toContain('more than 200 times')
    expect(await refusalOf(unpacked(bomb, [{ member: '' }], { fileBytes: 1_000_000 }))).toContain('longer than 1000000')
    expect(await refusalOf(unpacked(gzipSync('content').subarray(0, 15), [{ member: '' }]))).toBe(
      'ASSET a.tgz: the archive ends too early',
    )
    expect(await refusalOf(unpacked(Buffer.from('<html>'), [{ member: '' }]))).toContain(
      'neither a gzip nor a zip archive',
    )
    expect(await refusalOf(unpacked(zip([]), [{ member: '' }]))).toContain('one gzipped file is expected')
    expect(await refusalOf(unpacked(gzipSync('no tar'), [{ member: 'x' }]))).toMatch(/^ASSET a\.tgz: /)
  })
})

test('a tar that ends within a member is refused', async () => {
  const bytes = await tar([{ name: 'd/a', content: 'x'.repeat(2000) }])
  expect(await refusalOf(unpacked(gzipSync(bytes.subarray(0, 1500)), [{ member: 'd/' }]))).toBe(
    'ASSET a.tgz: the archive ends too early',
  )
})

test('a zip whose content is not what its directory says is refused', async () => {
  for (const lie of [{ crc: 1 }, { size: 3 }, { size: 30 }]) {
    const archive = zip([{ name: 'd/a', content: 'content', ...lie }])
    expect(await refusalOf(unpacked(archive, [{ member: 'd/' }]))).toMatch(/^ASSET a\.tgz: .*; not unpacked$/)
  }
})

test('a place that cannot be written is told by its name', async () => {
  const folder = folderWith({ file: '' })
  writeFileSync(join(folder, 'a.tgz'), await tarGz(members))
  const wanted = [{ member: 'repo-1/brat/', suffixes: null, into: join(folder, 'file', 'below') }]
  expect(await refusalOf(unpack(join(folder, 'a.tgz'), 'a.tgz', wanted))).toMatch(
    /^OUTPUT .*\/file\/below\/a\.txt: cannot be written: a file stands where a folder is needed; set BIONER_HOME/,
  )
})

test('whatever is changed in an archive, the end is files or an error with its name', async () => {
  const originals = await Promise.all(archives.map(async ([, make]) => make(members)))
  const change = fc.record({
    archive: fc.constantFrom(...originals),
    places: fc.array(fc.record({ at: fc.nat(2000), byte: fc.nat(255) }), { minLength: 1, maxLength: 6 }),
  })
  await fc.assert(
    fc.asyncProperty(change, async ({ archive, places }) => {
      const bytes = Buffer.from(archive)
      for (const { at, byte } of places) bytes[at % bytes.length] = byte
      const outcome = await unpacked(bytes, [{ member: 'repo-1/brat/' }]).catch((error: unknown) => String(error))
      if (typeof outcome === 'string') expect(outcome).toMatch(/^BenchError: a\.tgz: /)
    }),
    { numRuns: 150 },
  )
})
