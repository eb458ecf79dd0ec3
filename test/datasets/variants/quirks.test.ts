import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { Passage, Span } from '../../../src/core/passage.ts'
import { parseConll } from '../../../src/datasets/format/conll/conll.ts'
import { passagesOf } from '../../../src/datasets/variant/passages.ts'
import { sharedPath, whenShared } from '../../shared.ts'
import { load, parseRefused } from './load.ts'
import { byDocument, denseMentions, surfaceOf, surfaces } from './surfaces.ts'

whenShared('NCBI-Disease: abstract 8528200 is twice in the original and in spyysalo, once in mtl', async () => {
  const original = await load('ncbi-disease@original', 'train')
  const copies = original.passages.filter(passage => passage.document === '8528200')
  expect(original.passages).toHaveLength(593)
  expect(copies.map(({ id }) => id)).toEqual(['8528200', '8528200#2'])
  expect(copies[1]).toEqual({ ...copies[0], id: '8528200#2' })
  expect(copies.map(({ mentions }) => mentions.length)).toEqual([11, 11])
  expect(original.notes.remarks).toContainEqual(expect.objectContaining({ kind: 'repeated-document', count: 1 }))
  const sentences = async (reference: string) =>
    (await load(reference, 'train')).passages.filter(passage => passage.document === '8528200')
  const [twice, once] = [await sentences('ncbi-disease@spyysalo'), await sentences('ncbi-disease@mtl')]
  expect([twice.length, once.length]).toEqual([16, 8])
  expect(twice.map(({ text }) => text)).toEqual([...once, ...once].map(({ text }) => text))
})

whenShared('NCBI-Disease: 10923035 711-761 states another text than its offsets have; the offsets count', async () => {
  const { passages, notes } = await load('ncbi-disease@original', 'train')
  const remark = notes.remarks.find(({ kind }) => kind === 'text-mismatch')
  expect(remark).toMatchObject({ count: 1, message: expect.stringContaining('document "10923035", 711-761') })
  const mention = passages.find(({ id }) => id === '10923035')?.mentions.find(({ start }) => start === 711)
  expect(mention?.end).toBe(761)
})

whenShared('JNLPBA: lines that begin abstracts are no sentences, and hyphens stay in tokens', async () => {
  const { passages } = await load('jnlpba@mtl', 'test')
  expect(passages.some(({ text }) => text.includes('DOCSTART'))).toBe(false)
  expect(new Set(passages.map(({ document }) => document)).size).toBe(404)
  expect(passages.some(({ text }) => text.split(' ').includes('IL-2'))).toBe(true)
  const ids = new Set(passages.map(({ document }) => `${document}`).filter(id => id.endsWith('-2')))
  expect(ids).toEqual(new Set(['98281994-2', '98282479-2']))
})

whenShared('JNLPBA: the IOBES file is corrupt, and refused with the reason', async () => {
  await expect(load('jnlpba@iobes', 'test')).rejects.toThrow(
    /^jnlpba@iobes: refused: its converter put blank lines in wrong places: 4,243 sentences for 3,856, .*use jnlpba@mtl$/,
  )
  const strict = await parseRefused('jnlpba@iobes', 'test')
  expect(strict.passages).toHaveLength(4243)
  expect(strict.passages.flatMap(({ mentions }) => mentions)).toHaveLength(8236)
  const bytes = readFileSync(sharedPath('datasets/jnlpba/conll-iobes/test.tsv'))
  const file = parseConll({ name: 'test.tsv', bytes }, { columns: 'tag', separator: 'tab' })
  const lenient = passagesOf(file, {
    ...{ prefix: 'test', documents: null, types: null, decoding: { matching: 'conlleval' } },
  })
  expect(lenient.flatMap(({ mentions }) => mentions)).toHaveLength(9105)
  const inside = file.sentences.flatMap(({ tags }) =>
    tags.filter((tag, i) => tag.startsWith('I-') && (tags[i - 1] ?? 'O') === 'O'),
  )
  expect(inside).toHaveLength(224)
})

whenShared(
  'LINNAEUS: S. FAECIUM (3 in dev) and C. pipiens (1 in test) are cut in two: 711 for 708, 1,433 for 1,432',
  async () => {
    for (const [split, cut] of [
      ['dev', ['S. FAECIUM', 'S. FAECIUM', 'S. FAECIUM']],
      ['test', ['C. pipiens']],
    ] as const) {
      const mtl = byDocument((await load('linnaeus@mtl', split)).passages)
      const original = byDocument((await load('linnaeus@original', split)).passages)
      const grown = [...original].filter(([document, surfaces]) => (mtl.get(document)?.length ?? 0) > surfaces.length)
      const names = grown.flatMap(([document, stated]) => {
        const kept = (mtl.get(document) ?? []).map(surface => surface.replaceAll(' ', ''))
        return stated.filter(surface => {
          const at = kept.indexOf(surface.replaceAll(' ', ''))
          if (at !== -1) kept.splice(at, 1)
          return at === -1
        })
      })
      expect(names.filter(name => cut.some(other => other === name))).toEqual(cut)
    }
  },
)

