import { describe, expect, test } from 'vitest'
import { corpusFromConll } from '../../src/datasets/own/corpus-from-conll.ts'
import { refusalOf, sourceOf } from './source.ts'

const text = 'a\tB-b\nb\tI-b\n\nc\tB-𝛽\nd\tB-ｂ\n'
const read = (...texts: string[]) =>
  corpusFromConll({
    id: 'mine',
    sources: texts.map((content, index) => sourceOf(content, `${index}.tsv`)),
    decoding: { matching: 'strict', scheme: 'IOB2' },
  })

describe('one’s own corpus', () => {
  test('has the types that occur, by code point, and counts', () => {
    const corpus = read(text)
    expect(corpus.types).toEqual(['b', 'ｂ', '𝛽'])
    expect(corpus.counts).toEqual({ documents: null, sentences: 2, tokens: 4, mentions: 3 })
    expect(corpus.passages.map(passage => passage.id)).toEqual(['mine.1', 'mine.2'])
  })

  test('may lie in several files', () => {
    const corpus = read(text, `\ufeff${text}`)
    expect(corpus.notes).toEqual({ byteOrderMark: true, carriageReturns: false })
    expect(corpus.passages.map(passage => passage.id)).toEqual(['mine.1.1', 'mine.1.2', 'mine.2.1', 'mine.2.2'])
  })

  test('counts documents where the file marks them', () => {
    expect(read(`-DOCSTART- (7)\n${text}`).counts.documents).toBe(1)
  })

  test('is refused where two files have the same document, as ids would repeat', () => {
    const file = `-DOCSTART- (7)\n${text}`
    expect(refusalOf(() => read(file, file))).toBe('0.tsv, 1.tsv: two passages have the id "7.1"')
  })

  test('is refused with file and line where a tag is not of the scheme', () => {
    expect(refusalOf(() => read(text, 'a\tO\nb\tL-X\n'))).toMatch(/^1\.tsv:2: tag "L-X" is neither O nor a tag of IOB2/)
  })
})
