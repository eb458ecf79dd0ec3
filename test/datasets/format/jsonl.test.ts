import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BenchError } from '../../../src/core/error.ts'
import { parseJsonl } from '../../../src/datasets/format/jsonl/jsonl.ts'
import { maxLineBytes } from '../../../src/datasets/format/text.ts'
import { refusalOf, sourceOf } from '../source.ts'

const read = (text: string) => parseJsonl(sourceOf(text, 'x.jsonl'))
const refusal = (text: string) => refusalOf(() => read(text))

describe('mentions', () => {
  test('are read with their line, in the unit of the file', () => {
    const file = read(
      '\n{"id":"a","text":"Reye","mentions":[{"start":0,"end":4,"type":"X","text":"Reye"}]}\r\n\n{"id":7,"mentions":[]}',
    )
    expect(file).toEqual({
      kind: 'mentions',
      name: 'x.jsonl',
      offsets: null,
      notes: { byteOrderMark: false, carriageReturns: true, remarks: [] },
      items: [
        {
          id: 'a',
          line: 2,
          document: null,
          text: 'Reye',
          mentions: [{ start: 0, end: 4, type: 'X', surface: 'Reye' }],
        },
        { id: '7', line: 4, document: null, text: null, mentions: [] },
      ],
    })
  })

  test('other names of the fields are understood, and other fields passed over', () => {
    for (const list of ['mentions', 'entities', 'spans']) {
      for (const type of ['type', 'label', 'entity_group']) {
        const { items } = read(
          JSON.stringify({ id: 'a', score: 1, [list]: [{ start: 0, end: 4, [type]: 'X', word: 'reye' }] }),
        )
        expect(items).toMatchObject([{ mentions: [{ start: 0, end: 4, type: 'X', surface: null }] }])
      }
    }
  })

  test('a header line states the unit', () => {
    expect(read('{"format":"any","offsets":"utf16"}\n{"id":"a","mentions":[]}').offsets).toBe('utf16')
  })

  test('types are any text', () => {
    const types = ['__proto__', 'constructor', '0', '病気', '']
    const mentions = types.map((type, start) => ({ start, end: start + 1, type }))
    expect(read(JSON.stringify({ id: 'a', mentions })).items).toMatchObject([
      { mentions: types.map(type => ({ type })) },
    ])
  })
})

describe('tags', () => {
  test('are read in pairs; a line without an id is called by its number', () => {
    expect(read('{"gold":["B-X"],"pred":["O"]}\n{"id":"b","gold":[],"pred":[]}')).toMatchObject({
      kind: 'tags',
      items: [
        { id: 'line-1', line: 1, gold: ['B-X'], predicted: ['O'] },
        { id: 'b', line: 2, gold: [], predicted: [] },
      ],
    })
  })
})

