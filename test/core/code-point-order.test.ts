import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byCodePoint } from '../../src/core/text/code-point-order.ts'

test('a letter above U+FFFF comes after U+FF5E, where UTF-16 order has it before', () => {
  expect(['\u{1F600}', '～', 'b', '病気', '', 'B'].sort(byCodePoint)).toEqual(['', 'B', 'b', '病気', '～', '\u{1F600}'])
  expect('\u{1F600}' < '～').toBe(true)
})

test('the order is that of the arrays of code points', () => {
  const text = fc.string({ unit: 'binary', maxLength: 4 })
  fc.assert(fc.property(text, text, (a, b) => Math.sign(byCodePoint(a, b)) === compareCodePoints(a, b)))
})

function compareCodePoints(a: string, b: string): number {
  const [x, y] = [[...a], [...b]].map(letters => letters.map(letter => letter.codePointAt(0) ?? 0))
  for (let i = 0; ; i++) {
    const [left, right] = [x?.[i] ?? -1, y?.[i] ?? -1]
    if (left !== right || left === -1) return Math.sign(left - right)
  }
}
