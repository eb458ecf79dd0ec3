import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ParsedCorpus } from '../../../../src/core/corpus.ts'
import { readLinnaeus } from '../../../../src/datasets/format/standoff/linnaeus.ts'
import { readS800 } from '../../../../src/datasets/format/standoff/s800.ts'
import { selectDocuments } from '../../../../src/datasets/variant/select-documents.ts'
import { sharedPath, whenShared } from '../../../shared.ts'
import { refusalOf, sourceOf } from '../../source.ts'
import { damaged, returnsOrRefuses } from '../damage.ts'

const sharedSource = (path: string) => ({ name: path, bytes: readFileSync(sharedPath('datasets', path)) })
const sharedTexts = (folder: string) =>
  readdirSync(sharedPath('datasets', folder))
    .sort()
    .map(name => sharedSource(`${folder}/${name}`))
const mentionsOf = ({ passages }: ParsedCorpus) => passages.flatMap(({ mentions }) => mentions)

describe('LINNAEUS', () => {
  const texts = [sourceOf('𝛽 E. coli\nin man', 'txt/pmcA1.txt'), sourceOf('none', 'txt/pmcA2.txt')]
  const tags =
    '#species id\tdocument\tstart\tend\ttext\tcode\nspecies:ncbi:562|species:ncbi:1\tpmcA1\t2\t9\tE. coli\t0|4\n'
  const read = (table: string | Uint8Array) => readLinnaeus({ tags: sourceOf(table, 'tags.tsv'), texts })

  test('documents are texts, also without tags; species are concepts; offsets count code points', () => {
    expect(read(tags).passages).toEqual([
      {
        ...{ id: 'pmcA1', document: 'pmcA1', text: '𝛽 E. coli\nin man', tokens: null, tags: null },
        mentions: [{ start: 3, end: 10, type: 'Species', concepts: ['species:ncbi:562', 'species:ncbi:1'] }],
      },
      { id: 'pmcA2', document: 'pmcA2', text: 'none', tokens: null, tags: null, mentions: [] },
    ])
  })

  test.each([
    ['a tag without a text', 'x\tpmcA3\t0\t1\tn\t\n', 'tags.tsv:1: there is no text of document "pmcA3"'],
    ['too few columns', '#\nx\tpmcA1\t0\n', 'tags.tsv:2: expected species, document, start, end and text'],
    ['another text', 'x\tpmcA2\t0\t1\tN\t\n', 'tags.tsv:1: document "pmcA2", 0-1: the text there is "n"'],
    ['an offset beyond the end', 'x\tpmcA2\t0\t5\tnone \t\n', 'tags.tsv:1: offset 5 is beyond the end'],
  ])('%s is refused', (_, table, message) => {
    expect(refusalOf(() => read(table))).toContain(message)
  })

  test('two texts of one name are refused', () => {
    const twice = [sourceOf('a', 'a/d.txt'), sourceOf('b', 'b/d.txt')]
    expect(refusalOf(() => readLinnaeus({ tags: sourceOf('#\n'), texts: twice }))).toMatch(
      /^b\/d\.txt: there is another text of document "d"/,
    )
  })

  test('law: any bytes are read or refused with file and line', () => {
    fc.assert(
      fc.property(damaged(new TextEncoder().encode(tags)), bytes => {
        returnsOrRefuses(() => read(bytes), /^tags\.tsv(:\d+: |: the file is empty)/)
      }),
      { numRuns: 500 },
    )
  })

  whenShared('has the counts that were published, with all tags and with filtered ones, and by split', () => {
    const all = sharedTexts('linnaeus/original/txt')
    const counts = ['tags', 'filtered_tags'].map(table => {
      const corpus = readLinnaeus({ tags: sharedSource(`linnaeus/original/${table}.tsv`), texts: all })
      const bySplit = ['train', 'devel', 'test'].map(split => {
        const list = sharedSource(`linnaeus/original/split/${split}.txt`)
        const part = selectDocuments(corpus, list, { demandAll: true })
        return [part.passages.length, mentionsOf(part).length]
      })
      expect(corpus.notes.remarks).toEqual([])
      return [corpus.passages.length, mentionsOf(corpus).length, bySplit]
    })
    expect(counts).toEqual([
      [
        100,
        4259,
        [
          [50, 2119],
          [17, 708],
          [33, 1432],
        ],
      ],
      [
        100,
        2851,
        [
          [50, 1451],
          [17, 537],
          [33, 863],
        ],
      ],
    ])
  })

  whenShared('can be cut by the lists of HUNER, which have CRLF line ends', () => {
    const corpus = readLinnaeus({
      tags: sharedSource('linnaeus/original/tags.tsv'),
      texts: sharedTexts('linnaeus/original/txt'),
    })
    const lists = readdirSync(sharedPath('datasets', 'linnaeus/huner-splits')).sort()
    const sizes = lists.map(name => {
      const part = selectDocuments(corpus, sharedSource(`linnaeus/huner-splits/${name}`))
      return [name, part.passages.length]
    })
    expect(Object.fromEntries(sizes)).toEqual({ 'linneaus.dev': 10, 'linneaus.test': 29, 'linneaus.train': 59 })
  })
})

