import fc from 'fast-check'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { expect, test } from 'vitest'
import { recallAt } from '../../../src/datasets/overlap/min-hash.ts'
import { findNearTexts } from '../../../src/datasets/overlap/near-texts.ts'
import { shinglesOf, similarityOf } from '../../../src/datasets/overlap/shingles.ts'

const words = fc.array(fc.constantFrom('a', 'b', 'c', 'α', 'x1'), { maxLength: 12 })

/** Written another way: sets of strings. */
function naiveSimilarity(a: readonly string[], b: readonly string[]): number {
  const shinglesOfWords = (all: readonly string[]) =>
    new Set(all.length === 1 ? all : all.slice(1).map((word, at) => `${all[at]} ${word}`))
  const [x, y] = [shinglesOfWords(a), shinglesOfWords(b)]
  return x.size + y.size === 0 ? 0 : x.intersection(y).size / x.union(y).size
}

test('law: similarity is Jaccard over pairs of words', () => {
  fc.assert(
    fc.property(words, words, (a, b) => {
      expect(similarityOf(shinglesOf([a.join(' '), b.join(' ')]), 0, 1)).toBe(naiveSimilarity(a, b))
    }),
  )
})

test('punctuation, capitals and tokenisation make no difference to it', () => {
  const shingles = shinglesOf([
    'IL-2 (high) in T cells',
    'il - 2 high in T-cells .',
    'e\u0301 a',
    '\u00e9 A',
    '. , ;',
    '',
  ])
  expect(similarityOf(shingles, 0, 1)).toBe(1)
  expect(similarityOf(shingles, 2, 3)).toBe(1)
  expect(similarityOf(shingles, 4, 4)).toBe(0)
  expect(similarityOf(shingles, 4, 5)).toBe(0)
})

test('law: what is found is near, is found once, and equal texts are always found', () => {
  fc.assert(
    fc.property(fc.array(words, { maxLength: 30 }), fc.constantFrom(0.5, 0.8, 1), (all, threshold) => {
      const shingles = shinglesOf(all.map(text => text.join(' ')))
      const found = new Map<string, number>()
      findNearTexts(shingles, threshold, (a, b, similarity) => {
        expect(a).toBeLessThan(b)
        expect(found.has(`${a} ${b}`)).toBe(false)
        found.set(`${a} ${b}`, similarity)
      })
      for (let a = 0; a < all.length; a++) {
        for (let b = a + 1; b < all.length; b++) {
          const similarity = naiveSimilarity(all[a] ?? [], all[b] ?? [])
          const reported = found.get(`${a} ${b}`)
          if (reported !== undefined) expect(reported).toBe(similarity)
          if (similarity < threshold) expect(reported).toBeUndefined()
          if (similarity === 1) expect(reported).toBe(1)
        }
      }
    }),
  )
})

test('the recall that is stated is that of planted pairs', () => {
  expect(recallAt(0.8)).toBeCloseTo(0.99964, 5)
  const random = xoroshiro128plus(4)
  const word = () => `w${(random.next() >>> 0) % 50_000}`
  const pairs = 4_000
  /** 19 words with one replaced inside: 16 of 20 pairs of words are shared, which is 0.8 exactly. */
  const texts = Array.from({ length: pairs }, () => {
    const all = Array.from({ length: 19 }, word)
    return [all.join(' '), all.with(9, 'replaced').join(' ')]
  }).flat()
  const shingles = shinglesOf(texts)
  let planted = 0
  findNearTexts(shingles, 0.8, (a, b, similarity) => {
    expect([b - a, a % 2, similarity]).toEqual([1, 0, 0.8])
    planted += 1
  })
  expect(planted / pairs).toBeGreaterThan(0.998)
})

test('texts from one template end in bounded time, and what was not compared is counted', () => {
  const texts = Array.from({ length: 3_000 }, (_, i) => `${'the same old words again and again here '.repeat(6)}${i}`)
  let found = 0
  const { skippedComparisons } = findNearTexts(shinglesOf(texts), 0.8, () => {
    found += 1
  })
  expect(found).toBeGreaterThan(texts.length)
  expect(skippedComparisons).toBeGreaterThan(0)
})
