import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BenchError } from '../../../../src/core/error.ts'
import { type ConllOptions, parseConll } from '../../../../src/datasets/format/conll/conll.ts'
import { maxLineBytes } from '../../../../src/datasets/format/text.ts'
import { refusalOf, sourceOf } from '../../source.ts'

const tag: ConllOptions = { columns: 'tag', separator: 'auto' }
const both: ConllOptions = { columns: 'gold-and-prediction', separator: 'auto' }
const refusal = (content: string | Uint8Array, options = tag) =>
  refusalOf(() => parseConll(sourceOf(content, 'x.tsv'), options))

describe('refused with file and line', () => {
  test.each([
    ['nothing', '', 'x.tsv: the file is empty'],
    ['only a byte-order mark', '\ufeff', 'x.tsv: the file holds no sentence'],
    ['only empty lines', '\n \n\t\n', 'x.tsv: the file holds no sentence'],
    ['only documents', '-DOCSTART-\tO\n\n', 'x.tsv: the file holds no sentence'],
    ['no tag', 'a\tO\n\nb\n', 'x.tsv:3: expected a token and its tag with a tab between, got "b"'],
    ['an empty tag', 'a\tO\nb\t\n', 'x.tsv:2: expected a token and its tag with a tab between, got "b\\t"'],
    ['an empty token', 'a\tO\n\tO\n', 'x.tsv:2: expected a token and its tag with a tab between, got "\\tO"'],
    ['another separator', 'a O\nb\tO\n', 'x.tsv:2: expected a token and its tag with a space between, got "b\\tO"'],
    ['a NUL', 'a\tO\nb\0\tO\n', 'x.tsv:2: a NUL byte: this is not a text file'],
  ])('%s', (_, content, message) => {
    expect(refusal(content)).toBe(message)
  })

  test('a third column, which could be a prediction', () => {
    expect(refusal('a\tO\tO\n')).toMatch(
      /^x\.tsv:1: 3 columns \(separated by tabs\) where two are expected, .* scored alone/,
    )
  })

  test('gold without prediction', () => {
    expect(refusal('a\tO\n', both)).toMatch(
      /^x\.tsv:1: expected token, gold tag and predicted tag .* needs a second file/,
    )
  })

  test('a number of columns that changes', () => {
    expect(refusal('\na O O\nb NN O O\n', both)).toBe('x.tsv:3: 4 columns, but line 2 has 3')
    expect(refusal('a NN O O\nb O O\n', both)).toBe('x.tsv:2: 3 columns, but line 1 has 4')
  })

  test('bytes that are not UTF-8', () => {
    expect(refusal(Uint8Array.of(0x61, 9, 0x4f, 10, 10, 0xe9, 9, 0x4f, 10))).toBe(
      'x.tsv:3: not valid UTF-8; save the file as UTF-8',
    )
    expect(refusal(Uint8Array.of(0x61, 9, 0x4f, 10, 0xf0, 0x9f))).toBe(
      'x.tsv:2: not valid UTF-8; save the file as UTF-8',
    )
    expect(refusal(Uint8Array.of(0xff, 0xfe, 0x61, 0))).toBe('x.tsv:1: the file is UTF-16; save it as UTF-8')
  })

  test('a line longer than the limit, counted in bytes', () => {
    const line = (bytes: number, character: string) =>
      `${character.repeat((bytes - 2) / new TextEncoder().encode(character).length)}\tO`
    expect(refusal(`a\tO\n${line(maxLineBytes + 1, 'a')}\n`)).toBe(
      'x.tsv:2: a line of 1000001 bytes; at most 1000000 are read',
    )
    expect(refusal(`${line(maxLineBytes + 2, '𝛽')}\r\n`)).toMatch(/^x\.tsv:1: a line of \d+ bytes/)
    expect(parseConll(sourceOf(`${line(maxLineBytes, 'a')}\r\n`), tag).sentences).toHaveLength(1)
    expect(parseConll(sourceOf(line(maxLineBytes, 'é')), tag).sentences).toHaveLength(1)
  })
})

describe('laws', () => {
  const word = fc
    .stringMatching(/^[^\s\0]{1,6}$/u)
    .filter(text => !/^(-DOCSTART-|###MEDLINE:)/.test(text) && !text.includes('\ufeff'))
  const sentence = fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 5 })

  test('what is written is read back, with either separator and either line end', () => {
    fc.assert(
      fc.property(
        fc.array(sentence, { minLength: 1, maxLength: 5 }),
        fc.constantFrom('\t', ' '),
        fc.constantFrom('\n', '\r\n'),
        (sentences, separator, end) => {
          const text = sentences.map(lines => lines.map(line => `${line.join(separator)}${end}`).join('')).join(end)
          const read = parseConll(sourceOf(text), tag).sentences
          expect(read.map(({ tokens, tags }) => tokens.map((token, i) => [token, tags[i]]))).toEqual(sentences)
          const lines = text.split(end)
          for (const { line, tokens } of read) expect(lines[line - 1]?.startsWith(tokens[0] ?? '?')).toBe(true)
        },
      ),
    )
  })

  test('any bytes are read or refused with the name of the file, and nothing else happens', () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 6 }),
      fc
        .constantFrom('a\tO\n', '\tB-X\n', '\n', '\r\n', '\t', ' ', '-DOCSTART-', '\ufeff', 'O O\n', '\0')
        .map(text => new TextEncoder().encode(text)),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.constantFrom(tag, both), (pieces, options) => {
        const bytes = Uint8Array.from(pieces.flatMap(part => [...part]))
        try {
          for (const { tokens, tags } of parseConll(sourceOf(bytes, 'x.tsv'), options).sentences) {
            expect(tokens.length).toBe(tags.length)
            expect(tokens).not.toContain('')
          }
        } catch (error) {
          expect(error).toBeInstanceOf(BenchError)
          expect(String(error)).toMatch(/^BenchError: x\.tsv(:\d+: |: the file (is empty|holds no sentence))/)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
