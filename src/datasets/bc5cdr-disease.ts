import type { Corpus } from '../core/corpus.ts'
import { bc5cdrSource, bc5cdrSplits } from './bc5cdr.ts'
import { mtlVariant } from './mtl-variant.ts'

/** Read from the joint files by keeping one type; the tags are those of the single-type files of MTL-Bioinformatics-2016. */
export const bc5cdrDisease: Corpus = {
  id: 'bc5cdr-disease',
  title: 'BC5CDR-Disease',
  types: ['Disease'],
  ...bc5cdrSource,
  default: 'mtl',
  variants: {
    mtl: mtlVariant(['Disease'], bc5cdrSplits, {
      train: { documents: 500, sentences: 4560, tokens: 118_170, mentions: 4182 },
      test: { documents: 500, sentences: 4797, tokens: 124_750, mentions: 4424 },
    }),
  },
}
