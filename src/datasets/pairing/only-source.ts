import type { Source } from '../../core/corpus.ts'
import { BenchError } from '../../core/error.ts'
import { nameOf } from './pair-passages.ts'

/** The one file that a format of single files is read from. Throws `INPUT` for several. */
export function onlySource(sources: readonly Source[]): Source {
  const [first, second] = sources
  if (first === undefined) throw new BenchError('INPUT', 'no file to read')
  if (second === undefined) return first
  throw new BenchError('INPUT', `${nameOf(sources)}: a folder of ${sources.length} files; one file is expected`)
}
