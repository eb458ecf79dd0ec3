import { describe, expect, test } from 'vitest'
import { type ConllOptions, isSentence, parseConll } from '../../../../src/datasets/format/conll/conll.ts'
import { sourceOf } from '../../source.ts'

const tag: ConllOptions = { columns: 'tag', separator: 'auto' }
const both: ConllOptions = { columns: 'gold-and-prediction', separator: 'auto' }
const plain = { byteOrderMark: false, carriageReturns: false, remarks: [] }

describe('sentences', () => {
  test('have tokens, tags and the line where they begin', () => {
    const { sentences, ...file } = parseConll(sourceOf('\n\nA\tB-X\nb\tI-X\n\n\n  \nc\tO\n'), tag)
    expect(file).toEqual({ name: 'file', notes: plain })
    expect(
      sentences.map(({ line, tokens, tags, predicted, border }) => ({ line, tokens, tags, predicted, border })),
    ).toEqual([
      { line: 3, tokens: ['A', 'b'], tags: ['B-X', 'I-X'], predicted: null, border: null },
      { line: 8, tokens: ['c'], tags: ['O'], predicted: null, border: null },
    ])
  })

  test('have their text, tokens with single spaces between, and the places of the tokens in it', () => {
    const [first, second] = parseConll(sourceOf('\ufeff\ufeffé\tO\n𝛽\tO\nA\tO\n\n病 \tO\n'), tag).sentences
    expect([first?.text(), second?.text()]).toEqual(['\ufeffé 𝛽 A', '病 '])
    expect(first?.spans()).toEqual([
      { start: 0, end: 2 },
      { start: 3, end: 5 },
      { start: 6, end: 7 },
    ])
    expect(second?.spans()).toEqual([{ start: 0, end: 2 }])
  })

  test('the last line may lack its line end', () => {
    expect(parseConll(sourceOf('A\tO\nb\tB-X'), tag).sentences).toMatchObject([
      { tokens: ['A', 'b'], tags: ['O', 'B-X'] },
    ])
  })

  test('a byte-order mark and CRLF are read past and noted', () => {
    const file = parseConll(sourceOf('\ufeffA\tB-X\r\nb\tO\r\n\r\nc\tO\r\n'), tag)
    expect(file.notes).toEqual({ byteOrderMark: true, carriageReturns: true, remarks: [] })
    expect(file.sentences).toMatchObject([
      { line: 1, tokens: ['A', 'b'], tags: ['B-X', 'O'] },
      { line: 4, tokens: ['c'], tags: ['O'] },
    ])
    expect(parseConll(sourceOf('A\tO\r'), tag).sentences).toMatchObject([{ tags: ['O'] }])
  })

  test('a carriage return elsewhere belongs to the token', () => {
    expect(parseConll(sourceOf('a\rb\tO\n'), tag).sentences[0]?.tokens).toEqual(['a\rb'])
  })

  test('tokens and tags are any text', () => {
    const { sentences } = parseConll(sourceOf('病気\tB-病気\n𝛽\tI-__proto__\nO\tB-constructor\n'), tag)
    expect(sentences[0]).toMatchObject({
      tokens: ['病気', '𝛽', 'O'],
      tags: ['B-病気', 'I-__proto__', 'B-constructor'],
    })
  })
})

describe('columns', () => {
  test('are separated by tabs where the first line with a token holds one, so that tokens may hold spaces', () => {
    expect(parseConll(sourceOf('\n1 2\tO\nx\tB-X\n'), tag).sentences[0]?.tokens).toEqual(['1 2', 'x'])
  })

  test('spaces after a tag are none of it', () => {
    const { sentences } = parseConll(sourceOf('a\tB-X \tO  \nb\tI-X\tB-a b \n'), both)
    expect(sentences[0]).toMatchObject({ tags: ['B-X', 'I-X'], predicted: ['O', 'B-a b'] })
  })

  test('are separated by runs of spaces otherwise', () => {
    expect(parseConll(sourceOf('  Reye   B-X  \nsyndrome I-X\n'), tag).sentences[0]).toMatchObject({
      tokens: ['Reye', 'syndrome'],
      tags: ['B-X', 'I-X'],
    })
  })

  test('the separator can be named', () => {
    expect(parseConll(sourceOf('a\tb O\n'), { columns: 'tag', separator: 'space' }).sentences[0]?.tokens).toEqual([
      'a\tb',
    ])
  })

  test('gold and prediction are the last two of three or more', () => {
    for (const text of ['x\tO\tB-X\ny\tB-X\tI-X\n', 'x NN I-NP O B-X\ny NN I-NP B-X I-X\n']) {
      expect(parseConll(sourceOf(text), both).sentences).toMatchObject([
        { tokens: ['x', 'y'], tags: ['O', 'B-X'], predicted: ['B-X', 'I-X'] },
      ])
    }
  })
})

describe('lines that begin a document', () => {
  const text = '-DOCSTART-\tO\n\na\tO\n-DOCSTART- (123)\nb\tO\n\n###MEDLINE:456\n\nc\tO\n'

  test('are kept apart, with the id that they name, and end the sentence before', () => {
    const { sentences } = parseConll(sourceOf(text), tag)
    expect(sentences.map(({ line, border }) => [line, border])).toEqual([
      [1, { document: null }],
      [3, null],
      [4, { document: '123' }],
      [5, null],
      [7, { document: '456' }],
      [9, null],
    ])
    expect(sentences.filter(isSentence).map(sentence => sentence.tokens)).toEqual([['a'], ['b'], ['c']])
  })

  test('need not have the columns of the other lines', () => {
    const { sentences } = parseConll(sourceOf('-DOCSTART- -X- O O\n\na O\n'), tag)
    expect(sentences.filter(isSentence)).toMatchObject([{ tokens: ['a'], tags: ['O'] }])
  })

  test('are sentences where a tagger found something on them, as conlleval has it', () => {
    const { sentences } = parseConll(sourceOf('-DOCSTART-\tO\tB-X\n\na\tO\tO\n\n-DOCSTART-\tO\tO\n'), both)
    expect(sentences.map(isSentence)).toEqual([true, true, false])
    expect(sentences[0]).toMatchObject({ tokens: ['-DOCSTART-'], tags: ['O'], predicted: ['B-X'] })
  })

  test('a token that only begins so is a token', () => {
    expect(parseConll(sourceOf('-DOCSTART-x\tO\n-\tO\n#\tO\n'), tag).sentences).toMatchObject([{ border: null }])
  })
})
