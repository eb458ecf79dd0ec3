import { expect } from 'vitest'
import type { SetOverlap } from '../../../src/core/survey/overlap.ts'
import { findOverlap } from '../../../src/datasets/overlap/find-overlap.ts'
import type { PassageSet } from '../../../src/datasets/overlap/layout.ts'
import { whenShared } from '../../shared.ts'
import { conllPassages } from '../collection.ts'

function setsOf(corpus: string, train: string, dev: string, test: string): PassageSet[] {
  const passages = (file: string) => conllPassages(`${corpus}/${file}.tsv`)
  return [
    { corpus, split: 'train', passages: passages(train) },
    { corpus, split: 'dev', passages: passages(dev) },
    { corpus, split: 'test', passages: passages(test) },
  ]
}

const mtl = (corpus: string) => setsOf(corpus, 'conll/train', 'conll/devel', 'conll/test')

function between(pairs: readonly SetOverlap[], a: string, b: string): SetOverlap {
  const pair = pairs.find(one => `${one.a.corpus} ${one.a.split}` === a && `${one.b.corpus} ${one.b.split}` === b)
  if (pair === undefined) throw new Error(`no pair of ${a} and ${b}`)
  return pair
}

const ofTest = (corpus: string, pairs: readonly SetOverlap[], split: string) =>
  between(pairs, `${corpus} ${split}`, `${corpus} test`).inB

/** The collection counts equal token sequences: what is `verbatim` here. Equal but for case and white space are a few more. */
whenShared(
  'test sentences in other splits are as many as were counted by hand',
  () => {
    const { pairs } = findOverlap([
      ...mtl('bc5cdr'),
      ...setsOf('jnlpba', 'conll-bader/train', 'conll-bader/valid', 'conll-bader/test'),
      ...mtl('linnaeus'),
      ...mtl('bc2gm'),
      ...mtl('anatem'),
      ...setsOf('s800', 'conll-biobert/train', 'conll-biobert/devel', 'conll-biobert/test'),
    ])
    const verbatim = (corpus: string, split: string) => {
      const { all, longer } = ofTest(corpus, pairs, split).verbatim
      return [all, longer]
    }
    expect(verbatim('bc5cdr', 'dev')).toEqual([18, 3])
    expect(verbatim('bc5cdr', 'train')).toEqual([16, 0])
    expect(verbatim('jnlpba', 'train')).toEqual([108, 101])
    expect(verbatim('linnaeus', 'train')).toEqual([564, 21])
    expect(verbatim('linnaeus', 'test')).toEqual([576, 63])
    expect(verbatim('bc2gm', 'train')).toEqual([53, 12])
    expect(verbatim('anatem', 'train')).toEqual([99, 8])
    expect(verbatim('s800', 'test')).toEqual([91, 0])
    expect(ofTest('jnlpba', pairs, 'train').equal).toEqual({ all: 115, longer: 107 })
    expect(ofTest('linnaeus', pairs, 'train').equal).toEqual({ all: 577, longer: 21 })
    expect(between(pairs, 'jnlpba train', 'jnlpba test').conflicts).toEqual({ all: 32, longer: 32 })
    expect(between(pairs, 'bc2gm train', 'bc2gm test').conflicts).toEqual({ all: 2, longer: 2 })
    expect(between(pairs, 'bc5cdr dev', 'bc5cdr test').conflicts).toEqual({ all: 1, longer: 1 })
    expect(between(pairs, 'jnlpba train', 'bc2gm test').inB).toMatchObject({
      verbatim: { longer: 2 },
      equal: { longer: 20 },
    })
  },
  60_000,
)

whenShared(
  'AnatEM holds BioNLP13CG: its test split has 34 sentences of the training split of the other',
  () => {
    const { pairs } = findOverlap([
      ...setsOf('anatem', 'conll-bader/train', 'conll-bader/valid', 'conll-bader/test'),
      ...mtl('bionlp13cg'),
    ])
    expect(between(pairs, 'anatem test', 'bionlp13cg test').inB.equal.all).toBe(1906)
    expect(between(pairs, 'anatem test', 'bionlp13cg train').inA.equal).toEqual({ all: 34, longer: 34 })
    expect(between(pairs, 'anatem test', 'bionlp13cg test').conflicts?.all).toBe(243)
    expect(ofTest('bionlp13cg', pairs, 'train')).toMatchObject({ equal: { all: 0 }, near: 1 })
  },
  60_000,
)
