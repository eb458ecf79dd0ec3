import type { Corpus } from '../core/corpus.ts'
import { bc5cdr } from './bc5cdr.ts'
import { bc5cdrChem } from './bc5cdr-chem.ts'
import { bc5cdrDisease } from './bc5cdr-disease.ts'
import { ncbiDisease } from './ncbi-disease.ts'

/** Every corpus by its id. */
export const corpora = {
  bc5cdr,
  'bc5cdr-chem': bc5cdrChem,
  'bc5cdr-disease': bc5cdrDisease,
  'ncbi-disease': ncbiDisease,
} as const satisfies Record<string, Corpus>
