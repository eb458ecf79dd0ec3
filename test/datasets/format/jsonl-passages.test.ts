import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DocumentId, Mention, Passage, PassageId } from '../../../src/core/passage.ts'
import { readJsonlPassages } from '../../../src/datasets/format/jsonl/jsonl-passages.ts'
import { writeJsonl } from '../../../src/datasets/format/jsonl/write-jsonl.ts'
import type { OffsetUnit } from '../../../src/datasets/format/offsets.ts'
import { readPubtator } from '../../../src/datasets/format/pubtator/pubtator.ts'
import { maxLineBytes } from '../../../src/datasets/format/text.ts'
import { sharedPath, whenShared } from '../../shared.ts'
import { refusalOf, sourceOf } from '../source.ts'
import { arbitraryPassages, lineBreaks, plainNames, plainPieces } from './arbitrary-passages.ts'
import { damaged, returnsOrRefuses } from './damage.ts'

const read = (text: string, offsets: OffsetUnit | null = null) =>
  readJsonlPassages(sourceOf(text, 'x.jsonl'), { offsets })
const readLine = (line: unknown, offsets: OffsetUnit | null = null) => read(JSON.stringify(line), offsets)

describe('a line', () => {
  test('is a passage, with its mentions in UTF-16, in the order of the text', () => {
    const parts = [
      { start: 0, end: 1 },
      { start: 2, end: 4 },
    ]
    const mentions = [
      { start: 2, end: 4, label: 'Y' },
      { start: 0, end: 4, type: 'X', parts, concepts: ['C:1'], text: '𝛽 cd' },
      { start: 2, end: 3, type: 'X', parts: null, concepts: [] },
    ]
    expect(readLine({ id: 7, document: 'd', text: '𝛽 cd', mentions }).passages).toEqual([
      {
        id: '7',
        document: 'd',
        text: '𝛽 cd',
        tokens: null,
        tags: null,
        mentions: [
          {
            start: 0,
            end: 5,
            type: 'X',
            parts: [
              { start: 0, end: 2 },
              { start: 3, end: 5 },
            ],
            concepts: ['C:1'],
          },
          { start: 3, end: 4, type: 'X' },
          { start: 3, end: 5, type: 'Y' },
        ],
      },
    ])
  })

  test('has no document unless it names one', () => {
    for (const document of [undefined, null]) {
      expect(readLine({ id: 'a', document, text: '', mentions: [] }).passages).toMatchObject([{ document: null }])
    }
    expect(readLine({ id: 'a', document: 12, text: '', mentions: [] }).passages).toMatchObject([{ document: '12' }])
  })

  test('may state the surface form of the parts alone', () => {
    const parts = [
      { start: 0, end: 1 },
      { start: 4, end: 5 },
    ]
    const line = (text: string) => ({
      id: 'a',
      text: 'a bcd',
      mentions: [{ start: 0, end: 5, type: 'X', parts, text }],
    })
    for (const stated of ['a bcd', 'a d']) expect(readLine(line(stated)).passages).toHaveLength(1)
    expect(refusalOf(() => readLine(line('a b')))).toContain(
      'x.jsonl:1: mention 1: document "a", 0-5: the text there is "a d", the annotation says "a b"; offsets that',
    )
  })
})

test('the unit is that of the header, or the one chosen, or code points', () => {
  const line = (start: number) =>
    JSON.stringify({ id: 'a', text: '𝛽x', mentions: [{ start, end: start + 1, type: 'X', text: 'x' }] })
  const expected = [{ mentions: [{ start: 2, end: 3 }] }]
  expect(read(line(1)).passages).toMatchObject(expected)
  expect(read(line(4), 'byte').passages).toMatchObject(expected)
  const withHeader = `{"format":"f","offsets":"utf16"}\n${line(2)}`
  for (const offsets of [null, 'utf16'] as const) expect(read(withHeader, offsets).passages).toMatchObject(expected)
  expect(refusalOf(() => read(withHeader, 'byte'))).toBe(
    'x.jsonl:1: the file says that its offsets are utf16, not byte',
  )
})

