import type { CorpusOverlapJson } from '../../core/survey/overlap.ts'
import { findOverlap, overlapJson } from '../../datasets/overlap/find-overlap.ts'
import type { PassageSet } from '../../datasets/overlap/layout.ts'
import { corpusRoots, type Environment } from '../../store/corpus/roots.ts'
import { nameOfReference, type RegisteredReference, registered, registeredCorpora } from '../corpora/references.ts'
import { readSplits } from './stats.ts'

export { renderOverlapTable } from '../../report/terminal/overlap-table.ts'

export interface OverlapRequest {
  /** `ID` or `ID@VARIANT`; none: every default variant that is on disk. */
  readonly names: readonly string[]
  /** Also between corpora, not only between the splits of each. */
  readonly between: boolean
  /** Least Jaccard similarity of near passages. */
  readonly threshold: number
  readonly examples: number
  onCorpus(name: string): void
}

/** What splits share. Throws `ARGUMENT` for an unknown name, `ASSET` or `INPUT` where a file is not what it should be. */
export async function findCorpusOverlap(request: OverlapRequest, env: Environment): Promise<CorpusOverlapJson[]> {
  const roots = corpusRoots(env)
  const references =
    request.names.length === 0 ? registeredCorpora.map(({ id }) => registered(id)) : request.names.map(registered)
  const options = { threshold: request.threshold, examples: request.examples }
  const setsOf = async (reference: RegisteredReference): Promise<PassageSet[]> => {
    request.onCorpus(nameOfReference(reference))
    const splits = await readSplits(reference, roots)
    return splits.map(({ split, passages }) => ({ corpus: nameOfReference(reference), split, passages }))
  }
  if (request.between) {
    const sets: PassageSet[] = []
    for (const reference of references) sets.push(...(await setsOf(reference)))
    return [overlapJson(findOverlap(sets, options))]
  }
  const found: CorpusOverlapJson[] = []
  for (const reference of references) {
    const sets = await setsOf(reference)
    if (sets.length > 0) found.push(overlapJson(findOverlap(sets, options)))
  }
  return found
}
