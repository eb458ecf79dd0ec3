import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Split } from '../../../src/core/corpus.ts'
import type { SetOverlap } from '../../../src/core/survey/overlap.ts'
import { findOverlap, overlapJson } from '../../../src/datasets/overlap/find-overlap.ts'
import type { PassageSet } from '../../../src/datasets/overlap/layout.ts'
import { comparedText } from '../../../src/datasets/overlap/same-text.ts'
import { mentionOf, passageOf } from '../passage.ts'

const setOf = (split: Split, ...texts: string[]): PassageSet => ({
  corpus: 'x',
  split,
  passages: texts.map((text, index) => passageOf(text, { id: `${split}.${index}` })),
})

function pairOf(pairs: readonly SetOverlap[], a: Split, b: Split): SetOverlap {
  const pair = pairs.find(one => one.a.split === a && one.b.split === b)
  if (pair === undefined) throw new Error(`no pair ${a}-${b}`)
  return pair
}

const long = 'The IL-2 receptor of T cells binds to many proteins that were named before in this very abstract here .'
const retokenised =
  'the IL - 2 receptor of T cells binds to many proteins that were named before in this very abstract here .'
const nearly = long.replace('many', 'few')

describe('two splits', () => {
  const { pairs, sets, definition } = findOverlap([
    setOf('train', long, long, '1 .', '1 .', 'Only in training , where nobody else looks at it .'),
    setOf('test', retokenised, '1 .', nearly, nearly, 'Something else that nobody in training has ever seen .'),
  ])

  test('have verbatim, equal and near passages, counted from both sides', () => {
    expect(sets).toEqual([
      { corpus: 'x', split: 'train', passages: 5, longer: 3 },
      { corpus: 'x', split: 'test', passages: 5, longer: 4 },
    ])
    expect(pairOf(pairs, 'train', 'test')).toMatchObject({
      inA: { verbatim: { all: 2, longer: 0 }, equal: { all: 4, longer: 2 }, near: 0 },
      inB: { verbatim: { all: 1, longer: 0 }, equal: { all: 2, longer: 1 }, near: 2 },
      nearPairs: 1,
    })
  })

  test('have repeats within, which count from the second on', () => {
    expect(pairOf(pairs, 'train', 'train').inA).toEqual({
      verbatim: { all: 2, longer: 1 },
      equal: { all: 2, longer: 1 },
      near: 0,
    })
    expect(pairOf(pairs, 'test', 'test')).toMatchObject({
      inA: { equal: { all: 1, longer: 1 }, near: 1 },
      inB: { equal: { all: 1, longer: 1 }, near: 1 },
      nearPairs: 1,
    })
  })

  test('have examples with ids, similarity and texts; short ones make none', () => {
    const { examples } = pairOf(pairs, 'train', 'test')
    expect(examples.equal).toEqual([{ a: 'train.0', b: 'test.0', similarity: 1, texts: [long, retokenised] }])
    expect(examples.near).toHaveLength(1)
    expect(examples.near[0]).toMatchObject({ a: 'train.0', b: 'test.2', texts: [long, nearly] })
    expect(examples.near[0]?.similarity).toBeGreaterThanOrEqual(0.8)
  })

  test('say how they were compared', () => {
    expect(definition).toMatchObject({ shortTokens: 5, shingleWords: 2, bands: 20, rowsPerBand: 5, threshold: 0.8 })
    expect(definition.recallAtThreshold).toBeCloseTo(0.9996, 4)
  })
})

test('texts of examples are cut between characters, and examples are few', () => {
  const text = `${'𝛽 '.repeat(99)}${'𝛽'.repeat(99)}`
  const texts = Array.from({ length: 9 }, (_, i) => `${text}${i}`)
  const { pairs } = findOverlap([setOf('train', ...texts), setOf('test', ...texts)], { examples: 2 })
  const { equal } = pairOf(pairs, 'train', 'test').examples
  expect(equal.map(pair => pair.a)).toEqual(['train.0', 'train.1'])
  expect(equal[0]?.texts[0]).toMatch(/^(𝛽 ){99}𝛽+…$/u)
  expect(equal[0]?.texts[0].isWellFormed()).toBe(true)
})

