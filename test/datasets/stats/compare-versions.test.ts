import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Mention, Passage } from '../../../src/core/passage.ts'
import { readPubtator } from '../../../src/datasets/format/pubtator/pubtator.ts'
import { countSplit } from '../../../src/datasets/split/count-split.ts'
import { compareVersions, type Version, versionsJson } from '../../../src/datasets/stats/compare-versions.ts'
import { sharedPath, whenShared } from '../../shared.ts'
import { conllPassages } from '../collection.ts'
import { mentionOf, passageOf } from '../passage.ts'
import { sourceOf } from '../source.ts'

function versionOf(id: string, splits: Partial<Record<'train' | 'dev' | 'test', readonly Passage[]>>): Version {
  const entries = Object.entries(splits).map(([split, passages]) => [
    split,
    { passages, counts: countSplit(passages, 'sentence') },
  ])
  return { id, splits: Object.fromEntries(entries) }
}

const passage = (document: string | null, text: string, ...names: string[]): Passage =>
  passageOf(text, { document, mentions: names.map((name): Mention => mentionOf(text, name, 'D')) })

describe('two versions', () => {
  const { counts, pairs } = compareVersions([
    versionOf('a', {
      train: [passage('1', 'Ca2 ions', 'Ca2'), passage('2', 'T - cell lymphoma', 'T - cell lymphoma')],
      test: [passage('3', 'St .', 'St .'), passage('3', 'Anthony fire', 'Anthony fire'), passage('4', 'x')],
    }),
    versionOf('b', {
      train: [passage('1', 'Ca2 ions', 'Ca'), passage('2', 'T-cell lymphoma', 'T-cell lymphoma'), passage('4', 'x')],
      test: [passage('3', 'St. Anthony fire', 'St. Anthony fire'), passage('5', 'y')],
    }),
  ])

  test('are compared document by document, by names without white space', () => {
    expect(pairs).toHaveLength(1)
    expect(pairs[0]).toEqual({
      ...{ a: 'a', b: 'b', unit: 'document' },
      units: { inBoth: 4, onlyA: 0, onlyB: 1, inOtherSplit: 1, examplesOnlyA: [], examplesOnlyB: ['5'] },
      texts: { equal: 4, 'repeated-in-a': 0, 'repeated-in-b': 0, different: 0 },
      mentions: { agreeing: 1, onlyA: 3, onlyB: 2 },
      unitsThatDiffer: 2,
      examples: [
        {
          ...{ document: '1', splits: ['train', 'train'], text: 'equal', mentions: [1, 1] },
          ...{ onlyA: ['Ca2'], onlyB: ['Ca'] },
        },
        {
          ...{ document: '3', splits: ['test', 'test'], text: 'equal', mentions: [2, 1] },
          ...{ onlyA: ['St .', 'Anthony fire'], onlyB: ['St. Anthony fire'] },
        },
      ],
    })
  })

  test('have counts side by side, and say which disagree', () => {
    const row = (split: string, noun: string) => counts.find(one => one.split === split && one.noun === noun)
    expect(row('train', 'sentences')).toMatchObject({ counts: [2, 3], agree: false })
    expect(row('train', 'mentions')).toMatchObject({ counts: [2, 2], agree: true })
    expect(row('test', 'type')).toMatchObject({ type: 'D', counts: [2, 1], agree: false })
    expect(row('dev', 'mentions')).toBeUndefined()
  })
})

test('a split that one version lacks, or a count that is not known, is no disagreement; a type that it lacks is', () => {
  const typed = (type: string) => passageOf('x', { document: null, mentions: [mentionOf('x', 'x', type)] })
  const { counts } = compareVersions([
    versionOf('a', { test: [typed('__proto__')], dev: [] }),
    versionOf('b', { test: [{ ...typed('D'), tokens: null }] }),
  ])
  expect(counts.filter(({ agree }) => !agree).map(({ noun, type, counts: both }) => [noun, type, both])).toEqual([
    ['type', 'D', [0, 1]],
    ['type', '__proto__', [1, 0]],
  ])
  expect(counts.find(({ split, noun }) => split === 'dev' && noun === 'mentions')?.counts).toEqual([0, null])
  expect(counts.find(({ noun }) => noun === 'tokens')?.counts).toEqual([0, null])
})

test('without documents, splits are compared as a whole', () => {
  const [pair] = compareVersions([
    versionOf('a', { test: [passage(null, 'p53 binds', 'p53')], train: [passage(null, 'q')] }),
    versionOf('b', { test: [passage('1', 'p53 binds', 'p53', 'binds')] }),
  ]).pairs
  expect(pair).toMatchObject({
    ...{ unit: 'split', units: { inBoth: 1, onlyA: 1, examplesOnlyA: ['train'] } },
    examples: [{ document: null, splits: ['test', 'test'], onlyA: [], onlyB: ['binds'] }],
  })
})

test('a document that one version has twice is recognised', () => {
  const [pair] = compareVersions([
    versionOf('a', { train: [passage('7', 'of gout', 'gout')] }),
    versionOf('b', { train: [passage('7', 'Of gout', 'gout'), passage('7', 'of gout', 'gout')] }),
  ]).pairs
  expect(pair).toMatchObject({
    texts: { 'repeated-in-b': 1, equal: 0 },
    examples: [{ document: '7', text: 'repeated-in-b', mentions: [1, 2], onlyA: [], onlyB: ['gout'] }],
  })
})

