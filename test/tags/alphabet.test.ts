import { expect, test } from 'vitest'
import { type Decoding, schemes } from '../../src/core/convention.ts'
import { alphabetOf, conllevalPrefixes, firstForeignTag, marksOf } from '../../src/tags/alphabet.ts'

test('the marks of each scheme, besides O', () => {
  expect(Object.fromEntries(schemes.map(scheme => [scheme, alphabetOf(scheme).join('')]))).toEqual({
    IOB1: 'BI',
    IOB2: 'BI',
    IOE1: 'IE',
    IOE2: 'IE',
    IOBES: 'BIES',
    BILOU: 'BILU',
  })
  expect(conllevalPrefixes.join('')).toBe('BIES')
})

test('the first foreign tag, or -1', () => {
  const bilou: Decoding = { matching: 'strict', scheme: 'BILOU' }
  expect(marksOf(bilou)).toEqual(['B', 'I', 'L', 'U'])
  expect(firstForeignTag(['O', 'B-X', 'L-X', 'U', 'U-'], bilou)).toBe(-1)
  expect(firstForeignTag(['O', 'B-X', 'L-X'], { matching: 'conlleval' })).toBe(2)
  expect(firstForeignTag(['O', 'X-B', 'X'], { matching: 'conlleval' }, 'suffix')).toBe(2)
  expect(firstForeignTag(['O', 'B-X'], { matching: 'conlleval' }, 'suffix')).toBe(1)
  expect(firstForeignTag([], bilou)).toBe(-1)
})
