import { expect, test } from 'vitest'
import { nextWord, randomState } from '../../../src/eval/resampling/random-words.ts'

/** sfc32 in exact arithmetic, written from its definition. */
function* reference(seed: bigint): Generator<number> {
  const word = (value: bigint) => BigInt.asUintN(32, value)
  let [a, b, c, counter] = [0n, word(seed), word(seed >> 32n), 1n]
  for (;;) {
    const result = word(a + b + counter)
    counter = word(counter + 1n)
    a = b ^ (b >> 9n)
    b = word(c + (c << 3n))
    c = word(((c << 21n) | (c >> 11n)) + result)
    yield Number(BigInt.asIntN(32, result))
  }
}

test.each([0, 1, 42, 2 ** 32 + 5, -1, Number.MAX_SAFE_INTEGER])('seed %d: the words of sfc32', seed => {
  const state = randomState(seed)
  const expected = reference(BigInt(seed)).drop(12)
  for (let i = 0; i < 1000; i += 1) expect(nextWord(state)).toBe(expected.next().value)
})

test('different seeds start differently', () => {
  const first = [0, 1, 2 ** 32, 2 ** 32 + 1, -1, -2].map(seed => nextWord(randomState(seed)))
  expect(new Set(first).size).toBe(first.length)
})

test('both halves of the words are even', () => {
  const state = randomState(1)
  const high = new Int32Array(16)
  const low = new Int32Array(16)
  for (let i = 0; i < 160_000; i += 1) {
    const word = nextWord(state)
    high[word >>> 28] = (high[word >>> 28] ?? 0) + 1
    low[word & 15] = (low[word & 15] ?? 0) + 1
  }
  for (const seen of [...high, ...low]) expect(Math.abs(seen - 10_000)).toBeLessThan(500)
})

test('a seed is a whole number', () => {
  expect(() => randomState(1.5)).toThrow(/whole number/)
  expect(() => randomState(Number.NaN)).toThrow(/whole number/)
})