describe('Species-800', () => {
  const texts = [sourceOf('E. coli here', 'abstracts/species001.txt'), sourceOf('none', 'abstracts/species002.txt')]
  const pubmed = 'species001\tPMID:11\tmed\t1\tX\nspecies002\tPMID:22\tmed\t1\tX\n'
  const mentions = '562\tspecies001:11\t0\t6\tE. coli\n'
  const read = (table: string | Uint8Array, list: string | Uint8Array = pubmed) =>
    readS800({ mentions: sourceOf(table, 'S800.tsv'), texts, pubmed: sourceOf(list, 'pubmedid.tsv') })

  test('documents are called by PMID; the end of a mention is its last character; taxa are concepts', () => {
    expect(read(mentions).passages).toEqual([
      {
        ...{ id: '11', document: '11', text: 'E. coli here', tokens: null, tags: null },
        mentions: [{ start: 0, end: 7, type: 'Species', concepts: ['species:ncbi:562'] }],
      },
      { id: '22', document: '22', text: 'none', tokens: null, tags: null, mentions: [] },
    ])
  })

  test.each([
    [
      'another PMID',
      '5\tspecies001:12\t0\t6\tE. coli\n',
      'S800.tsv:1: document "species001" has PMID 12 here, but is 11',
    ],
    [
      'a document without PMID',
      '5\tspecies3:1\t0\t6\tE. coli\n',
      'S800.tsv:1: document "species3" has PMID 1 here, but is not',
    ],
    [
      'an end that is exclusive',
      '5\tspecies001:11\t0\t7\tE. coli\n',
      'S800.tsv:1: document "11", 0-7: the text there is "E. coli "',
    ],
    ['an end beyond the text', '5\tspecies002:22\t0\t4\tnone.\n', 'S800.tsv:1: offset 5 is beyond the end'],
    ['too few columns', '5\tspecies001:11\t0\n', 'S800.tsv:1: expected a taxon, document:PMID'],
    ['no number', '5\tspecies001:11\t0\tx\tE\n', 'S800.tsv:1: offset x is no whole number'],
  ])('%s is refused', (_, table, message) => {
    expect(refusalOf(() => read(table))).toContain(message)
  })

  test.each([
    [
      'a text that is not listed',
      'species001\tPMID:11\n',
      'pubmedid.tsv: no PMID of "species002", of which there is a text',
    ],
    [
      'a document listed twice',
      `${pubmed}species001\tPMID:3\n`,
      'pubmedid.tsv:3: document "species001" is listed twice',
    ],
    ['a PMID listed twice', `${pubmed}species003\tPMID:11\n`, 'pubmedid.tsv:3: "species001" has the same PMID, 11'],
    ['a line of another form', 'species001\t11\n', 'pubmedid.tsv:1: expected a document, a tab and "PMID:"'],
    [
      'a mention without a text',
      `${pubmed}species003\tPMID:33\n`,
      'S800.tsv:1: there is no text of document "species003"',
      '5\tspecies003:33\t0\t1\tab\n',
    ],
  ])('%s is refused', (_, list, message, table = mentions) => {
    expect(refusalOf(() => read(table, list))).toContain(message)
  })

  test('law: any bytes are read or refused with file and line', () => {
    const encode = (text: string) => new TextEncoder().encode(text)
    const place = /^(S800|pubmedid)\.tsv(:\d+: |: the file is empty|: no PMID of "species00)/
    fc.assert(
      fc.property(damaged(encode(mentions)), damaged(encode(pubmed)), (one, two) => {
        returnsOrRefuses(() => read(one), place)
        returnsOrRefuses(() => read(mentions, two), place)
      }),
      { numRuns: 500 },
    )
  })

  whenShared('has the counts that were published, and by split', () => {
    const corpus = readS800({
      mentions: sharedSource('s800/original/S800.tsv'),
      texts: sharedTexts('s800/original/abstracts'),
      pubmed: sharedSource('s800/original/pubmedid.tsv'),
    })
    expect([corpus.passages.length, mentionsOf(corpus).length, corpus.notes.remarks]).toEqual([800, 3708, []])
    const bySplit = ['train', 'devel', 'test'].map(split => {
      const part = selectDocuments(corpus, sharedSource(`s800/original/split/${split}.txt`), { demandAll: true })
      return [part.passages.length, mentionsOf(part).length]
    })
    expect(bySplit).toEqual([
      [560, 2557],
      [80, 384],
      [160, 767],
    ])
  })
})
