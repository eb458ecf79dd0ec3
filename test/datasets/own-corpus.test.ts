import { describe, expect, test } from 'vitest'
import { ownCorpus } from '../../src/datasets/own/own-corpus.ts'
import { sourceOf } from './source.ts'

const text = 'a\tB-b\nb\tI-b\n\nc\tB-𝛽\nd\tB-ｂ\n'
const read = (...texts: string[]) =>
  ownCorpus({
    id: 'mine',
    format: 'conll',
    sources: texts.map((content, index) => sourceOf(content, `${index}.tsv`)),
    offsets: null,
  })

describe('one’s own corpus', () => {
  test('has the types that occur, by code point, and counts', async () => {
    const corpus = await read(text)
    expect(corpus.types).toEqual(['b', 'ｂ', '𝛽'])
    expect(corpus.counts).toEqual({
      ...{ documents: null, sentences: 2, tokens: 4, mentions: 3, nested: 0, discontinuous: 0 },
      types: { b: 1, ｂ: 1, 𝛽: 1 },
    })
    expect(corpus.view).toBe('sentence')
    expect(corpus.passages.map(passage => passage.id)).toEqual(['mine.1', 'mine.2'])
  })

  test('may lie in several files', async () => {
    const corpus = await read(text, `\ufeff${text}`)
    expect(corpus.notes).toEqual({ byteOrderMark: true, carriageReturns: false, remarks: [] })
    expect(corpus.passages.map(passage => passage.id)).toEqual(['mine.1.1', 'mine.1.2', 'mine.2.1', 'mine.2.2'])
  })

  test('counts documents where the file marks them', async () => {
    expect((await read(`-DOCSTART- (7)\n${text}`)).counts.documents).toBe(1)
  })

  test('is refused where two files have the same document, as ids would repeat', async () => {
    const file = `-DOCSTART- (7)\n${text}`
    await expect(read(file, file)).rejects.toThrow(/: two passages have the id "7\.1"$/)
  })

  test('is handed out as IOB2, whatever scheme it is in', async () => {
    const { passages } = await read('a\tB-X\nb\tE-X\nc\tS-X\nd\tO\n')
    expect(passages[0]?.tags).toEqual(['B-X', 'I-X', 'B-X', 'O'])
  })

  test('says under which schemes its tags are well formed', async () => {
    expect((await read('a\tI-X\nb\tI-X\nc\tO\n')).schemes?.()).toEqual(['IOB1', 'IOE1'])
    expect((await read('a\tB-X\nb\tI-X\n', 'a\tO\n')).schemes?.()).toEqual(['IOB2'])
    expect((await read('a\tB-X\nb\tE-X\nc\tS-X\n')).schemes?.()).toEqual(['IOBES'])
    // The second file is of another scheme than the first.
    expect((await read('a\tB-X\nb\tI-X\n', 'a\tI-X\n')).schemes?.()).toEqual([])
  })

  test('is refused with file and line where a tag is none', async () => {
    await expect(read(text, 'a\tO\nb\tß-X\n')).rejects.toThrow(/^1\.tsv:2: tag "ß-X" is neither O nor/)
  })

  test('of documents has no sentences and no tokens', async () => {
    const source = sourceOf('7|t|A b\n7|a|c d\n7\t2\t5\tb c\tX\n', 'x.txt')
    const corpus = await ownCorpus({ id: 'mine', format: 'pubtator', sources: [source], offsets: null })
    expect(corpus.view).toBe('document')
    expect(corpus.counts).toMatchObject({ documents: 1, sentences: null, tokens: null, mentions: 1 })
  })
})
