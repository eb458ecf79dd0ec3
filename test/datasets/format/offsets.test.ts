import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type OffsetUnit, offsetUnits, utf16Converter } from '../../../src/datasets/format/offsets.ts'

// One, two, three and four bytes of UTF-8; the last is two UTF-16 units.
const text = 'aé病𝛽'

test.each<[OffsetUnit, (number | 'inside' | 'outside')[]]>([
  ['utf16', [0, 1, 2, 3, 'inside', 5, 'outside']],
  ['codepoint', [0, 1, 2, 3, 5, 'outside']],
  ['byte', [0, 1, 'inside', 2, 'inside', 'inside', 3, 'inside', 'inside', 'inside', 5, 'outside']],
])('offsets that count %s units', (unit, expected) => {
  const convert = utf16Converter(text, unit)
  expect(expected.map((_, offset) => convert(offset))).toEqual(expected)
})

test('every unit is the same in ASCII', () => {
  for (const unit of offsetUnits) expect([0, 3, 4].map(utf16Converter('abc', unit))).toEqual([0, 3, 'outside'])
})

describe('laws', () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 12 })

  test('code points and bytes before a position lead to that position', () => {
    fc.assert(
      fc.property(anyText, content => {
        const byCodePoint = utf16Converter(content, 'codepoint')
        const byByte = utf16Converter(content, 'byte')
        let before = ''
        for (const [index, character] of [...content].entries()) {
          expect(byCodePoint(index)).toBe(before.length)
          expect(byByte(new TextEncoder().encode(before).length)).toBe(before.length)
          before += character
        }
        expect(byByte(new TextEncoder().encode(content).length)).toBe(content.length)
      }),
    )
  })

  test('no offset cuts a character', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(...offsetUnits), fc.nat(50), (content, unit, offset) => {
        const at = utf16Converter(content, unit)(offset)
        if (typeof at === 'number') expect(content.slice(0, at).isWellFormed() || !content.isWellFormed()).toBe(true)
      }),
    )
  })
})
