import type { Corpus } from '../core/corpus.ts'
import { anatem } from './anatem.ts'
import { bc2gm } from './bc2gm.ts'
import { bc4chemd } from './bc4chemd.ts'
import { bc5cdr } from './bc5cdr.ts'
import { bc5cdrChem } from './bc5cdr-chem.ts'
import { bc5cdrDisease } from './bc5cdr-disease.ts'
import { bionlp13cg } from './bionlp13cg.ts'
import { cll } from './cll.ts'
import { fsu } from './fsu.ts'
import { gellus } from './gellus.ts'
import { jnlpba } from './jnlpba.ts'
import { linnaeus } from './linnaeus.ts'
import { ncbiDisease } from './ncbi-disease.ts'
import { s800 } from './s800.ts'

/** Every corpus by its id. */
export const corpora = {
  bc4chemd,
  bc5cdr,
  'bc5cdr-chem': bc5cdrChem,
  'bc5cdr-disease': bc5cdrDisease,
  'ncbi-disease': ncbiDisease,
  jnlpba,
  linnaeus,
  s800,
  bc2gm,
  anatem,
  bionlp13cg,
  cll,
  gellus,
  fsu,
} as const satisfies Record<string, Corpus>