describe('refused with file and line', () => {
  test.each([
    ['nothing', '', /^x\.jsonl: the file is empty$/],
    ['only empty lines', '\n\n', /^x\.jsonl: the file holds no passage$/],
    ['only a header', '{"offsets":"byte","format":"f"}\n', /^x\.jsonl: the file holds no passage$/],
    ['what is not JSON', '{"id":"a","mentions":[]}\n{"id"', /^x\.jsonl:2: not JSON: "\{\\"id\\""$/],
    ['another kind of value', '[]', /^x\.jsonl:1: .*expected object/],
    ['a missing id', '{"mentions":[]}', /^x\.jsonl:1: id: every passage needs one/],
    ['an empty id', '{"id":"","mentions":[]}', /^x\.jsonl:1: id: every passage needs one/],
    [
      'a repeated id',
      '{"id":"a","mentions":[]}\n\n{"id":"a","mentions":[]}',
      /^x\.jsonl:3: id "a" is already that of line 1$/,
    ],
    [
      'a number and the same text as id',
      '{"id":1,"mentions":[]}\n{"id":"1","mentions":[]}',
      /^x\.jsonl:2: id "1" is already/,
    ],
    [
      'no mentions',
      '{"id":"a","text":"b"}',
      /^x\.jsonl:1: neither mentions \(or entities, or spans\) nor gold and pred$/,
    ],
    [
      'two lists',
      '{"id":"a","spans":[],"entities":[]}',
      /^x\.jsonl:1: entities and spans; one list of mentions is expected$/,
    ],
    [
      'no type',
      '{"id":"a","spans":[{"start":0,"end":1}]}',
      /^x\.jsonl:1: spans\[0\]: no type \(or label, or entity_group\)$/,
    ],
    [
      'two types',
      '{"id":"a","spans":[{"start":0,"end":1,"type":"A","label":"B"}]}',
      /spans\[0\]: "A" and "B"; one type is expected$/,
    ],
    [
      'an offset that is no number',
      '{"id":"a","mentions":[{"start":0,"end":"1","type":"X"}]}',
      /^x\.jsonl:1: mentions\[0\]\.end: .*number/,
    ],
    [
      'a negative offset',
      '{"id":"a","mentions":[{"start":-1,"end":1,"type":"X"}]}',
      /^x\.jsonl:1: mentions\[0\]\.start: /,
    ],
    ['a fraction', '{"id":"a","mentions":[{"start":0.5,"end":1,"type":"X"}]}', /^x\.jsonl:1: mentions\[0\]\.start: /],
    [
      'an empty mention',
      '{"id":"a","mentions":[{"start":1,"end":1,"type":"X"}]}',
      /^x\.jsonl:1: mentions\[0\]: start 1 is not before end 1/,
    ],
    ['gold without pred', '{"gold":["O"]}', /^x\.jsonl:1: pred: /],
    ['a tag that is no text', '{"gold":["O"],"pred":[0]}', /^x\.jsonl:1: pred\[0\]: /],
    ['unequal lengths', '{"gold":["O"],"pred":["O","O"]}', /^x\.jsonl:1: 1 gold tags and 2 predicted tags/],
    [
      'mentions after tags',
      '{"gold":[],"pred":[]}\n{"id":"a","mentions":[]}',
      /^x\.jsonl:2: mentions, but the lines before have tags/,
    ],
  ])('%s', (_, text, message) => {
    expect(refusal(text)).toMatch(message)
  })

  test('a line longer than the limit', () => {
    expect(refusal(`\n{"id":"a","text":"${'a'.repeat(maxLineBytes)}","mentions":[]}`)).toMatch(
      /^x\.jsonl:2: a line of 1000\d\d\d bytes/,
    )
  })

  test('bytes that are not UTF-8', () => {
    const bytes = new TextEncoder().encode('{"id":"a","mentions":[]}\n{"id":"?","mentions":[]}')
    bytes[bytes.indexOf('?'.charCodeAt(0))] = 0xff
    expect(refusalOf(() => parseJsonl(sourceOf(bytes, 'x.jsonl')))).toBe(
      'x.jsonl:2: not valid UTF-8; save the file as UTF-8',
    )
  })
})

test('any lines are read or refused with the name of the file, and nothing else happens', () => {
  const value = fc.oneof(
    fc.json(),
    fc
      .record(
        {
          id: fc.oneof(fc.string(), fc.integer()),
          text: fc.string(),
          mentions: fc.array(fc.record({ start: fc.nat(4), end: fc.nat(8), type: fc.string() }, { requiredKeys: [] }), {
            maxLength: 3,
          }),
          gold: fc.array(fc.string(), { maxLength: 2 }),
          pred: fc.array(fc.string(), { maxLength: 2 }),
        },
        { requiredKeys: [] },
      )
      .map(object => JSON.stringify(object)),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.array(value, { maxLength: 4 }), lines => {
      try {
        const { items } = read(lines.join('\n'))
        expect(new Set(items.map(item => item.id)).size).toBe(items.length)
      } catch (error) {
        expect(error).toBeInstanceOf(BenchError)
        expect(String(error)).toMatch(/^BenchError: x\.jsonl(:\d+: |: the file (is empty|holds no passage))/)
      }
    }),
    { numRuns: 2000 },
  )
})
