import { describe, expect, test } from 'vitest'
import type { Scheme } from '../../src/core/convention.ts'
import { encode } from '../../src/tags/encode.ts'

/** X of two tokens, X of one right after it, an O, Y of three. */
const spans = [
  { type: 'Y', start: 4, end: 7 },
  { type: 'X', start: 0, end: 2 },
  { type: 'X', start: 2, end: 3 },
]

test.each<[Scheme, string]>([
  ['IOB1', 'I-X I-X B-X O I-Y I-Y I-Y O'],
  ['IOB2', 'B-X I-X B-X O B-Y I-Y I-Y O'],
  ['IOE1', 'I-X E-X I-X O I-Y I-Y I-Y O'],
  ['IOE2', 'I-X E-X E-X O I-Y I-Y E-Y O'],
  ['IOBES', 'B-X E-X S-X O B-Y I-Y E-Y O'],
  ['BILOU', 'B-X L-X U-X O B-Y I-Y L-Y O'],
])('the same mentions in %s', (scheme, tags) => {
  expect(encode(spans, 8, scheme).join(' ')).toBe(tags)
})

describe('what tags cannot say is refused', () => {
  test.each([
    [
      [
        { type: 'X', start: 0, end: 2 },
        { type: 'Y', start: 1, end: 3 },
      ],
      'mentions "X" 0–2 and "Y" 1–3 overlap',
    ],
    [
      [
        { type: 'X', start: 1, end: 3 },
        { type: 'X', start: 1, end: 3 },
      ],
      'overlap',
    ],
    [[{ type: 'X', start: 3, end: 5 }], 'mention "X" 3–5: not within the sentence, which has tokens 0–4'],
    [[{ type: 'X', start: -1, end: 1 }], 'not within the sentence'],
    [[{ type: 'X', start: 0.5, end: 1 }], 'not within the sentence'],
    [[{ type: 'X', start: 2, end: 2 }], 'has no token'],
    [[{ type: '', start: 0, end: 1 }], 'has no type'],
  ])('%o', (mentions, message) => {
    expect(() => encode(mentions, 4, 'IOB2')).toThrow(message)
  })
})
