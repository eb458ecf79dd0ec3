import { albert } from './albert.ts'
import { bert, electra, roberta } from './bert.ts'
import { debertaV2 } from './deberta/deberta-v2.ts'
import { distilbert } from './distilbert.ts'
import { eurobert } from './eurobert.ts'
import type { Architecture } from './graph-context.ts'
import { modernbert } from './modernbert.ts'

/** The architectures that can be built from weights. */
export const architectures: readonly Architecture[] = [
  albert,
  bert,
  debertaV2,
  distilbert,
  electra,
  eurobert,
  modernbert,
  roberta,
]
