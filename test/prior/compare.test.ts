import { describe, expect, test } from 'vitest'
import type { ScoredRun } from '../../src/core/record.ts'
import { comparePriors } from '../../src/prior/compare.ts'
import { corporaFile } from '../../src/prior/corpora-schema.ts'
import { completedRun, conventions, corpusFacts, countsOf } from '../fixtures/report/record.ts'
import { priorAsset, shippedPriors } from './asset.ts'

const book = shippedPriors()
const { corpora } = corporaFile.parse(priorAsset('corpora.json'))

function runOn(id: string, changes: Partial<ScoredRun> = {}, facts = {}): ScoredRun {
  const { entityTypes } = corpora.find(corpus => corpus.id === id)!
  const mentions = book.canonicalTests.get(id)?.mentions ?? 1
  return completedRun({ corpus: corpusFacts(id, { types: entityTypes, mentions, ...facts }), ...changes })
}

function comparableOn(run: ScoredRun): [string, number | null, number][] {
  return comparePriors(book, run).comparable.map(({ prior, scoreIndex }) => [prior.system, prior.f1Percent, scoreIndex])
}

const biobertPytorch = (biobert: number, bert: number, roberta: number): [string, number, number][] => [
  ['BioBERT-base v1.1 (biobert-pytorch)', biobert, 0],
  ['BERT-base (biobert-pytorch)', bert, 0],
  ['RoBERTa (biobert-pytorch)', roberta, 0],
]

/** What may stand beside a complete run on the public test split; everything else must say why not. */
const expected: Record<string, [string, number, number][]> = {
  bc4chemd: biobertPytorch(91.15, 89.51, 87.85),
  'bc5cdr-chem': [
    ['BioLinkBERT-base', 93.75, 0],
    ['PubMedBERT', 93.33, 0],
    ['KeBioLM', 93.3, 0],
    ['BioBERT (BLURB rerun)', 92.85, 0],
    ...biobertPytorch(93.04, 91.78, 89.38),
  ],
  'bc5cdr-disease': [
    ['KeBioLM', 86.1, 0],
    ['BioLinkBERT-base', 86.1, 0],
    ['PubMedBERT', 85.62, 0],
    ['BioBERT (BLURB rerun)', 84.7, 0],
    ...biobertPytorch(86.37, 83.28, 80.51),
  ],
  'ncbi-disease': [
    ['BioBERT (BLURB rerun)', 89.13, 0],
    ['KeBioLM', 89.1, 0],
    ['BioLinkBERT-large', 88.76, 0],
    ['BioLinkBERT-base', 88.18, 0],
    ['PubMedBERT', 87.82, 0],
    ...biobertPytorch(88.3, 85.27, 85.13),
  ],
  jnlpba: [],
  bc2gm: [
    ['KeBioLM', 85.1, 0],
    ['BioLinkBERT-base', 84.9, 0],
    ['PubMedBERT', 84.52, 0],
    ['BioBERT (BLURB rerun)', 83.82, 0],
    ...biobertPytorch(83.41, 80.93, 80.22),
  ],
  linnaeus: biobertPytorch(88.08, 83.46, 84.62),
  s800: biobertPytorch(72.38, 70.8, 71.27),
  anatem: [],
  bionlp13cg: [],
  cll: [],
  fsu: [],
  gellus: [],
}

describe('on every corpus of the paper', () => {
  test('all thirteen are here', () => {
    expect(Object.keys(expected).toSorted()).toEqual(corpora.map(({ id }) => id).toSorted())
  })

  test.each(Object.keys(expected))('%s: what is comparable, highest first, and under which convention', id => {
    const found = comparableOn(runOn(id))
    expect(found).toEqual(expected[id]!.toSorted((a, b) => b[1] - a[1]))
  })

  test.each(Object.keys(expected))('%s: whatever is not comparable says why', id => {
    const { comparable, notComparable } = comparePriors(book, runOn(id))
    expect(comparable.length + notComparable.length).toBe(book.results.filter(prior => prior.corpus === id).length)
    for (const { why } of notComparable) expect(why).toMatch(/\w{4}/)
  })

  test.each(Object.keys(expected))('%s: the figures of the OpenMed paper are never comparable', id => {
    expect(comparableOn(runOn(id)).filter(([system]) => system.startsWith('OpenMed'))).toEqual([])
  })
})

describe('reasons', () => {
  const whyOn = (run: ScoredRun, system: string) =>
    comparePriors(book, run).notComparable.find(({ prior }) => prior.system.startsWith(system))?.why

  test('merged types, cross-validation, another corpus, tokens instead of mentions', () => {
    expect(whyOn(runOn('jnlpba'), 'BioBERT-base')).toBe('5 types merged into 1')
    expect(whyOn(runOn('jnlpba'), 'BiLSTM')).toMatch(/cross-validation.*scored on 1 type, not 5/)
    expect(whyOn(runOn('cll'), '"Ka-NER')).toMatch(/trained on another corpus/)
    expect(whyOn(runOn('anatem'), 'JSL')).toMatch(/counts tokens, not mentions/)
    expect(whyOn(runOn('ncbi-disease'), 'OpenMed')).toBe('split claimed but not verifiable; scorer not stated')
    expect(whyOn(runOn('ncbi-disease'), 'BioNerFlair')).toBe('split and scorer not stated')
    expect(whyOn(runOn('fsu'), 'none')).toMatch(/no single figure published/)
  })

  test('both types of BC5CDR together are another corpus', () => {
    const run = completedRun({ corpus: corpusFacts('bc5cdr', { types: ['Chemical', 'Disease'], mentions: 9809 }) })
    expect(comparePriors(book, run).comparable).toEqual([])
    expect(comparePriors(book, run).notComparable.map(({ prior }) => prior.list)).toEqual(Array(6).fill('joint-types'))
  })
})

describe('a run that is not what priors were scored on is compared with nothing', () => {
  const cases: [string, ScoredRun, RegExp][] = [
    [
      'partial',
      runOn('ncbi-disease', { status: 'partial', limit: { passages: 5, of: 940 } }),
      /read 5 of 940 passages/,
    ],
    [
      'across corpora',
      runOn('ncbi-disease', { typeMap: [{ corpusType: 'Disease', scoredAs: 'Disease', mentions: 960 }] }),
      /scored in classes of types/,
    ],
    ['another split', runOn('ncbi-disease', {}, { split: 'dev' }), /on the dev split/],
    ['other gold', runOn('ncbi-disease', {}, { mentions: 955 }), /public test split has 960 mentions, this run 955/],
    ['other types', runOn('ncbi-disease', {}, { types: ['A', 'B'] }), /scored on 1 type, not 2/],
    [
      'spans of characters',
      runOn('ncbi-disease', { scores: [countsOf(conventions.characters, 8, 2, 2)] }),
      /decoded as conlleval/,
    ],
  ]
  test.each(cases)('%s', (_, run, why) => {
    const { comparable, notComparable } = comparePriors(book, run)
    expect(comparable).toEqual([])
    expect(notComparable.find(({ prior }) => prior.protocol.name === 'biobert-pytorch')?.why).toMatch(why)
  })

  test('a prior is compared only under its own decoding', () => {
    const strictOnly = runOn('ncbi-disease', { scores: [countsOf(conventions.strict, 8, 2, 2)] })
    expect(comparableOn(strictOnly)).toEqual([])
  })

  test('relaxed matching is compared with nothing', () => {
    const relaxed = runOn('ncbi-disease', { scores: [countsOf(conventions.relaxed, 8, 2, 2)] })
    expect(comparableOn(relaxed)).toEqual([])
  })
})
