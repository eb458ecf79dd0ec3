import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Scheme } from '../../../../src/core/convention.ts'
import type { DocumentId, Mention, Passage, PassageId, Span } from '../../../../src/core/passage.ts'
import { parseConll } from '../../../../src/datasets/format/conll/conll.ts'
import { type ConllWriting, writeConll } from '../../../../src/datasets/format/conll/write-conll.ts'
import { passagesOf } from '../../../../src/datasets/variant/passages.ts'
import { sharedPath, whenShared } from '../../../shared.ts'
import { refusalOf, sourceOf } from '../../source.ts'
import { returnsOrRefuses } from '../damage.ts'

const plain: ConllWriting = { separator: 'tab', scheme: 'IOB2', untyped: false, documentLines: 'none' }

function readBack(text: string, { scheme, separator }: ConllWriting, onlyType?: string): Passage[] {
  return passagesOf(parseConll(sourceOf(text, 'x.tsv'), { columns: 'tag', separator }), {
    ...{ prefix: 'x', documents: null, types: null, decoding: { matching: 'strict', scheme }, tags: 'IOB2' },
    ...(onlyType !== undefined && { onlyType }),
  })
}

function passage(words: readonly string[], mentions: readonly Mention[], id = 'x.1', document: string | null = null) {
  const tokens: Span[] = []
  let at = 0
  for (const word of words) {
    tokens.push({ start: at, end: at + word.length })
    at += word.length + 1
  }
  const text = words.join(' ')
  return { id: id as PassageId, document: document as DocumentId | null, text, tokens, tags: null, mentions }
}

describe('a file', () => {
  const one = passage(['a', 'b', 'c'], [{ start: 0, end: 3, type: 'X' }], '7.1', '7')
  const two = passage(['d'], [{ start: 0, end: 1, type: 'X' }], '7.2', '7')
  const three = passage(['e'], [], '8.1', '8')

  test.each<[Partial<ConllWriting>, string]>([
    [{}, 'a\tB-X\nb\tI-X\nc\tO\n\nd\tB-X\n\ne\tO\n\n'],
    [{ separator: 'space', scheme: 'IOBES', untyped: true }, 'a B\nb E\nc O\n\nd S\n\ne O\n\n'],
    [
      { scheme: 'IOB1', documentLines: 'docstart' },
      '-DOCSTART-\tO\n\na\tI-X\nb\tI-X\nc\tO\n\nd\tI-X\n\n-DOCSTART-\tO\n\ne\tO\n\n',
    ],
    [
      { scheme: 'BILOU', documentLines: 'docstart-id' },
      '-DOCSTART- (7)\n\na\tB-X\nb\tL-X\nc\tO\n\nd\tU-X\n\n-DOCSTART- (8)\n\ne\tO\n\n',
    ],
    [{ documentLines: 'medline' }, '###MEDLINE:7\n\na\tB-X\nb\tI-X\nc\tO\n\nd\tB-X\n\n###MEDLINE:8\n\ne\tO\n\n'],
  ])('%o', (options, text) => {
    expect(writeConll([one, two, three], { ...plain, ...options })).toBe(text)
  })

  test('has no place for what lies between tokens', () => {
    const close = { ...one, text: 'abc', tokens: [0, 1, 2].map(start => ({ start, end: start + 1 })), mentions: [] }
    expect(writeConll([close], plain)).toBe('a\tO\nb\tO\nc\tO\n\n')
  })
})

