import type { Corpus } from '../core/corpus.ts'
import { bc5cdrFacts, bc5cdrMtl } from './bc5cdr.ts'

/** Read from the joint files by keeping one type; the tags are those of the single-type files of MTL-Bioinformatics-2016. */
export const bc5cdrChem: Corpus = {
  id: 'bc5cdr-chem',
  title: 'BC5CDR-Chem',
  ...bc5cdrFacts,
  default: 'mtl',
  variants: { mtl: bc5cdrMtl(['Chemical']) },
}