test('law: a version agrees with itself, and the other way round the other differs', () => {
  const passages = fc
    .array(fc.record({ document: fc.constantFrom('1', '2', '__proto__'), names: fc.subarray(['ab', 'c', 'd e']) }))
    .map(all => all.map(({ document, names }) => passage(document, 'ab c d e', ...names)))
  fc.assert(
    fc.property(passages, passages, (first, second) => {
      const [a, b] = [versionOf('a', { test: first }), versionOf('b', { test: second })]
      const [same] = compareVersions([a, a]).pairs
      expect(same).toMatchObject({ unitsThatDiffer: 0, mentions: { onlyA: 0, onlyB: 0 }, examples: [] })
      const [there, back] = [compareVersions([a, b]).pairs[0], compareVersions([b, a]).pairs[0]]
      expect(there?.mentions.onlyA).toBe(back?.mentions.onlyB)
      expect(there?.mentions.agreeing).toBe(back?.mentions.agreeing)
      expect(there?.units.onlyA).toBe(back?.units.onlyB)
    }),
  )
})

test('JSON names format and corpus', () => {
  expect(versionsJson('x', compareVersions([]))).toEqual({
    ...{ format: 'bioner-bench/corpus-versions@1', corpus: 'x', versions: [], counts: [], pairs: [] },
  })
})

describe('the real corpora', () => {
  const pubtator = (path: string) =>
    readPubtator(sourceOf(readFileSync(sharedPath('datasets', path), 'utf8'), path), {
      repeated: 'keep-all',
      known: [{ document: '10923035', start: 711, end: 761 }],
    }).passages

  whenShared(
    'bc5cdr@mtl widens 5 test chemicals to token borders, and differs in nothing else in 500 documents',
    () => {
      const [pair] = compareVersions([
        versionOf('mtl', { test: conllPassages('bc5cdr/conll/test.tsv') }),
        versionOf('original', { test: pubtator('bc5cdr/pubtator/CDR_TestSet.PubTator.txt') }),
      ]).pairs
      expect(pair).toMatchObject({
        ...{ unit: 'document', units: { inBoth: 500, onlyA: 0, onlyB: 0 }, texts: { equal: 500 } },
        ...{ mentions: { agreeing: 9804, onlyA: 5, onlyB: 5 }, unitsThatDiffer: 3 },
      })
      expect(pair?.examples.map(({ document, onlyA, onlyB }) => [document, onlyA, onlyB])).toEqual([
        ['1361574', ['gamma - aminobutyric acidA'], ['gamma-aminobutyric acid']],
        ['18340638', ['Ca2', 'Ca2', 'Ca2'], ['Ca', 'Ca', 'Ca']],
        ['24840785', ['Ca2'], ['Ca']],
      ])
    },
  )

  whenShared(
    "bc5cdr@mtl cuts St. Anthony's fire in two, twice, in the development split",
    () => {
      const dev = (id: string, passages: readonly Passage[]) =>
        versionOf(id, { dev: passages.map(one => ({ ...one, document: null })) })
      const [pair] = compareVersions([
        dev('mtl', conllPassages('bc5cdr/conll/devel.tsv')),
        dev('original', pubtator('bc5cdr/pubtator/CDR_DevelopmentSet.PubTator.txt')),
      ]).pairs
      expect(pair).toMatchObject({
        ...{ unit: 'split', mentions: { agreeing: 9579, onlyA: 14, onlyB: 12 } },
        examples: [{ document: null, splits: ['dev', 'dev'], mentions: [9593, 9591] }],
      })
      expect(pair?.examples[0]?.onlyB.filter(name => name.startsWith('St'))).toEqual(
        Array(2).fill("St. Anthony's fire"),
      )
    },
    60_000,
  )

  whenShared(
    'ncbi-disease@original has document 8528200 twice, with 11 mentions each time',
    () => {
      const [pair] = compareVersions([
        versionOf('mtl', { train: conllPassages('ncbi-disease/conll/train.tsv') }),
        versionOf('original', { train: pubtator('ncbi-disease/original/NCBItrainset_corpus.txt') }),
      ]).pairs
      expect(pair).toMatchObject({
        ...{ unit: 'document', units: { inBoth: 592, onlyA: 0, onlyB: 0 } },
        texts: { equal: 591, 'repeated-in-b': 1 },
        mentions: { agreeing: 5132, onlyA: 2, onlyB: 13 },
      })
      expect(pair?.examples.map(({ document, mentions, text }) => [document, mentions, text])).toEqual([
        ['10802668', [22, 22], 'equal'],
        ['2792129', [5, 5], 'equal'],
        ['8528200', [11, 22], 'repeated-in-b'],
      ])
      expect(pair?.examples[0]).toMatchObject({
        onlyA: ['autosomal dominant disorder'],
        onlyB: ['autosomal dominant disorde'],
      })
    },
    60_000,
  )
})
