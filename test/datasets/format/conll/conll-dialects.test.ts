import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Scheme, schemes } from '../../../../src/core/convention.ts'
import { type Columns, isSentence, parseConll } from '../../../../src/datasets/format/conll/conll.ts'
import { illFormedTags, refuseIllFormed } from '../../../../src/datasets/format/conll/ill-formed.ts'
import type { TagOptions } from '../../../../src/datasets/format/conll/tag-reader.ts'
import { passagesOf } from '../../../../src/datasets/variant/passages.ts'
import type { TokenSpan } from '../../../../src/tags/decode.ts'
import { encode } from '../../../../src/tags/encode.ts'
import { refusalOf, sourceOf } from '../../source.ts'

const parse = (text: string, columns: Columns = 'tag') =>
  parseConll(sourceOf(text, 'x.tsv'), { columns, separator: 'auto' })
const passages = (text: string, options: Partial<TagOptions> & { readonly scheme?: Scheme } = {}) =>
  passagesOf(parse(text), {
    ...{ prefix: 'x', documents: null, types: null },
    ...{ decoding: { matching: 'strict', scheme: options.scheme ?? 'IOB2' } },
    ...options,
  })
const typesOf = (text: string, options: Partial<TagOptions>) =>
  passages(text, options).flatMap(({ mentions }) => mentions.map(({ type }) => type))

describe('more columns than two', () => {
  test('the last is the tag, the first the token', () => {
    const text = '-DOCSTART- -X- -X- O\n\nBasal NN B-NP B-X\ncell NN I-NP I-X\n\n. . O O\n'
    expect(parse(text, 'tag-last').sentences.filter(isSentence)).toMatchObject([
      { line: 3, tokens: ['Basal', 'cell'], tags: ['B-X', 'I-X'], predicted: null },
      { line: 6, tokens: ['.'], tags: ['O'] },
    ])
  })

  test('lines that begin a document need not have as many', () => {
    const { sentences } = parse('-DOCSTART- (7)\n\na\tN\tO\tB-X\n\n-DOCSTART-\tO\n\nb\tN\tO\tO\n', 'tag-last')
    expect(sentences.map(sentence => [isSentence(sentence), sentence.border])).toEqual([
      [false, { document: '7' }],
      [true, null],
      [false, { document: null }],
      [true, null],
    ])
  })

  test('every line has as many as the first', () => {
    expect(refusalOf(() => parse('a N O\nb O\n', 'tag-last'))).toBe('x.tsv:2: 2 columns, but line 1 has 3')
    expect(refusalOf(() => parse('a\n', 'tag-last'))).toMatch(
      /^x\.tsv:1: expected a token, and its tag in the last column/,
    )
  })
})

describe('reversed columns', () => {
  test('the tag comes first', () => {
    expect(parse('B-CL\tMCF\nI-CL\t7\n\nO\tin\n', 'tag-first').sentences).toMatchObject([
      { line: 1, tokens: ['MCF', '7'], tags: ['B-CL', 'I-CL'] },
      { line: 4, tokens: ['in'], tags: ['O'] },
    ])
  })

  test('there are exactly two', () => {
    expect(refusalOf(() => parse('O\n', 'tag-first'))).toMatch(
      /^x\.tsv:1: expected a tag and its token with a space between/,
    )
    expect(refusalOf(() => parse('O a b\n', 'tag-first'))).toMatch(
      /^x\.tsv:1: 3 columns .* are expected, tag and token/,
    )
  })
})

describe('types', () => {
  test('tags without one get the only type of the corpus', () => {
    const [passage] = passages('E\tB\n.\tI\ncoli\tI\nin\tO\nman\tB\n', { onlyType: 'Species', types: ['Species'] })
    expect(passage?.tags).toEqual(['B-Species', 'I-Species', 'I-Species', 'O', 'B-Species'])
    expect(passage?.mentions).toEqual([
      { start: 0, end: 8, type: 'Species' },
      { start: 12, end: 15, type: 'Species' },
    ])
  })

  test('several can be collapsed into one without joining mentions that touch', () => {
    const [passage] = passages('a\tI-X\nb\tI-Y\n', { onlyType: 'Z', scheme: 'IOB1', tags: 'IOB2' })
    expect(passage?.tags).toEqual(['B-Z', 'B-Z'])
    expect(passage?.mentions).toHaveLength(2)
  })

  test('are renamed, whatever they are called, and those without a new name keep their own', () => {
    const rename = new Map([
      ['PRGE', 'protein'],
      ['__proto__', 'constructor'],
    ])
    const [passage] = passages('a\tB-PRGE\nb\tI-PRGE\nc\tB-__proto__\nd\tB-DNA\n', { rename })
    expect(passage?.tags).toEqual(['B-protein', 'I-protein', 'B-constructor', 'B-DNA'])
    expect(passage?.mentions.map(mention => mention.type)).toEqual(['protein', 'constructor', 'DNA'])
  })

  test('to keep are given by their new names', () => {
    const options = { rename: new Map([['PRGE', 'protein']]) }
    expect(typesOf('a\tB-PRGE\nb\tB-DNA\n', { ...options, types: ['protein'] })).toEqual(['protein'])
    expect(typesOf('a\tB-PRGE\nb\tB-DNA\n', { ...options, types: ['PRGE'] })).toEqual([])
  })
})

