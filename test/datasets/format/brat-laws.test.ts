import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DocumentId, Mention, Passage, PassageId } from '../../../src/core/passage.ts'
import { readBrat } from '../../../src/datasets/format/brat/brat.ts'
import { writeBrat } from '../../../src/datasets/format/brat/write-brat.ts'
import { refusalOf, sourceOf } from '../source.ts'
import { arbitraryPassages, lineBreaks, plainNames, plainPieces } from './arbitrary-passages.ts'
import { damaged, returnsOrRefuses } from './damage.ts'

const pieces = [...plainPieces, ...lineBreaks, '\t', '\0']

describe('writing', () => {
  test('and reading again gives the same passages', () => {
    fc.assert(
      fc.property(arbitraryPassages({ pieces, discontinuous: true, names: plainNames }), passages => {
        expect(readBack(passages)).toEqual(passages)
      }),
    )
  })

  test('whatever the passages hold, they come back or are refused', () => {
    const names = [
      ...plainNames,
      '',
      'a b',
      '..',
      '../x',
      '.x',
      ' ',
      'a\nb',
      'x/y',
      '\ud800',
      'T1\t',
      '\u200e',
      'x.ann',
    ]
    const shape = { pieces: [...pieces, '\ufeff', '\udc00'], discontinuous: true, names }
    fc.assert(
      fc.property(arbitraryPassages(shape), passages => {
        returnsOrRefuses(() => expect(readBack(passages)).toEqual(passages), /^passage "/)
      }),
    )
  })

  const passage = (text: string, ...mentions: Mention[]): Passage => ({
    id: 'p' as PassageId,
    document: 'p' as DocumentId,
    text,
    tokens: null,
    tags: null,
    mentions,
  })

  test('makes a text and its annotations', () => {
    const parts = [
      { start: 0, end: 2 },
      { start: 5, end: 8 },
    ]
    const mentions = [
      { start: 0, end: 8, type: 'X', parts, concepts: ['N:1', 'N:2'] },
      { start: 5, end: 6, type: 'Y' },
    ]
    expect([...writeBrat([passage('𝛽 a b\nc', ...mentions)])]).toEqual([
      ['p.txt', '𝛽 a b\nc'],
      ['p.ann', 'T1\tX 0 1;4 7\t𝛽 b c\nN1\tReference T1 N:1\nN2\tReference T1 N:2\nT2\tY 4 5\tb\n'],
    ])
  })

  test.each(['', '.', '..', '../p', 'a/b', 'a\\b', '.p', '._p', ' p', 'p\n', 'a\0b', '\u202e', 'x'.repeat(252)])(
    'refuses the id %j',
    id => {
      expect(refusalOf(() => writeBrat([{ ...passage('a'), id: id as PassageId }]))).toContain('the id is a file name')
    },
  )

  test.each([
    [passage('abc', { start: 0, end: 1, type: 'X y' }), /no space: "X y"/],
    [passage('abc', { start: 0, end: 1, type: '' }), /no space: ""/],
    [passage('abc', { start: 0, end: 1, type: 'X', concepts: ['a b'] }), /no space: "a b"/],
    [passage('abc', { start: 0, end: 3, type: 'X', parts: [{ start: 0, end: 3 }] }), /are not two or more/],
    [
      passage('abc', {
        start: 0,
        end: 3,
        type: 'X',
        parts: [
          { start: 0, end: 2 },
          { start: 1, end: 3 },
        ],
      }),
      /are not two or more, in order/,
    ],
    [
      passage('abc', {
        start: 0,
        end: 3,
        type: 'X',
        parts: [
          { start: 0, end: 1 },
          { start: 1, end: 2 },
        ],
      }),
      /are not two or more, in order/,
    ],
    [passage('\ufeffabc'), /U\+FEFF/],
    [passage('abc\udc00'), /half a surrogate pair/],
  ])('refuses %j', (bad, message) => {
    expect(refusalOf(() => writeBrat([bad]))).toMatch(message)
  })
})

describe('any bytes', () => {
  const text = 'left and right 𝛽-lung\nin CRLF\r\n'
  const ann = 'T1\tOrgan 0 4;17 21\tleft lung\nN1\tReference T1 X:1\nT2\tGene 15 16\t𝛽\nE1\tX:T1\n'
  const place = /^d\.(ann|txt):\d+: /
  const read = (textBytes: Uint8Array | string, annBytes: Uint8Array | string) =>
    readBrat([sourceOf(textBytes, 'd.txt'), sourceOf(annBytes, 'd.ann')])

  test('are read or refused with a line', () => {
    expect(read(text, ann).passages[0]?.mentions).toHaveLength(2)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.uint8Array({ maxLength: 100 }), (one, other) => {
        returnsOrRefuses(() => read(one, other), place)
        returnsOrRefuses(() => read(text, other), place)
      }),
    )
  })

  test('so are damaged files', () => {
    const encode = (content: string) => new TextEncoder().encode(content)
    fc.assert(
      fc.property(damaged(encode(text)), damaged(encode(ann)), (one, other) => {
        returnsOrRefuses(() => read(one, ann), place)
        returnsOrRefuses(() => read(text, other), place)
      }),
      { numRuns: 1000 },
    )
  })
})

function readBack(passages: readonly Passage[]): readonly Passage[] {
  const files = [...writeBrat(passages)].map(([name, content]) => sourceOf(content, name))
  const order = new Map(passages.map(({ id }, index) => [id, index]))
  return readBrat(files).passages.toSorted((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0))
}
