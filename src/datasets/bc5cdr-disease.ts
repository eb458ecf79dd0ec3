import type { Corpus } from '../core/corpus.ts'
import { bc5cdrFacts, bc5cdrMtl } from './bc5cdr.ts'

/** Read from the joint files by keeping one type; the tags are those of the single-type files of MTL-Bioinformatics-2016. */
export const bc5cdrDisease: Corpus = {
  id: 'bc5cdr-disease',
  title: 'BC5CDR-Disease',
  ...bc5cdrFacts,
  default: 'mtl',
  variants: { mtl: bc5cdrMtl(['Disease']) },
}