/** Mentions of one sentence of `length` tokens that do not overlap; some of them touch. */
const mentionsIn = (length: number) =>
  fc
    .array(fc.tuple(fc.nat({ max: 2 }), fc.integer({ min: 1, max: 3 }), fc.constantFrom('X', 'Y')), { maxLength: 5 })
    .map(gaps => {
      const spans: TokenSpan[] = []
      let at = 0
      for (const [gap, size, type] of gaps) {
        if (at + gap + size > length) break
        spans.push({ start: at + gap, end: at + gap + size, type })
        at += gap + size
      }
      return spans
    })
const fileIn = (scheme: Scheme, length: number, spans: readonly TokenSpan[]) =>
  encode(spans, length, scheme)
    .map((tag, index) => `t${index}\t${tag}\n`)
    .join('')

describe('schemes', () => {
  // Strict IOE1 loses mentions of one token that touch the next, as Python seqeval does: docs/seqeval-differences.md.
  const faithful = schemes.filter(scheme => scheme !== 'IOE1')

  test('law: whichever a file is written in, mentions and IOB2 tags are the same, and it is well-formed', () => {
    fc.assert(
      fc.property(mentionsIn(12), fc.constantFrom(...faithful), (spans, scheme) => {
        const expected = passages(fileIn('IOB2', 12, spans))
        expect(passages(fileIn(scheme, 12, spans), { scheme, tags: 'IOB2' })).toEqual(expected)
        expect(expected[0]?.mentions).toHaveLength(spans.length)
        // What IOE says of mentions that touch, conlleval does not read in the same way.
        if (!scheme.startsWith('IOE')) expect(illFormedTags(parse(fileIn(scheme, 12, spans)), scheme)).toBeNull()
      }),
    )
  })

  test('IOB2 tags say what the decoding finds, where the file says it otherwise', () => {
    const [passage] = passages('a\tI-X\nb\tE-X\nc\tI-Y\n', { decoding: { matching: 'conlleval' }, tags: 'IOB2' })
    expect(passage?.tags).toEqual(['B-X', 'I-X', 'B-Y'])
    expect(passages('a\tI-X\nb\tB-X\n', { tags: 'IOB2' })[0]?.tags).toEqual(['O', 'B-X'])
  })
})

describe('ill-formed tags', () => {
  test('are counted as mentions that only one reading has, with the first line', () => {
    const file = parse('a\tO\n\nb\tS-X\nc\tI-X\nd\tO\n\ne\tB-X\n\nf\tE-X\n')
    expect(illFormedTags(file, 'IOBES')).toEqual({ count: 3, line: 4 })
    expect(refusalOf(() => refuseIllFormed(file, 'IOBES'))).toMatch(
      /^x\.tsv:4: not well-formed IOBES: .*, 3 mentions are /,
    )
  })

  test('of one mention whose borders differ count twice', () => {
    expect(illFormedTags(parse('a\tB-X\nb\tI-X\n'), 'IOB1')).toEqual({ count: 2, line: 1 })
  })

  test('are none where all is well', () => {
    expect(illFormedTags(parse('a\tB-X\nb\tI-X\n'), 'IOB2')).toBeNull()
    expect(() => refuseIllFormed(parse('a\tB-X\nb\tL-X\nc\tU-Y\n'), 'BILOU')).not.toThrow()
  })

  test('are not those of another alphabet, which is an error of its own', () => {
    expect(refusalOf(() => illFormedTags(parse('a\tO\nb\tS-X\n'), 'IOB2'))).toMatch(/^x\.tsv:2: tag "S-X" is neither/)
  })
})