describe('refused', () => {
  const mention = (start: number, end: number, type = 'X'): Mention => ({ start, end, type })
  test.each<[string, Passage, RegExp, Partial<ConllWriting>]>([
    ['no tokens', { ...passage(['a'], []), tokens: null }, /has no tokens/, {}],
    ['an empty sentence', passage([], []), /a token or more/, {}],
    ['an empty token', passage(['a', ''], []), /the token "" is empty/, {}],
    ['a token with a space', passage(['a b'], []), /the token "a b" is empty or has white space/, {}],
    ['a token of a byte-order mark', passage(['\ufeff'], []), /has white space/, {}],
    ['a token that begins documents', passage(['-DOCSTART-'], []), /read as the beginning of a document/, {}],
    ['half a token', passage(['abc'], [mention(0, 2)]), /the mention at 0-2 does not begin and end with tokens/, {}],
    ['mentions that are nested', passage(['a', 'b'], [mention(0, 1), mention(0, 3)]), /at 0-3 overlaps another/, {}],
    ['two types at one place', passage(['a'], [mention(0, 1), mention(0, 1, 'Y')]), /overlaps another/, {}],
    [
      'a discontinuous mention',
      passage(['a', 'b', 'c'], [{ ...mention(0, 5), parts: [mention(0, 1), mention(4, 5)] }]),
      /discontinuous/,
      {},
    ],
    ['a type that would be read as another', passage(['a'], [mention(0, 1, 'X-')]), /the type "X-"/, {}],
    [
      'two types without a name',
      passage(['a', 'b'], [mention(0, 1), mention(2, 3, 'Y')]),
      /two, "X" and "Y"/,
      { untyped: true },
    ],
    ['an unknown document', passage(['a'], []), /nothing says of which document/, { documentLines: 'docstart' }],
    ['a document with a bracket', passage(['a'], [], 'x', '(7)'), /no line can name/, { documentLines: 'docstart-id' }],
    ['a document with a space', passage(['a'], [], 'x', '7 8'), /no line can name/, { documentLines: 'medline' }],
  ])('%s', (_, one, message, options) => {
    const refusal = refusalOf(() => writeConll([one], { ...plain, ...options }))
    expect(refusal).toMatch(/^passage "x/)
    expect(refusal).toMatch(message)
  })
})

describe('laws', () => {
  const options = fc.record<ConllWriting>({
    separator: fc.constantFrom('tab', 'space'),
    scheme: fc.constantFrom<Exclude<Scheme, 'IOE1'>[]>('IOB1', 'IOB2', 'IOE2', 'IOBES', 'BILOU'),
    untyped: fc.boolean(),
    documentLines: fc.constantFrom('none', 'docstart-id', 'medline'),
  })
  const word = fc.constantFrom('a', 'Bc', '𝛽', 'e\u0301', '病気', '-', '#', 'O', '(7)', '-DOCSTART-x', '"')
  const odd = fc.constantFrom('', 'a b', '\u00a0', '\ufeff', '-DOCSTART-', '###MEDLINE:7', '\ud800', '\0', 'a\r')
  const name = fc.constantFrom('X', 'constructor', '__proto__', '0', 'a-b', '_', '病気')
  const sentences = (token: fc.Arbitrary<string>, type: fc.Arbitrary<string>) =>
    fc.array(
      fc.tuple(
        fc.array(token, { minLength: 1, maxLength: 10 }),
        fc.array(fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 3 }), type), { maxLength: 4 }),
      ),
      { minLength: 1, maxLength: 4 },
    )
  type Sentence = readonly [readonly string[], readonly (readonly [number, number, string])[]]

  function passagesFrom(all: readonly Sentence[], untyped: boolean, documents: boolean): Passage[] {
    return all.map(([words, gaps], index) => {
      const bare = passage(words, [], documents ? `d${index >> 1}.${(index & 1) + 1}` : `x.${index + 1}`)
      const tags = words.map(() => 'O')
      const mentions: Mention[] = []
      let at = 0
      for (const [gap, size, given] of gaps) {
        const [from, to] = [at + gap, at + gap + size]
        if (to > words.length) break
        const type = untyped ? 'X' : given
        mentions.push({ start: bare.tokens[from]?.start ?? 0, end: bare.tokens[to - 1]?.end ?? 0, type })
        tags.fill(`I-${type}`, from, to).fill(`B-${type}`, from, from + 1)
        at = to
      }
      return { ...bare, document: documents ? (`d${index >> 1}` as DocumentId) : null, tags, mentions }
    })
  }

  test('what is written comes back, in every dialect', () => {
    fc.assert(
      fc.property(sentences(word, name), options, (all, dialect) => {
        const passages = passagesFrom(all, dialect.untyped, dialect.documentLines !== 'none')
        const back = readBack(writeConll(passages, dialect), dialect, dialect.untyped ? 'X' : undefined)
        expect(back).toEqual(passages)
      }),
    )
  })

  test('whatever tokens and types are, they come back or are refused', () => {
    const types = fc.oneof(name, fc.constantFrom('', '-', 'x ', 'x\ty', '-x', '\ud800'))
    fc.assert(
      fc.property(sentences(fc.oneof(word, odd), types), options, (all, dialect) => {
        const passages = passagesFrom(all, dialect.untyped, dialect.documentLines !== 'none')
        returnsOrRefuses(() => {
          const back = readBack(writeConll(passages, dialect), dialect, dialect.untyped ? 'X' : undefined)
          expect(back).toEqual(passages)
        }, /^passage "/)
      }),
      { numRuns: 500 },
    )
  })
})

whenShared('files of the collection come back as they were, byte by byte', () => {
  for (const path of ['bc5cdr/conll/test.tsv', 'bc5cdr/conll-iobes/test.tsv', 'bionlp13cg/conll/test.tsv']) {
    const bytes = readFileSync(sharedPath('datasets', path))
    const dialect = { ...plain, scheme: path.includes('iobes') ? 'IOBES' : 'IOB2' } as const
    const written = writeConll(readBack(bytes.toString(), dialect), dialect)
    expect(written.trimEnd() === bytes.toString().trimEnd()).toBe(true)
  }
})
