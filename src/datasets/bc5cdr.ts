import type { Corpus } from '../core/corpus.ts'
import { type MtlSplit, mtlVariant } from './mtl-variant.ts'

/** The joint files; the corpora of one type are read from them too. */
export const bc5cdrSplits: Readonly<Record<'train' | 'test', MtlSplit>> = {
  train: {
    conll: {
      path: 'bc5cdr/train.tsv.gz',
      sha256: 'b731361c0ed73afd04cc5fdad39afcdfd8f325d6e46c282339185a91d1af4c14',
    },
    documents: {
      path: 'bc5cdr/train.documents.tsv',
      sha256: 'cbde3bbdb3425a6f140fa9864a00cb7fedf3d9e7c50e51848547ffb7f73e01bd',
    },
  },
  test: {
    conll: {
      path: 'bc5cdr/test.tsv',
      sha256: 'e41a2843a5fff0cd8d1a88cb147968d61ae29336ca70cddc3d7fb8ff21dfa1e8',
    },
    documents: {
      path: 'bc5cdr/test.documents.tsv',
      sha256: '4b63d3e8be161c199016025bec2580f42ea1a92a8d5646c8cd72a5a18200875e',
    },
  },
}

/** What the joint corpus and its two halves have in common. */
export const bc5cdrSource = {
  licence: 'Public domain (Public Domain Mark 1.0, by its card in BigBio); CoNLL files CC BY 4.0',
  citation:
    'Li et al.: BioCreative V CDR task corpus. Database 2016:baw068. ' +
    'CoNLL files: Crichton, Pyysalo, Chiu, Korhonen, BMC Bioinformatics 18:368, 2017',
  origin:
    'Annotated by hand in 1,500 PubMed abstracts. Mentions are widened to the borders of the tokens: 5 chemicals of the test split ' +
    'are longer than in the original release (Ca became Ca2 four times), no disease is.',
} as const

export const bc5cdr: Corpus = {
  id: 'bc5cdr',
  title: 'BC5CDR',
  types: ['Chemical', 'Disease'],
  ...bc5cdrSource,
  default: 'mtl',
  variants: {
    mtl: mtlVariant(['Chemical', 'Disease'], bc5cdrSplits, {
      train: { documents: 500, sentences: 4560, tokens: 118_170, mentions: 9385 },
      test: { documents: 500, sentences: 4797, tokens: 124_750, mentions: 9809 },
    }),
  },
}
