import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DocumentId, Mention, Passage, PassageId } from '../../../src/core/passage.ts'
import { readPubtator } from '../../../src/datasets/format/pubtator/pubtator.ts'
import { writePubtator } from '../../../src/datasets/format/pubtator/write-pubtator.ts'
import { refusalOf, sourceOf } from '../source.ts'
import { arbitraryPassages, lineBreaks, plainNames, plainPieces } from './arbitrary-passages.ts'
import { damaged, returnsOrRefuses } from './damage.ts'

const read = (text: string) => readPubtator(sourceOf(text, 'x.txt'))

describe('writing', () => {
  const names = plainNames
  test('and reading again gives the same passages', () => {
    fc.assert(
      fc.property(
        arbitraryPassages({ pieces: [...plainPieces, '\u2029', '\v'], discontinuous: false, names }),
        passages => {
          expect(read(writePubtator(passages)).passages).toEqual(passages)
        },
      ),
    )
  })

  test('whatever the passages hold, they come back or are refused', () => {
    const pieces = [...plainPieces, ...lineBreaks, '\t', '\ufeff', '\ud800', '\0']
    const shape = { pieces, discontinuous: true, names: [...plainNames, '', 'a|b', '-1', 'x\ty', ' z ', '\ufeff'] }
    fc.assert(
      fc.property(arbitraryPassages(shape), passages => {
        returnsOrRefuses(() => expect(read(writePubtator(passages)).passages).toEqual(passages), /^passage "/)
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

  test('looks as the corpora do', () => {
    const source = '1|t|A new drug.\n1|a|E. coli it is.\n1\t12\t19\tE. coli\tSpecies\t562|563\n\n2|t|Word\n'
    expect(writePubtator(read(source).passages)).toBe(source)
  })

  test.each([
    [passage('a\nb'), /line breaks; put a space for each/],
    [passage('a\tb', { start: 0, end: 3, type: 'X' }), /"a\\tb" has a tab/],
    [
      passage('abc', {
        start: 0,
        end: 3,
        type: 'X',
        parts: [
          { start: 0, end: 1 },
          { start: 2, end: 3 },
        ],
      }),
      /discontinuous/,
    ],
    [passage('abc', { start: 0, end: 4, type: 'X' }), /offset 4 is beyond its text/],
    [passage('𝛽', { start: 1, end: 2, type: 'X' }), /offset 1 is beyond its text or inside a character/],
    [passage('abc', { start: 1, end: 1, type: 'X' }), /1-1 holds no character/],
    [passage('abc', { start: 0, end: 1, type: '' }), /no type/],
    [passage('abc', { start: 0, end: 1, type: 'X', concepts: ['a|b'] }), /the concept "a|b"/],
    [passage('abc', { start: 0, end: 1, type: 'X', concepts: [''] }), /the concept ""/],
    [passage('a\ud800'), /half a surrogate pair/],
    [{ ...passage('a'), id: 'a|b' as PassageId }, /an id there/],
  ])('refuses %j', (bad, message) => {
    expect(refusalOf(() => writePubtator([bad]))).toMatch(message)
  })

  test('refuses two passages of one id', () => {
    expect(refusalOf(() => writePubtator([passage('a'), passage('b')]))).toBe(
      'passage "p" cannot be written as PubTator: another passage has its id; give each its own',
    )
  })
})

describe('any bytes', () => {
  const valid = [
    '1|t|Renal and 𝛽 failure.',
    '1|a|It failed.',
    '1\t0\t19\tRenal and 𝛽 failure\tDisease\tD1|D2\trenal failure|𝛽 failure',
    '1\t10\t11\t𝛽\tChemical\t-1',
    '1\tCID\tD1\tD2',
    '',
    '2|t|Nothing',
    '2|a|',
    '',
  ].join('\n')

  const place = /^x\.txt:(\d+: | the file (is empty|holds no document)$)/

  test('are read or refused with a line', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
        returnsOrRefuses(() => readPubtator(sourceOf(bytes, 'x.txt')), place)
      }),
    )
  })

  test('so are damaged files', () => {
    fc.assert(
      fc.property(damaged(new TextEncoder().encode(valid)), bytes => {
        returnsOrRefuses(() => readPubtator(sourceOf(bytes, 'x.txt')), place)
      }),
      { numRuns: 1000 },
    )
  })
})
