import type { Unit } from '../core/convention.ts'
import type { LoadedCorpus } from './plan.ts'
import type { Suite } from './suite.ts'

/**
 * The unit in which a corpus is scored: what the suite says, or else tokens where the passages have them (or where the suite
 * ranks by strict decoding, which reads tags), and characters where they have none.
 */
export function unitOf(suite: Pick<Suite, 'unit' | 'decoding'>, corpus: Pick<LoadedCorpus, 'passages'>): Unit {
  if (suite.unit !== null) return suite.unit
  if (suite.decoding.matching === 'strict') return 'token'
  return corpus.passages.some(passage => passage.tokens === null) ? 'character' : 'token'
}
