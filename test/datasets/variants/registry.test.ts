import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { splits } from '../../../src/core/corpus.ts'
import { sharedPath, whenShared } from '../../shared.ts'
import { assets, everyCorpus, everyVariant } from './load.ts'

const everyPin = everyVariant.flatMap(({ reference, variant }) =>
  Object.values(variant.files).flatMap(pins => pins.map(pin => ({ reference, ...pin }))),
)

test('there are fourteen corpora, each with its default variant', () => {
  expect(everyCorpus.map(corpus => `${corpus.id}@${corpus.default}`)).toEqual([
    ...['bc4chemd@mtl', 'bc5cdr@mtl', 'bc5cdr-chem@mtl', 'bc5cdr-disease@mtl', 'ncbi-disease@mtl', 'jnlpba@mtl'],
    ...['linnaeus@mtl', 's800@biobert', 'bc2gm@mtl', 'anatem@mtl', 'bionlp13cg@mtl'],
    ...['cll@nersuite', 'gellus@nersuite', 'fsu@mmax2'],
  ])
  for (const corpus of everyCorpus) expect(Object.keys(corpus.variants)).toContain(corpus.default)
})

test.each(everyVariant)('$reference says what it is', ({ corpus, variant }) => {
  expect(variant.title).not.toMatch(/\n|\.$/)
  expect(variant.splitOrigin).not.toBe('')
  expect(variant.licence.name).not.toBe('')
  expect(variant.types.length).toBeGreaterThan(0)
  expect(new Set(variant.types).size).toBe(variant.types.length)
  const present = splits.filter(split => variant.files[split])
  expect(present.length).toBeGreaterThan(0)
  for (const split of splits) {
    const counts = variant.counts[split]
    if (counts === undefined) continue
    expect(present).toContain(split)
    expect(Object.keys(counts.types ?? {}).every(type => variant.types.includes(type))).toBe(true)
  }
  const entries = corpus.citation.match(/^@\w+\{\w+,$/gm)
  expect(entries?.length).toBe(corpus.citation.match(/^\}$/gm)?.length)
  expect(new Set(entries).size).toBe(entries?.length)
})

test('two variants are refused, with the reason and what to use instead', () => {
  const refused = everyVariant.filter(({ variant }) => variant.refused !== null)
  expect(refused.map(({ reference }) => reference)).toEqual(['jnlpba@iobes', 'cll@conll'])
  for (const { variant } of refused) expect(variant.refused).toMatch(/; use \S+@\S+/)
})

test('a pin lies in the folder of a corpus, is pinned to a commit or an address, and has one checksum wherever it is named', () => {
  const checksums = new Map<string, string | undefined>()
  for (const { reference, path, checksum, origin } of everyPin) {
    expect(everyCorpus.map(corpus => corpus.id)).toContain(path.split('/')[0])
    expect(path).not.toMatch(/^\/|\\|(^|\/)\.\.?(\/|$)/)
    if (checksum) expect(checksum.hex).toMatch(checksum.algorithm === 'sha256' ? /^[0-9a-f]{64}$/ : /^[0-9a-f]{40}$/)
    if (checksums.has(path)) expect(checksum?.hex, `${reference} ${path}`).toBe(checksums.get(path))
    checksums.set(path, checksum?.hex)
    if (origin.kind === 'package') continue
    expect(origin.url).toMatch(/^https?:\/\/[^\s]+$/)
    if (/github/.test(origin.url)) expect(origin.url).toMatch(/\/[0-9a-f]{40}(\/|$)/)
    if (origin.kind === 'archive') expect(origin.member.endsWith('/')).toBe(path.endsWith('/'))
  }
})

test('only of files that nobody has published a checksum of there is none', () => {
  const unknown = everyPin.filter(pin => pin.checksum === null).map(({ path }) => path)
  expect([...new Set(unknown)].filter(path => !path.includes('/hub/'))).toEqual([
    ...['training', 'development', 'evaluation'].flatMap(set =>
      ['abstracts', 'annotations'].map(kind => `bc4chemd/original/${set}.${kind}.txt`),
    ),
    ...['training', 'development', 'evaluation'].map(set => `bc4chemd/bioc/BC7T2-CHEMDNER-corpus-${set}.BioC.xml`),
    's800/brat/',
    ...['train', 'devel', 'test'].map(name => `gellus/nersuite/${name}/`),
    ...['train', 'devel', 'test'].map(name => `gellus/brat/${name}/`),
    'fsu/mmax2/',
  ])
})

test('what comes with the program is there', () => {
  for (const { path, origin } of everyPin) {
    if (origin.kind !== 'package') continue
    expect(existsSync(join(assets, path)) || existsSync(join(assets, `${path}.gz`)), path).toBe(true)
  }
})

whenShared('every file that was counted is pinned, by the checksum it was counted with', () => {
  const text = readFileSync(sharedPath('datasets', 'SOURCES.md'), 'utf8')
  const pinned = new Set(
    everyPin.flatMap(({ checksum, origin }) => [
      checksum?.hex,
      origin.kind === 'archive' ? origin.checksum?.hex : undefined,
    ]),
  )
  const unpinned = [...text.matchAll(/^[|-] ?`([^`]+)`.*`([0-9a-f]{64})`/gm)]
    .filter(([, , sha256]) => !pinned.has(sha256))
    .map(([, path]) => path)
  expect(unpinned).toEqual([
    // Sentences without document ids of files that are pinned with them.
    'jnlpba/original/test/Genia4EReval1.iob2',
    'jnlpba/original/train/sampletest1.iob2',
    // The abstracts of the test split alone, which the repository has in a folder of all.
    's800/brat/test/',
    // Alternatives, which a score by exact spans does not accept.
    'bc2gm/original/train/ALTGENE.eval',
    'bc2gm/original/test/ALTGENE.eval',
    // Two folders of it are pinned, as the repository has them.
    'fsu/sample-mmax2/',
    // What a converter makes of other abstracts than those of the sample.
    'fsu/sample-iob/17520163.iob',
    'fsu/sample-iexml/',
  ])
})
