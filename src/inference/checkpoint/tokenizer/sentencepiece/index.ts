import { albert } from './albert.ts'
import { debertaV2 } from './deberta-v2.ts'
import type { Family } from './family.ts'
import { xlmRoberta } from './xlm-roberta.ts'

/** By the `model_type` of config.json. */
export const families: ReadonlyMap<string, Family> = new Map([
  ['albert', albert],
  ['deberta-v2', debertaV2],
  ['xlm-roberta', xlmRoberta],
])
