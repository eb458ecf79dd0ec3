import { describe, expect, test } from 'vitest'
import type { DocumentId, Passage, PassageId } from '../../../src/core/passage.ts'
import { selectDocuments } from '../../../src/datasets/variant/select-documents.ts'
import { refusalOf, sourceOf } from '../source.ts'

const passage = (id: string, document: string | null): Passage => ({
  ...{ id: id as PassageId, document: document as DocumentId | null, text: '', tokens: null, tags: null, mentions: [] },
})
const corpus = {
  passages: [passage('7.1', '7'), passage('8.1', '8'), passage('7.2', '7'), passage('s', null)],
  notes: { byteOrderMark: false, carriageReturns: true, remarks: [] },
}
const idsOf = (list: string) => selectDocuments(corpus, sourceOf(list)).passages.map(({ id }) => id)

describe('a list of documents', () => {
  test('selects their passages, in the order of the corpus', () => {
    expect(idsOf('8\n7\n')).toEqual(['7.1', '8.1', '7.2'])
  })

  test('may have CRLF, empty lines, and an id twice', () => {
    expect(idsOf('\r\n 7\r\n\r\n7\r\n')).toEqual(['7.1', '7.2'])
  })

  test('selects a passage of no document by its own id, and others not', () => {
    expect(idsOf('s\n')).toEqual(['s'])
    expect(refusalOf(() => idsOf('7.1\n'))).toBe('file:1: nothing is there of "7.1"')
  })

  test('may name what is not there: it is counted, or refused', () => {
    const list = sourceOf('7\n9\n10\n', 'list')
    const { notes } = selectDocuments(corpus, list)
    const message = 'list:2: nothing is there of "9", nor of 1 more of the list'
    expect(notes).toEqual({ ...corpus.notes, remarks: [{ kind: 'unlisted-document', message, count: 2 }] })
    expect(refusalOf(() => selectDocuments(corpus, list, { demandAll: true }))).toBe(message)
  })

  test('must name something', () => {
    expect(refusalOf(() => idsOf('\n'))).toBe('file: the list names no document')
  })
})
