import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Decoding } from '../../src/core/convention.ts'
import type { DocumentId } from '../../src/core/passage.ts'
import { parseConll } from '../../src/datasets/format/conll/conll.ts'
import { passagesOf } from '../../src/datasets/variant/passages.ts'
import { refusalOf, sourceOf } from './source.ts'

const conlleval: Decoding = { matching: 'conlleval' }
const strict: Decoding = { matching: 'strict', scheme: 'IOB2' }
const fileOf = (text: string) => parseConll(sourceOf(text, 'x.tsv'), { columns: 'tag', separator: 'tab' })
const options = { prefix: 'mine', documents: null, types: null, decoding: strict }

describe('a passage', () => {
  test('is a sentence with its tokens joined by spaces, their spans, and the mentions that the tags say', () => {
    expect(passagesOf(fileOf('𝛽\tB-X\ncell\tI-X\n.\tO\n'), options)).toEqual([
      {
        id: 'mine.1',
        document: null,
        text: '𝛽 cell .',
        tokens: [
          { start: 0, end: 2 },
          { start: 3, end: 7 },
          { start: 8, end: 9 },
        ],
        tags: ['B-X', 'I-X', 'O'],
        mentions: [{ start: 0, end: 7, type: 'X' }],
      },
    ])
  })

  test('has the mentions of the decoding', () => {
    const file = fileOf('a\tI-X\nb\tI-X\n')
    expect(passagesOf(file, options)[0]?.mentions).toEqual([])
    expect(passagesOf(file, { ...options, decoding: conlleval })[0]?.mentions).toEqual([
      { start: 0, end: 3, type: 'X' },
    ])
  })

  test('has only tags of the types to keep, which may have any name', () => {
    const file = fileOf('a\tB-constructor\nb\tI-constructor\nc\tB-0\nd\tB-a-b\n')
    const tagsOf = (...types: string[]) => passagesOf(file, { ...options, types })[0]?.tags
    expect(tagsOf('constructor')).toEqual(['B-constructor', 'I-constructor', 'O', 'O'])
    expect(tagsOf('a-b', '0')).toEqual(['O', 'O', 'B-0', 'B-a-b'])
    expect(tagsOf('b')).toEqual(['O', 'O', 'O', 'O'])
  })

  test('with a tag outside the alphabet is refused with file, line and tag, even if its type is not kept', () => {
    expect(refusalOf(() => passagesOf(fileOf('a\tO\n\nb\tO\nc\tS-X\n'), { ...options, types: [] }))).toMatch(
      /^x\.tsv:4: tag "S-X" is neither O nor a tag of IOB2/,
    )
  })
})

describe('ids and documents', () => {
  const sentence = (token: string) => `${token}\tO\n\n`

  test('ids count the sentences of the document, else of the file', () => {
    const file = fileOf(['a', 'b', 'c'].map(sentence).join(''))
    const documents = ['7', '7', '8'] as DocumentId[]
    expect(passagesOf(file, { ...options, documents }).map(({ id, document }) => [id, document])).toEqual([
      ['7.1', '7'],
      ['7.2', '7'],
      ['8.1', '8'],
    ])
    expect(passagesOf(file, options).map(({ id }) => id)).toEqual(['mine.1', 'mine.2', 'mine.3'])
  })

  test('documents that the file marks are used; one that comes again goes on counting', () => {
    const file = fileOf(
      `${sentence('a')}-DOCSTART- (7)\n${sentence('b')}-DOCSTART-\tO\n${sentence('c')}-DOCSTART- (7)\n${sentence('d')}`,
    )
    expect(passagesOf(file, options).map(({ id }) => id)).toEqual([
      'mine.document-0.1',
      '7.1',
      'mine.document-2.1',
      '7.2',
    ])
  })
})

test('law: every span cuts its token out of the text, and mentions begin and end with tokens', () => {
  const token = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 4 })
    .filter(text => !/[\s\0]/.test(text) && !/^[-#\ufeff]/.test(text))
  const tag = fc.constantFrom('O', 'B-X', 'I-X', 'B-Y', 'I-Y')
  fc.assert(
    fc.property(fc.array(fc.tuple(token, tag), { minLength: 1, maxLength: 8 }), lines => {
      const file = fileOf(lines.map(line => `${line.join('\t')}\n`).join(''))
      const [passage] = passagesOf(file, { ...options, decoding: conlleval })
      expect(passage?.tokens?.map(({ start, end }) => passage.text.slice(start, end))).toEqual(
        lines.map(([text]) => text),
      )
      for (const mention of passage?.mentions ?? []) {
        expect(passage?.tokens?.some(({ start }) => start === mention.start)).toBe(true)
        expect(passage?.tokens?.some(({ end }) => end === mention.end)).toBe(true)
      }
    }),
  )
})