whenShared('LINNAEUS: 1,408 of 4,259 mentions are common nouns, which the filtered tags leave out', async () => {
  const all: Passage[] = []
  const filtered: Passage[] = []
  for (const split of ['train', 'dev', 'test'] as const) {
    all.push(...(await load('linnaeus@original', split)).passages)
    filtered.push(...(await load('linnaeus@filtered', split)).passages)
  }
  expect([surfaces(all).length, surfaces(filtered).length]).toEqual([4259, 2851])
  const tagged = (passages: readonly Passage[]) => passages.filter(({ mentions }) => mentions.length > 0).length
  expect([all.length, tagged(all), tagged(filtered)]).toEqual([100, 95, 84])
  expect(surfaces(filtered)).not.toContain('patients')
  expect(surfaces(all).filter(surface => surface === 'patients').length).toBeGreaterThan(100)
})

whenShared(
  'Species-800: ends are inclusive: every mention is what the file says, with its last character',
  async () => {
    const lines = readFileSync(sharedPath('datasets/s800/original/S800.tsv'), 'utf8').trimEnd().split('\n')
    const stated = lines
      .map(line => line.split('\t'))
      .map(([, at = '', start, , surface]) => `${at.split(':')[1]} ${start} ${surface}`)
    const found: string[] = []
    let silent = 0
    for (const split of ['train', 'dev', 'test'] as const) {
      for (const passage of (await load('s800@original', split)).passages) {
        if (passage.mentions.length === 0) silent += 1
        for (const mention of passage.mentions)
          found.push(`${passage.document} ${mention.start} ${surfaceOf(passage, mention)}`)
      }
    }
    expect(found.sort()).toEqual(stated.sort())
    expect(silent).toBe(175)
    const widened = denseMentions((await load('s800@biobert', 'test')).passages)
    const original = new Set(denseMentions((await load('s800@original', 'test')).passages).map(({ key }) => key))
    expect(widened.filter(({ key }) => !original.has(key)).map(({ surface }) => surface)).toEqual(['ORFV002'])
  },
)

whenShared('BC2GM: overlapping mentions were dropped from the CoNLL files, and one states another text', async () => {
  const [train, test] = [await load('bc2gm@original', 'train'), await load('bc2gm@original', 'test')]
  expect(train.notes.remarks.map(({ kind, count }) => [kind, count])).toEqual([['text-mismatch', 1]])
  const overlapped = test.passages.flatMap(passage =>
    passage.mentions
      .filter(one => passage.mentions.some(other => other !== one && overlap(one, other)))
      .map(mention => surfaceOf(passage, mention)),
  )
  for (const dropped of ['IgM', 'VP1', 'FTA-ABS', '19S', 'GDS']) expect(overlapped).toContain(dropped)
  expect(test.passages.every(({ document, tokens }) => document === null && tokens === null)).toBe(true)
})

whenShared(
  'BioNLP13CG: 74 of the overlapping mentions of test are not in the CoNLL files, and 37 others are widened',
  async () => {
    const conll = denseMentions((await load('bionlp13cg@mtl', 'test')).passages)
    const { passages } = await load('bionlp13cg@original', 'test')
    const original = denseMentions(passages)
    const [ours, theirs] = [new Set(conll.map(({ key }) => key)), new Set(original.map(({ key }) => key))]
    const widened = conll.filter(({ key }) => !theirs.has(key))
    const missing = original.filter(({ key }) => !ours.has(key))
    expect(widened).toHaveLength(37)
    expect(widened.filter(({ surface }) => /^anti(-|\w)/.test(surface)).length).toBeGreaterThan(20)
    const dropped = missing.filter(
      one => !widened.some(other => other.document === one.document && other.type === one.type && contains(other, one)),
    )
    expect(dropped).toHaveLength(6955 - 6881)
    // Each of them overlaps a shorter one, or one as long.
    for (const one of dropped) {
      const others = original.filter(other => other !== one && other.document === one.document && overlap(one, other))
      expect(
        others.some(other => other.end - other.start <= one.end - one.start),
        one.key,
      ).toBe(true)
    }
    const spans = original.map(({ document, start, end }) => `${document} ${start}-${end}`)
    expect(spans.length - new Set(spans).size).toBe(4)
  },
)

whenShared('CLL: the CoNLL files lose the ends of hyphenated names, and are refused with the reason', async () => {
  await expect(load('cll@conll', 'test')).rejects.toThrow(
    /^cll@conll: refused: in 103 of its 201 files .*use cll@nersuite/,
  )
  const wrong = (await parseRefused('cll@conll', 'test')).passages
  const right = (await load('cll@nersuite', 'test')).passages
  const inside = (passages: readonly Passage[]) =>
    passages.flatMap(({ tags }) => tags ?? []).filter(tag => tag === 'I-CL').length
  expect([inside(wrong), inside(right)]).toEqual([37, 418])
  const tagsOf = new Map(wrong.map(({ document, tags }) => [document, tags]))
  const differing = right.filter(({ document, tags }) => tagsOf.get(document)?.join(' ') !== tags?.join(' '))
  expect(differing).toHaveLength(103)
  expect(right.filter(({ mentions }) => mentions.length === 0)).toHaveLength(53)
})

function overlap(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end
}

function contains(one: Span, other: Span): boolean {
  return one.start <= other.start && other.end <= one.end
}
