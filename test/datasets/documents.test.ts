import { expect, test } from 'vitest'
import { documentOfEach, parseDocuments } from '../../src/datasets/variant/documents.ts'
import { refusalOf, sourceOf } from './source.ts'

const refusal = (text: string) => refusalOf(() => parseDocuments(sourceOf(text, 'd.tsv')))

test('sizes become one document a sentence', () => {
  const sizes = parseDocuments(sourceOf('\ufeffpmid\tsentences\r\n7\t2\r\n8 b\t1', 'd.tsv'))
  expect(sizes).toEqual([
    { document: '7', sentences: 2 },
    { document: '8 b', sentences: 1 },
  ])
  expect(documentOfEach(sizes, 3, 'd.tsv')).toEqual(['7', '7', '8 b'])
})

test.each([
  ['no header', '7\t2\n', 'd.tsv:1: expected the header "pmid\\tsentences", got "7\\t2"'],
  ['no number', 'pmid\tsentences\n7\tx\n', 'd.tsv:2: expected an id, a tab and a number of sentences, got "7\\tx"'],
  ['zero', 'pmid\tsentences\n7\t0\n', 'd.tsv:2: expected an id, a tab and a number of sentences, got "7\\t0"'],
  ['an empty line', 'pmid\tsentences\n\n', 'd.tsv:2: expected an id, a tab and a number of sentences, got ""'],
  ['a repeated document', 'pmid\tsentences\n7\t2\n8\t1\n7\t1\n', 'd.tsv:4: document "7" is listed twice'],
])('%s is refused', (_, text, message) => {
  expect(refusal(text)).toBe(message)
})

test('another number of sentences is refused, naming both', () => {
  const sizes = parseDocuments(sourceOf('pmid\tsentences\n7\t2\n'))
  expect(refusalOf(() => documentOfEach(sizes, 3, 'd.tsv'))).toBe(
    'd.tsv: documents of 2 sentences in all, but there are 3 sentences',
  )
})