describe('equal texts with other mentions', () => {
  const labelled = (corpus: string, split: Split, text: string, ...mentions: [string, string][]): PassageSet => ({
    corpus,
    split,
    passages: [
      passageOf(text, {
        id: `${corpus}.${split}`,
        mentions: mentions.map(([name, type]) => mentionOf(text, name, type)),
      }),
    ],
  })
  const conflictsOf = (...sets: PassageSet[]) =>
    findOverlap(sets).pairs.find(({ a, b }) => a !== b && a.split !== b.split)

  test('are conflicts; tokenisation and the order of mentions are none', () => {
    const train = labelled('x', 'train', 'IL-2 binds to IL-4 in vivo', ['IL-2', 'P'], ['IL-4', 'P'])
    const test = labelled('x', 'test', 'IL - 2 binds to IL - 4 in vivo', ['IL - 4', 'P'], ['IL - 2', 'P'])
    expect(conflictsOf(train, test)).toMatchObject({ conflicts: { all: 0, longer: 0 }, examples: { conflicts: [] } })
    const wider = labelled('x', 'test', 'IL - 2 binds to IL - 4 in vivo', ['IL - 2 binds', 'P'])
    expect(conflictsOf(train, wider)).toMatchObject({
      conflicts: { all: 1, longer: 1 },
      examples: {
        conflicts: [
          {
            ...{ a: 'x.train', b: 'x.test', text: 'IL-2 binds to IL-4 in vivo' },
            mentions: [
              [
                { type: 'P', surface: 'IL-2' },
                { type: 'P', surface: 'IL-4' },
              ],
              [{ type: 'P', surface: 'IL - 2 binds' }],
            ],
          },
        ],
      },
    })
  })

  test('in one split are conflicts too', () => {
    const [a] = labelled('x', 'train', 'p53 .', ['p53', 'P']).passages
    const passages = [a, a, passageOf('p53 .', { id: 'other' })].flatMap(passage => passage ?? [])
    const [within] = findOverlap([{ corpus: 'x', split: 'train', passages }]).pairs
    expect(within).toMatchObject({ conflicts: { all: 1, longer: 0 }, repeatedIds: { count: 1, examples: ['x.train'] } })
    expect(within?.examples.conflicts).toMatchObject([{ a: 'x.train', b: 'other' }])
  })

  test('of two corpora are compared in the types that both have', () => {
    const a = labelled('x', 'train', 'mice with glioma', ['mice', 'Organism'], ['glioma', 'Cancer'])
    const typed = (...mentions: [string, string][]) => labelled('y', 'test', 'mice with glioma', ...mentions)
    expect(conflictsOf(a, typed(['glioma', 'Cancer']))?.conflicts).toEqual({ all: 0, longer: 0 })
    expect(conflictsOf(a, typed(['mice', 'Cancer']))?.conflicts).toEqual({ all: 1, longer: 0 })
    expect(conflictsOf(a, typed(['mice', 'Species']))?.conflicts).toBeNull()
  })
})

test('documents of two splits are found by their ids, where ids are known', () => {
  const of = (split: Split, ...documents: (string | null)[]): PassageSet => ({
    corpus: 'x',
    split,
    passages: documents.map((document, index) => passageOf(`${split} ${index}`, { document })),
  })
  const { pairs } = findOverlap([of('train', '7', '7', '8', '9'), of('dev', '8', '7', '8'), of('test', null)])
  expect(pairOf(pairs, 'train', 'dev').sharedDocuments).toEqual({ count: 2, examples: ['8', '7'] })
  expect(pairOf(pairs, 'train', 'train').sharedDocuments).toBeNull()
  expect(pairOf(pairs, 'dev', 'test').sharedDocuments).toBeNull()
})

test('a threshold outside (0, 1] is refused; no sets have no pairs; JSON has its format', () => {
  expect(() => findOverlap([], { threshold: 0 })).toThrow(RangeError)
  expect(() => findOverlap([], { threshold: 1.1 })).toThrow(RangeError)
  expect(overlapJson(findOverlap([]))).toMatchObject({ format: 'bioner-bench/corpus-overlap@1', sets: [], pairs: [] })
})

test('law: equal passages are those that a naive search finds', () => {
  const text = fc
    .array(fc.constantFrom('a', 'A', 'b', 'c d'), { minLength: 1, maxLength: 3 })
    .map(words => words.join(' '))
  const texts = fc.array(text, { maxLength: 12 })
  fc.assert(
    fc.property(texts, texts, (train, test) => {
      const { pairs } = findOverlap([setOf('train', ...train), setOf('test', ...test)])
      const inOther = (own: string[], other: string[], key: (text: string) => string) =>
        own.filter(text => other.some(one => key(one) === key(text))).length
      const across = pairOf(pairs, 'train', 'test')
      expect(across.inA.equal.all).toBe(inOther(train, test, comparedText))
      expect(across.inB.equal.all).toBe(inOther(test, train, comparedText))
      expect(across.inA.verbatim.all).toBe(inOther(train, test, String))
      const repeats = (own: string[]) => own.length - new Set(own.map(comparedText)).size
      expect(pairOf(pairs, 'test', 'test').inA.equal.all).toBe(repeats(test))
    }),
  )
})
