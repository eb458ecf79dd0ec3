import { BenchError } from '../../core/error.ts'
import type { CorpusVersionsJson } from '../../core/survey/versions.ts'
import { countSplit } from '../../datasets/split/count-split.ts'
import { compareVersions, type Version, versionsJson } from '../../datasets/stats/compare-versions.ts'
import { corpusRoots, type Environment } from '../../store/corpus/roots.ts'
import { nameOfReference, registered } from '../corpora/references.ts'
import { readSplits } from './stats.ts'

export { renderVersionsTable } from '../../report/terminal/versions-table.ts'

/**
 * Where the versions of a corpus that are on disk disagree. `name` is `ID` (all of its variants) or `ID@A,B,…` (these). Throws `ARGUMENT` for
 * an unknown name, and where fewer than two versions are on disk.
 */
export async function compareCorpusVersions(
  name: string,
  env: Environment,
  onVersion: (name: string) => void,
): Promise<CorpusVersionsJson> {
  const [id = '', chosen] = name.split('@', 2)
  const { corpus } = registered(id)
  const variants = chosen === undefined ? Object.keys(corpus.variants) : chosen.split(',')
  const references = variants.map(variant => registered(`${id}@${variant}`)).filter(one => one.variant.refused === null)
  const roots = corpusRoots(env)
  const versions: Version[] = []
  for (const reference of references) {
    onVersion(nameOfReference(reference))
    const splits = await readSplits(reference, roots)
    if (splits.length === 0) continue
    const { view } = reference.variant
    versions.push({
      id: reference.variantId,
      splits: Object.fromEntries(
        splits.map(({ split, passages }) => [split, { passages, counts: countSplit(passages, view) }]),
      ),
    })
  }
  if (versions.length > 1) return versionsJson(id, compareVersions(versions))
  throw new BenchError(
    'ARGUMENT',
    `${name}: ${versions.length} versions on disk, two are needed; bioner-bench datasets fetch ${id}@all gets the others`,
  )
}
