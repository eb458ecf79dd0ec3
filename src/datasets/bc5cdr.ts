import type { Corpus, CorpusVariant, Split, SplitCounts } from '../core/corpus.ts'
import { crichton2017 } from './variant/citations.ts'
import { type ConllSplit, conllVariant } from './variant/conll-variant.ts'
import { packaged, repositoryFile, sha256Checksum } from './variant/pins.ts'
import { repositories } from './variant/repositories.ts'

/** What the joint corpus and its two halves have in common. */
export const bc5cdrFacts = {
  citation: `@article{li2016biocreative,
  author  = {Li, Jiao and Sun, Yueping and Johnson, Robin J. and Sciaky, Daniela and Wei, Chih-Hsuan and Leaman, Robert and
             Davis, Allan Peter and Mattingly, Carolyn J. and Wiegers, Thomas C. and Lu, Zhiyong},
  title   = {{BioCreative} {V} {CDR} task corpus: a resource for chemical disease relation extraction},
  journal = {Database},
  volume  = {2016},
  pages   = {baw068},
  year    = {2016},
  doi     = {10.1093/database/baw068}
}
${crichton2017}`,
  origin:
    'Annotated by hand in 1,500 PubMed abstracts. Mentions are widened to the borders of the tokens: 5 chemicals of the test split ' +
    'are longer than in the original release (Ca became Ca2 four times), no disease is.',
} as const

const mtlSplits: Readonly<Partial<Record<Split, ConllSplit>>> = {
  train: {
    conll: repositoryFile(
      repositories.mtl,
      'bc5cdr/conll/train.tsv',
      'data/BC5CDR-IOB/train.tsv',
      sha256Checksum('b731361c0ed73afd04cc5fdad39afcdfd8f325d6e46c282339185a91d1af4c14'),
    ),
    documents: packaged(
      'bc5cdr/conll/train.documents.tsv',
      'cbde3bbdb3425a6f140fa9864a00cb7fedf3d9e7c50e51848547ffb7f73e01bd',
    ),
  },
  test: {
    conll: repositoryFile(
      repositories.mtl,
      'bc5cdr/conll/test.tsv',
      'data/BC5CDR-IOB/test.tsv',
      sha256Checksum('e41a2843a5fff0cd8d1a88cb147968d61ae29336ca70cddc3d7fb8ff21dfa1e8'),
    ),
    documents: packaged(
      'bc5cdr/conll/test.documents.tsv',
      '4b63d3e8be161c199016025bec2580f42ea1a92a8d5646c8cd72a5a18200875e',
    ),
  },
}

/** The joint files of MTL-Bioinformatics-2016; of them only `types` are kept. */
export function bc5cdrMtl(types: readonly ('Chemical' | 'Disease')[]): CorpusVariant {
  const counts = (
    documents: number,
    sentences: number,
    tokens: number,
    all: Readonly<Record<'Chemical' | 'Disease', number>>,
  ): SplitCounts => ({
    ...{ documents, sentences, tokens, nested: 0, discontinuous: 0 },
    mentions: types.reduce((sum, type) => sum + all[type], 0),
    types: Object.fromEntries(types.map(type => [type, all[type]])),
  })
  return conllVariant({
    title: 'CoNLL files of MTL-Bioinformatics-2016',
    types,
    licence: {
      name: 'public domain (Public Domain Mark 1.0, by its card in BigBio); CoNLL files CC BY 4.0',
      redistributable: 'attribution',
    },
    splitOrigin: 'official: 500, 500 and 500 abstracts',
    splits: mtlSplits,
    counts: {
      train: counts(500, 4560, 118_170, { Chemical: 5203, Disease: 4182 }),
      test: counts(500, 4797, 124_750, { Chemical: 5385, Disease: 4424 }),
    },
  })
}

export const bc5cdr: Corpus = {
  id: 'bc5cdr',
  title: 'BC5CDR',
  ...bc5cdrFacts,
  default: 'mtl',
  variants: { mtl: bc5cdrMtl(['Chemical', 'Disease']) },
}
