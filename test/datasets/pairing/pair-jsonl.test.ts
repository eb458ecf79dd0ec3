import { describe, expect, test } from 'vitest'
import type { OffsetUnit } from '../../../src/datasets/format/offsets.ts'
import { pairJsonl } from '../../../src/datasets/pairing/pair-jsonl.ts'
import { refusalOf, sourceOf } from '../source.ts'

const text = '𝛽-amyloid é'
const mention = (start: number, end: number, surface?: string) => ({
  start,
  end,
  type: 'Protein',
  ...(surface ? { text: surface } : {}),
})
const line = (fields: object) => JSON.stringify({ id: 'a', ...fields })
const pair = (gold: string, predicted: string | null, offsets: OffsetUnit | null = null) =>
  pairJsonl([sourceOf(gold, 'g')], predicted === null ? null : [sourceOf(predicted, 'p')], { offsets })
const refusal = (gold: string, predicted: string | null, offsets: OffsetUnit | null = null) =>
  refusalOf(() => pair(gold, predicted, offsets))

describe('offsets', () => {
  test.each<[OffsetUnit | null, number, number]>([
    [null, 9, 11],
    ['codepoint', 9, 11],
    ['utf16', 10, 12],
    ['byte', 12, 15],
  ])('that count %s units become UTF-16 units, with the text of either file', (unit, end, last) => {
    const gold = [mention(0, end, '𝛽-amyloid'), mention(last - (unit === 'byte' ? 2 : 1), last, 'é')]
    const expected = [
      { start: 0, end: 10, type: 'Protein' },
      { start: 11, end: 12, type: 'Protein' },
    ]
    for (const [goldText, predictedText] of [
      [{ text }, {}],
      [{}, { text }],
      [{ text }, { text }],
    ]) {
      const paired = pair(line({ ...goldText, mentions: gold }), line({ ...predictedText, mentions: gold }), unit)
      expect(paired.pairs).toMatchObject([{ id: 'a', gold: expected, predicted: expected }])
    }
  })

  test('stay as they are without the text, which compares them all the same', () => {
    const paired = pair(line({ mentions: [mention(0, 9)] }), line({ mentions: [mention(0, 9)] }))
    expect(paired.pairs).toMatchObject([{ gold: [{ start: 0, end: 9 }], predicted: [{ start: 0, end: 9 }] }])
  })

  test('of a file that states its unit are read in that unit', () => {
    const predicted = `{"format":"f","offsets":"utf16"}\n${line({ mentions: [mention(0, 10)] })}`
    expect(pair(line({ text, mentions: [mention(0, 9)] }), predicted).pairs).toMatchObject([
      { gold: [{ end: 10 }], predicted: [{ end: 10 }] },
    ])
    expect(refusal(line({ text, mentions: [] }), predicted, 'byte')).toBe(
      'p:1: the file says that its offsets are utf16, not byte',
    )
    expect(refusal(line({ mentions: [] }), predicted)).toMatch(/^p:2: offsets are utf16 here and codepoint in g:1; /)
  })

  test.each<[string, OffsetUnit, object, RegExp]>([
    [
      'beyond the text',
      'codepoint',
      mention(0, 12),
      /^p:1: mention 1: offset 12 is beyond the end of the text; offsets were read as codepoint offsets.*--offsets/,
    ],
    ['between surrogates', 'utf16', mention(1, 3), /^p:1: mention 1: offset 1 is inside a character/],
    ['between the bytes of a character', 'byte', mention(0, 3), /^p:1: mention 1: offset 3 is inside a character/],
    [
      'that cut out something else than is stated',
      'utf16',
      mention(0, 9, '𝛽-amyloid'),
      /^p:1: mention 1: document "a", 0-9: the text there is "𝛽-amyloi", the annotation says "𝛽-amyloid"; /,
    ],
  ])('%s are refused', (_, unit, bad, message) => {
    expect(refusal(line({ text, mentions: [] }), line({ mentions: [bad] }), unit)).toMatch(message)
  })
})

describe('two files', () => {
  const empty = (id: string) => JSON.stringify({ id, mentions: [] })

  test('are joined by id, in the order of the gold', () => {
    const paired = pair(`${empty('a')}\n${empty('b')}`, `${empty('b')}\n${empty('a')}`)
    expect(paired.pairs.map(({ id }) => id)).toEqual(['a', 'b'])
  })

  test('without the same ids are refused', () => {
    expect(refusal(`${empty('a')}\n${empty('b')}`, empty('a'))).toMatch(/^p: no line for id "b" of g:2; /)
    expect(refusal(empty('a'), `${empty('a')}\n${empty('b')}`)).toBe('p:2: id "b" is not in g')
  })

  test('with two texts for one id are refused', () => {
    expect(refusal(line({ text: 'x', mentions: [] }), line({ text: 'y', mentions: [] }))).toBe(
      'p:1: the text of id "a" is not that of g:1',
    )
  })

  test('are not expected where the lines hold tags, and expected where they hold mentions', () => {
    const tags = '{"gold":["O"],"pred":["B-X"]}'
    expect(pair(tags, null)).toMatchObject({
      kind: 'tags',
      pairs: [{ gold: ['O'], predicted: ['B-X'], goldPlace: { line: 1 } }],
    })
    expect(refusal(tags, tags)).toMatch(/^g: its lines have gold and pred tags; such a file is scored alone/)
    expect(refusal(empty('a'), null)).toMatch(/^g: mentions need a second file/)
  })
})
