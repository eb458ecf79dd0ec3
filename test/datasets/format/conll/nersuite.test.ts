import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BenchError } from '../../../../src/core/error.ts'
import { readNersuite } from '../../../../src/datasets/format/conll/nersuite.ts'
import type { TagOptions } from '../../../../src/datasets/format/conll/tag-reader.ts'
import { refusalOf, sourceOf } from '../../source.ts'

const options: TagOptions = { types: null, decoding: { matching: 'strict', scheme: 'IOB2' } }
const gellus = [
  'O\t0\t2\tIn\tin\tIN\tB-PP',
  'B-Cell-line-name\t3\t6\tMCF\tMCF\tNN\tB-NP',
  'I-Cell-line-name\t6\t7\t-\t-\tHYPH\tI-NP',
  'I-Cell-line-name\t7\t8\t7\t7\tCD\tI-NP',
  'O\t9\t14\tcells\tcell\tNNS\tI-NP',
].join('\n')
const read = (text: string | Uint8Array, name = 'all/PMID-1.nersuite') => readNersuite([sourceOf(text, name)], options)
const refusal = (text: string | Uint8Array) => refusalOf(() => read(text, 'a.nersuite'))

describe('a document', () => {
  test('is a file, its sentences are passages with the spaces of the text', () => {
    const { passages } = read(`${gellus}\n\nB-X\t16\t17\tE\tE\tNN\tO\nO\t19\t20\t.\t.\t.\tO\n\n\n`)
    expect(passages).toEqual([
      {
        id: 'PMID-1.1',
        document: 'PMID-1',
        text: 'In MCF-7 cells',
        tokens: [
          { start: 0, end: 2 },
          { start: 3, end: 6 },
          { start: 6, end: 7 },
          { start: 7, end: 8 },
          { start: 9, end: 14 },
        ],
        tags: ['O', 'B-Cell-line-name', 'I-Cell-line-name', 'I-Cell-line-name', 'O'],
        mentions: [{ start: 3, end: 8, type: 'Cell-line-name' }],
      },
      {
        id: 'PMID-1.2',
        document: 'PMID-1',
        text: 'E  .',
        tokens: [
          { start: 0, end: 1 },
          { start: 3, end: 4 },
        ],
        tags: ['B-X', 'O'],
        mentions: [{ start: 0, end: 1, type: 'X' }],
      },
    ])
  })

  test('has offsets in code points, spans in UTF-16; line ends and a byte-order mark are noted', () => {
    const { passages, notes } = read('\ufeffO\t5\t6\t𝛽\t-\t-\t-\r\nB-X\t7\t9\tab\t-\t-\t-\r\n')
    expect(passages).toMatchObject([{ text: '𝛽 ab', mentions: [{ start: 3, end: 5 }] }])
    expect(notes).toEqual({ byteOrderMark: true, carriageReturns: true, remarks: [] })
  })

  test('has the types of the options', () => {
    const { passages } = readNersuite([sourceOf(gellus)], { ...options, onlyType: 'CellLine' })
    expect(passages[0]?.mentions).toEqual([{ start: 3, end: 8, type: 'CellLine' }])
  })
})

describe('refused', () => {
  test.each([
    ['an empty file', '', 'a.nersuite: the file is empty'],
    ['no token', '\n\n', 'a.nersuite: the file holds no sentence'],
    ['too few columns', 'O\t0\t1\n', 'a.nersuite:1: expected a tag, a start, an end and a token'],
    ['an offset that is none', 'O\t0\t1\ta\nO\t1e1\t3\tb\n', 'a.nersuite:2: expected a tag, a start'],
    ['a token of another length', 'O\t0\t3\tab\n', 'a.nersuite:1: 0-3 is not a place for "ab", which has 2 characters'],
    [
      'tokens that overlap',
      'O\t0\t2\tab\nO\t1\t2\tb\n',
      'a.nersuite:2: the token begins at 1, but the one before it ends at 2',
    ],
    ['a gap that no text has', 'O\t0\t2\tab\nO\t999999999\t999999999\tb\n', 'a.nersuite:2: 999999999-999999999 is not'],
    [
      'a gap that no sentence has',
      'O\t0\t2\tab\nO\t99999998\t99999999\tb\n',
      'a.nersuite:2: 99999996 characters without',
    ],
    ['a foreign tag', 'O\t0\t1\ta\nS-X\t1\t2\tb\n', 'a.nersuite:2: tag "S-X" is neither O nor a tag of IOB2'],
  ])('%s', (_, text, message) => {
    expect(refusal(text)).toContain(message)
  })

  test('two files of one document', () => {
    const sources = ['all/D.nersuite', 'test/D.nersuite'].map(name => sourceOf(gellus, name))
    expect(refusalOf(() => readNersuite(sources, options))).toBe(
      'test/D.nersuite: document "D" is already in all/D.nersuite',
    )
  })
})

test('law: any bytes, and any change to a good file, are read or refused with file and line', () => {
  const good = new TextEncoder().encode(`${gellus}\n\nO\t15\t16\té\n`)
  const changed = fc
    .tuple(fc.nat(good.length), fc.nat(4), fc.oneof(fc.uint8Array({ maxLength: 4 }), fc.constant(good.subarray(0, 40))))
    .map(([at, cut, put]) => Uint8Array.from([...good.subarray(0, at), ...put, ...good.subarray(at + cut)]))
  fc.assert(
    fc.property(fc.oneof(changed, fc.uint8Array({ maxLength: 40 })), bytes => {
      try {
        for (const { text, tokens, tags } of read(bytes, 'a.nersuite').passages) {
          expect(tags?.length).toBe(tokens?.length)
          expect(tokens?.at(-1)?.end).toBe(text.length)
        }
      } catch (error) {
        expect(error).toBeInstanceOf(BenchError)
        expect(String(error)).toMatch(/^BenchError: a\.nersuite(:\d+: |: the file (is empty|holds no sentence))/)
      }
    }),
    { numRuns: 1000 },
  )
})
