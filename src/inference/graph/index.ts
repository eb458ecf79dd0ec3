import { albert } from './albert.ts'
import { bert, electra, roberta } from './bert.ts'
import { distilbert } from './distilbert.ts'
import type { Architecture } from './graph-context.ts'

/** The architectures that can be built from weights. */
export const architectures: readonly Architecture[] = [albert, bert, distilbert, electra, roberta]
