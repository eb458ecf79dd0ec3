import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DocumentId, Mention, Passage, PassageId } from '../../../../src/core/passage.ts'
import { type ChemdnerOptions, readChemdner } from '../../../../src/datasets/format/standoff/chemdner.ts'
import { writeChemdner } from '../../../../src/datasets/format/standoff/write-chemdner.ts'
import { refusalOf, sourceOf } from '../../source.ts'
import { arbitraryPassages, lineBreaks, plainNames, plainPieces } from '../arbitrary-passages.ts'
import { damaged, returnsOrRefuses } from '../damage.ts'

const read = (abstracts: string | Uint8Array, annotations: string | Uint8Array, options?: ChemdnerOptions) =>
  readChemdner({ abstracts: sourceOf(abstracts, 'a.txt'), annotations: sourceOf(annotations, 'b.txt') }, options)
const readWritten = (written: ReadonlyMap<string, string>) =>
  read(written.get('x.abstracts.txt') ?? '', written.get('x.annotations.txt') ?? '').passages

const abstracts = '21826085\tDNA and 𝛽-NaCl\tSodium chloride (NaCl).\n2\tEmpty\t\n'
const annotations =
  '21826085\tA\t17\t21\tNaCl\tFORMULA\n21826085\tT\t8\t14\t𝛽-NaCl\tFAMILY\n21826085\tA\t0\t15\tSodium chloride\tSYSTEMATIC\n'

describe('a document', () => {
  test('is title, space, abstract; offsets are those of the section, in code points', () => {
    const { passages } = read(abstracts, annotations)
    expect(passages).toEqual([
      {
        ...{ id: '21826085', document: '21826085', tokens: null, tags: null },
        text: 'DNA and 𝛽-NaCl Sodium chloride (NaCl).',
        mentions: [
          { start: 8, end: 15, type: 'FAMILY' },
          { start: 16, end: 31, type: 'SYSTEMATIC' },
          { start: 33, end: 37, type: 'FORMULA' },
        ],
      },
      { id: '2', document: '2', text: 'Empty', tokens: null, tags: null, mentions: [] },
    ])
    for (const { text, mentions } of passages.slice(0, 1)) {
      expect(mentions.map(({ start, end }) => text.slice(start, end))).toEqual(['𝛽-NaCl', 'Sodium chloride', 'NaCl'])
    }
  })

  test('may have one type for all classes', () => {
    const types = read(abstracts, annotations, { onlyType: 'Chemical' }).passages[0]?.mentions.map(({ type }) => type)
    expect(types).toEqual(['Chemical', 'Chemical', 'Chemical'])
  })

  test('that comes again is refused, or kept once', () => {
    const twice = abstracts + abstracts.split('\n')[0]
    expect(refusalOf(() => read(twice, ''))).toMatch(/^a\.txt:3: document "21826085" is there already: a\.txt:1/)
    const { passages, notes } = read(twice, annotations, { repeated: 'keep-first' })
    expect(passages).toHaveLength(2)
    expect(notes.remarks).toMatchObject([{ kind: 'repeated-document', count: 1 }])
  })
})

describe('refused', () => {
  test.each([
    ['no title', '1\n', '', 'a.txt:1: expected an id, a title and an abstract'],
    ['a fourth column', '1\ta\tb\tc\n', '', 'a.txt:1: expected an id, a title and an abstract'],
    ['nothing', '\n', '', 'a.txt: the file holds no document'],
    ['an unknown document', abstracts, '3\tT\t0\t1\tE\tX\n', 'b.txt:1: document "3" is not in a.txt'],
    ['another section', abstracts, '2\tB\t0\t1\tE\tX\n', 'b.txt:1: expected an id, T or A, a start'],
    ['no type', abstracts, '2\tT\t0\t1\tE\t\n', 'b.txt:1: expected an id, T or A, a start'],
    ['another text', abstracts, '\n2\tT\t0\t2\tEn\tX\n', 'b.txt:2: document "2", 0-2: the text there is "Em"'],
    [
      'an offset beyond the title',
      abstracts,
      '2\tT\t0\t6\tEmpty \tX\n',
      'b.txt:1: offset 6 is beyond the end of the text',
    ],
    ['an offset that is none', abstracts, '2\tT\t-1\t6\tEmpty\tX\n', 'b.txt:1: offset -1 is no whole number'],
    ['an empty span', abstracts, '2\tT\t1\t1\t\tX\n', 'b.txt:1: start 1 is not before end 1'],
  ])('%s', (_, one, two, message) => {
    expect(refusalOf(() => read(one, two))).toContain(message)
  })

  test('law: any bytes, with file and line', () => {
    const bytes = [abstracts, annotations].map(text => new TextEncoder().encode(text)) as [Uint8Array, Uint8Array]
    const place = /^(a|b)\.txt(:\d+: |: the file (is empty|holds no document))/
    fc.assert(
      fc.property(damaged(bytes[0]), damaged(bytes[1]), (one, two) => {
        returnsOrRefuses(() => read(one, bytes[1]), place)
        returnsOrRefuses(() => read(bytes[0], two), place)
      }),
      { numRuns: 500 },
    )
  })
})

describe('writing', () => {
  const passage = (text: string, ...mentions: Mention[]): Passage => ({
    ...{ id: 'p' as PassageId, document: 'p' as DocumentId, text, tokens: null, tags: null, mentions },
  })

  test('cuts the text where a sentence ends, but not through a mention', () => {
    const text = 'Use of St. Anthony. It is.'
    const titles = [passage(text), passage(text, { start: 7, end: 18, type: 'X' })].map(
      one => writeChemdner([one], 'x').get('x.abstracts.txt') ?? '',
    )
    expect(titles).toEqual(['p\tUse of St.\tAnthony. It is.\n', 'p\tUse of St. Anthony.\tIt is.\n'])
  })

  test.each([
    [passage('a\tb'), /tabs or line breaks/],
    [passage('a', { start: 0, end: 1, type: '' }), /no type/],
    [passage('a', { start: 0, end: 1, type: 'x\ty' }), /the type "x\\ty" has a tab/],
    [{ ...passage('a'), id: 'a b' as PassageId }, /an id there is not empty/],
  ])('refuses what it cannot say: %#', (one, message) => {
    expect(refusalOf(() => writeChemdner([one], 'x'))).toMatch(message)
  })

  const bare = (passages: readonly Passage[]) =>
    passages.map(one => ({ ...one, mentions: one.mentions.map(({ concepts: _, ...mention }) => mention) }))

  test('law: what is written comes back, all but concepts', () => {
    const arbitrary = arbitraryPassages({ pieces: plainPieces, discontinuous: false, names: plainNames })
    fc.assert(
      fc.property(arbitrary, passages => {
        expect(readWritten(writeChemdner(passages, 'x'))).toEqual(bare(passages))
      }),
    )
  })

  test('law: whatever the passages hold, they come back or are refused', () => {
    const pieces = [...plainPieces, ...lineBreaks, '\t', '\ufeff', '\ud800', '\0']
    const arbitrary = arbitraryPassages({
      pieces,
      discontinuous: true,
      names: [...plainNames, '', 'x\ty', ' z', '\ufeff'],
    })
    fc.assert(
      fc.property(arbitrary, passages => {
        returnsOrRefuses(() => expect(readWritten(writeChemdner(passages, 'x'))).toEqual(bare(passages)), /^passage "/)
      }),
      { numRuns: 500 },
    )
  })
})
