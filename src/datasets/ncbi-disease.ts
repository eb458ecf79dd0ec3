import type { Corpus } from '../core/corpus.ts'
import { crichton2017 } from './variant/citations.ts'
import { conllVariant } from './variant/conll-variant.ts'
import { packaged, repositoryFile, sha256Checksum } from './variant/pins.ts'
import { repositories } from './variant/repositories.ts'

export const ncbiDisease: Corpus = {
  id: 'ncbi-disease',
  title: 'NCBI-Disease',
  citation: `@article{dogan2014ncbi,
  author  = {Do{\\u{g}}an, Rezarta Islamaj and Leaman, Robert and Lu, Zhiyong},
  title   = {{NCBI} disease corpus: a resource for disease name recognition and concept normalization},
  journal = {Journal of Biomedical Informatics},
  volume  = {47},
  pages   = {1--10},
  year    = {2014},
  doi     = {10.1016/j.jbi.2013.12.006}
}
${crichton2017}`,
  origin:
    'Annotated by hand in 793 PubMed abstracts. The four kinds of mention of the original (SpecificDisease, DiseaseClass, ' +
    'Modifier, CompositeMention) are all Disease here, and an abstract that its training set holds twice is there once.',
  default: 'mtl',
  variants: {
    mtl: conllVariant({
      title: 'CoNLL files of MTL-Bioinformatics-2016; the four kinds of mention are one',
      types: ['Disease'],
      licence: {
        name: 'public domain (United States Government Work); CoNLL files CC BY 4.0',
        redistributable: 'attribution',
      },
      splitOrigin: 'official: 593 (one of them twice), 100 and 100 abstracts',
      splits: {
        train: {
          conll: repositoryFile(
            repositories.mtl,
            'ncbi-disease/conll/train.tsv',
            'data/NCBI-disease-IOB/train.tsv',
            sha256Checksum('58379baf4614b8d757d93dd7a21b202849ca99f9b9d71b49185523ff5443300c'),
          ),
          documents: packaged(
            'ncbi-disease/conll/train.documents.tsv',
            '9317886a5aadbe0ba2b0b085220c6e10da0d049f80a7eb606b892d5d413d802c',
          ),
        },
        test: {
          conll: repositoryFile(
            repositories.mtl,
            'ncbi-disease/conll/test.tsv',
            'data/NCBI-disease-IOB/test.tsv',
            sha256Checksum('8f088ce45dc4746592188f9e69de3d89d87f3bb8f0ed8c4a287d018123fa148d'),
          ),
          documents: packaged(
            'ncbi-disease/conll/test.documents.tsv',
            'ac249c8b864934277806cf20eeac5fef24dfe5ceb2203185446d3c33d3f9ab38',
          ),
        },
      },
      counts: {
        train: {
          documents: 592,
          sentences: 5424,
          tokens: 135_701,
          mentions: 5134,
          types: { Disease: 5134 },
          nested: 0,
          discontinuous: 0,
        },
        test: {
          documents: 100,
          sentences: 940,
          tokens: 24_497,
          mentions: 960,
          types: { Disease: 960 },
          nested: 0,
          discontinuous: 0,
        },
      },
    }),
  },
}