describe('refused', () => {
  const mention = (fields: object) => ({ id: 'a', text: '𝛽bc', mentions: [{ type: 'X', start: 0, end: 3, ...fields }] })
  const order = 'x.jsonl:1: mentions[0]: parts are two or more, in order'
  test.each([
    [{ id: 'a', mentions: [] }, 'x.jsonl:1: no text; a corpus has one in each line'],
    [{ gold: ['O'], pred: ['O'] }, 'x.jsonl:1: gold and predicted tags; a corpus has text and mentions'],
    [{ id: 'a', text: '', document: {}, mentions: [] }, 'x.jsonl:1: document: the id of a document, or null'],
    [{ id: 'a', text: '\ud800', mentions: [] }, 'x.jsonl:1: the text holds half a surrogate pair'],
    [mention({ end: 4 }), 'x.jsonl:1: mention 1: offset 4 is beyond the end of the text'],
    [mention({ concepts: [1] }), 'x.jsonl:1: mentions[0].concepts[0]: '],
    [mention({ parts: [{ start: 0 }] }), 'x.jsonl:1: mentions[0].parts[0].end: '],
    [mention({ parts: [] }), order],
    [mention({ parts: [{ start: 0, end: 3 }] }), order],
    [
      mention({
        parts: [
          { start: 0, end: 1 },
          { start: 1, end: 2 },
        ],
      }),
      order,
    ],
    [
      mention({
        parts: [
          { start: 0, end: 2 },
          { start: 1, end: 3 },
        ],
      }),
      order,
    ],
    [
      mention({
        parts: [
          { start: 0, end: 1 },
          { start: 1, end: 1 },
          { start: 1, end: 3 },
        ],
      }),
      order,
    ],
  ])('%j', (line, message) => {
    expect(refusalOf(() => readLine(line))).toContain(message)
  })
})

describe('writing', () => {
  const pieces = [...plainPieces, ...lineBreaks, '\t', '\0', '\ufeff']

  test('and reading again gives the same passages, with a document or without', () => {
    const shape = { pieces, discontinuous: true, names: [...plainNames, ' ', 'a\nb', '../x'] }
    fc.assert(
      fc.property(arbitraryPassages(shape), fc.boolean(), (passages, known) => {
        const expected = known ? passages : passages.map(passage => ({ ...passage, document: null }))
        expect(read(writeJsonl(expected)).passages).toEqual(expected)
      }),
    )
  })

  const passage = (text: string, ...mentions: Mention[]): Passage => ({
    id: 'p' as PassageId,
    document: null,
    text,
    tokens: null,
    tags: null,
    mentions,
  })

  test('makes a header and a line for each passage', () => {
    expect(writeJsonl([passage('ab', { start: 0, end: 1, type: 'X', concepts: ['C'] })])).toBe(
      '{"format":"bioner-bench/corpus@1","offsets":"utf16"}\n' +
        '{"id":"p","text":"ab","mentions":[{"start":0,"end":1,"type":"X","concepts":["C"]}]}\n',
    )
  })

  test.each([
    [passage('a', { start: 0, end: 2, type: 'X' }), /offset 2 is beyond its text/],
    [passage('𝛽', { start: 0, end: 1, type: 'X' }), /offset 1 is beyond its text or inside a character/],
    [passage('a', { start: 0, end: 0, type: 'X' }), /0-0 holds no character/],
    [passage('abc', { start: 0, end: 3, type: 'X', parts: [{ start: 0, end: 1 }] }), /the parts of the mention at 0-3/],
    [passage('\udc00'), /half a surrogate pair/],
    [passage('é'.repeat(maxLineBytes / 2)), /longer than 1000000 bytes; cut the passage/],
    [{ ...passage('a'), id: '' as PassageId }, /no id or document is empty/],
    [{ ...passage('a'), document: '' as DocumentId }, /no id or document is empty/],
  ])('refuses what could not be read again (%#)', (bad, message) => {
    expect(refusalOf(() => writeJsonl([bad]))).toMatch(message)
  })

  whenShared('BC5CDR comes back', () => {
    const bytes = readFileSync(sharedPath('datasets', 'bc5cdr', 'pubtator', 'CDR_TestSet.PubTator.txt'))
    const { passages } = readPubtator({ name: 'x', bytes })
    expect(read(writeJsonl(passages)).passages).toEqual(passages)
  })
})

test('damaged files are read or refused with a line', () => {
  const parts = '[{"start":0,"end":1},{"start":2,"end":3}]'
  const valid =
    '{"format":"f","offsets":"codepoint"}\n' +
    `{"id":"a","document":"d","text":"𝛽 cé","mentions":[{"start":0,"end":3,"type":"X","parts":${parts},"concepts":["C"]}]}\n` +
    '{"id":2,"text":"x","mentions":[]}\n'
  fc.assert(
    fc.property(damaged(new TextEncoder().encode(valid)), bytes => {
      const place = /^x\.jsonl:(\d+: | the file (is empty|holds no passage)$)/
      returnsOrRefuses(() => readJsonlPassages(sourceOf(bytes, 'x.jsonl'), { offsets: null }), place)
    }),
    { numRuns: 1000 },
  )
})
