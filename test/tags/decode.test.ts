import { describe, expect, test } from 'vitest'
import type { Decoding, Scheme } from '../../src/core/convention.ts'
import { BenchError } from '../../src/core/error.ts'
import { decode } from '../../src/tags/decode.ts'

const conlleval: Decoding = { matching: 'conlleval' }
const strict = (scheme: Scheme): Decoding => ({ matching: 'strict', scheme })

function spans(tags: string, decoding: Decoding): string {
  const found = decode(tags.split(' '), decoding)
  return found.map(({ type, start, end }) => `${type} ${start}-${end}`).join(', ')
}

describe('one row of tags under each reading', () => {
  test.each<[string, Decoding, string]>([
    ['I-X I-X O', conlleval, 'X 0-2'],
    ['I-X I-X O', strict('IOB2'), ''],
    ['I-X I-X O', strict('IOB1'), 'X 0-2'],
    ['B-X I-Y I-Y', conlleval, 'X 0-1, Y 1-3'],
    ['B-X I-Y I-Y', strict('IOB2'), 'X 0-1'],
    ['I-X B-X B-Y I-Y', strict('IOB1'), 'X 0-1, Y 3-4'],
    ['I-X I-X O I-X E-X E-X', strict('IOE2'), 'X 3-5, X 5-6'],
    ['I-X E-X I-X O', strict('IOE1'), 'X 0-2, X 2-3'],
    ['B-X I-X O S-X I-X E-X', strict('IOBES'), 'X 3-4'],
    ['B-X I-X O S-X I-X E-X', conlleval, 'X 0-2, X 3-4, X 4-6'],
    ['B-X I-X O U-X L-X B-X L-X', strict('BILOU'), 'X 3-4, X 5-7'],
    ['B-X', strict('IOB2'), 'X 0-1'],
  ])('%s as %o', (tags, decoding, expected) => {
    expect(spans(tags, decoding)).toBe(expected)
  })

  test('a sentence without tokens has no mention', () => {
    expect(decode([], conlleval)).toEqual([])
  })
})

describe('types are data', () => {
  test('an untyped tag has the type _', () => {
    expect(spans('B I O B- I', conlleval)).toBe('_ 0-2, _ 3-5')
    expect(spans('B I O B-- I', strict('IOB2'))).toBe('_ 0-2, _ 3-5')
  })

  test('a type may hold dashes, letters of any script, or the name of a property', () => {
    for (const type of ['cell-line', 'ADR-β', '病気', 'constructor', '__proto__', '0', 'a b', '𝛽']) {
      for (const decoding of [conlleval, strict('IOB2')]) {
        expect(decode([`B-${type}`, `I-${type}`], decoding)).toEqual([{ type, start: 0, end: 2 }])
        expect(decode([`${type}-B`, `${type}-I`], decoding, 'suffix')).toEqual([{ type, start: 0, end: 2 }])
      }
    }
  })

  test('strict reading strips dashes from both ends of a type, conlleval keeps them', () => {
    expect(spans('B-x- I-x', conlleval)).toBe('x- 0-1, x 1-2')
    expect(spans('B-x- I--x', strict('IOB2'))).toBe('x 0-2')
  })
})

describe('refused', () => {
  test.each<[string, Decoding, string]>([
    ['O L-X', conlleval, 'tag 1: "L-X" is neither O nor a tag of conlleval matching'],
    ['B-X E-X', strict('IOB2'), 'tag 1: "E-X" is neither O nor a tag of IOB2 (B I, alone or as in B-Disease)'],
    ['O O b-X', strict('IOBES'), 'tag 2: "b-X"'],
    ['Other', conlleval, 'tag 0: "Other"'],
    ['DISEASE', conlleval, 'tag 0: "DISEASE"'],
    ['Species', conlleval, 'tag 0: "Species"'],
    ['O-X', conlleval, 'tag 0: "O-X"'],
    ['', conlleval, 'tag 0: ""'],
    ['B-X O\r', conlleval, 'tag 1: "O\\r"'],
  ])('%j as %o', (tags, decoding, message) => {
    expect(() => spans(tags, decoding)).toThrow(message)
    expect(() => spans(tags, decoding)).toThrow(BenchError)
  })

  test('a mark of BILOU says which reading knows it', () => {
    expect(() => spans('U-X', conlleval)).toThrow('L and U are marks of BILOU, which only strict matching reads')
  })

  test('what is no string, and a hole in the array', () => {
    expect(() => decode([3, 'O'] as unknown as string[], conlleval)).toThrow('tag 0: 3 is neither O')
    expect(() => decode(new Array<string>(2), conlleval)).toThrow('tag 0: undefined is neither O')
  })

  test('a decoding that does not say how to read: there is no default', () => {
    for (const decoding of [
      {},
      { matching: 'strict' },
      { matching: 'strict', scheme: 'constructor' },
      { matching: 'lenient' },
    ]) {
      expect(() => decode(['O'], decoding as Decoding)).toThrow(
        "must be { matching: 'conlleval' } or { matching: 'strict'",
      )
    }
  })
})
