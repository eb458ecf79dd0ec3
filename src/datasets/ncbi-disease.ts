import type { Corpus } from '../core/corpus.ts'
import { mtlVariant } from './mtl-variant.ts'

export const ncbiDisease: Corpus = {
  id: 'ncbi-disease',
  title: 'NCBI-Disease',
  types: ['Disease'],
  licence: 'Public domain (United States Government Work); CoNLL files CC BY 4.0',
  citation:
    'Doğan, Leaman, Lu: NCBI disease corpus. Journal of Biomedical Informatics 47:1–10, 2014. ' +
    'CoNLL files: Crichton, Pyysalo, Chiu, Korhonen, BMC Bioinformatics 18:368, 2017',
  origin:
    'Annotated by hand in 793 PubMed abstracts. The four kinds of mention of the original (SpecificDisease, DiseaseClass, ' +
    'Modifier, CompositeMention) are all Disease here, and an abstract that its training set holds twice is there once.',
  default: 'mtl',
  variants: {
    mtl: mtlVariant(
      ['Disease'],
      {
        train: {
          conll: {
            path: 'ncbi-disease/train.tsv.gz',
            sha256: '58379baf4614b8d757d93dd7a21b202849ca99f9b9d71b49185523ff5443300c',
          },
          documents: {
            path: 'ncbi-disease/train.documents.tsv',
            sha256: '9317886a5aadbe0ba2b0b085220c6e10da0d049f80a7eb606b892d5d413d802c',
          },
        },
        test: {
          conll: {
            path: 'ncbi-disease/test.tsv',
            sha256: '8f088ce45dc4746592188f9e69de3d89d87f3bb8f0ed8c4a287d018123fa148d',
          },
          documents: {
            path: 'ncbi-disease/test.documents.tsv',
            sha256: 'ac249c8b864934277806cf20eeac5fef24dfe5ceb2203185446d3c33d3f9ab38',
          },
        },
      },
      {
        train: { documents: 592, sentences: 5424, tokens: 135_701, mentions: 5134 },
        test: { documents: 100, sentences: 940, tokens: 24_497, mentions: 960 },
      },
    ),
  },
}
