import { splits } from '../../core/corpus.ts'
import { BenchError } from '../../core/error.ts'
import { countSplit } from '../../datasets/split/count-split.ts'
import { type CorpusRoots, corpusRoots, type Environment } from '../../store/corpus/roots.ts'
import { readSplit } from '../corpora/corpora.ts'
import {
  isPath,
  nameOfReference,
  type RegisteredReference,
  registered,
  registeredCorpora,
  splitsOnDisk,
} from '../corpora/references.ts'
import { checkOwnCorpus } from './check-own.ts'
import type { CheckedCorpus } from './checked-corpus.ts'

/**
 * Reads and verifies what is named: splits of registered corpora against checksums and counts, one's own files for being
 * readable. Without a name, every variant that is on disk. Hands over each result as it is there. Throws `ARGUMENT` for an unknown name.
 */
export async function checkCorpora(
  names: readonly string[],
  env: Environment,
  onChecked: (checked: CheckedCorpus) => void,
): Promise<CheckedCorpus[]> {
  const roots = corpusRoots(env)
  const checked: CheckedCorpus[] = []
  const add = (result: CheckedCorpus) => {
    checked.push(result)
    onChecked(result)
  }
  const wanted = names.length === 0 ? registeredCorpora.map(corpus => corpus.id) : names
  const kinds = wanted.map(name => ({ name, isPath: isPath(name) }))
  for (const { name, isPath } of kinds) {
    if (isPath) add(await checkOwnCorpus(name))
    else for (const reference of referencesOf(name)) await checkVariant(reference, roots, names.length > 0, add)
  }
  return checked
}

/** An id alone means all of its variants. */
function referencesOf(name: string): RegisteredReference[] {
  const one = registered(name)
  if (name.includes('@')) return [one]
  return Object.keys(one.corpus.variants).map(variant => registered(`${name}@${variant}`))
}

async function checkVariant(
  reference: RegisteredReference,
  roots: CorpusRoots,
  asked: boolean,
  add: (checked: CheckedCorpus) => void,
): Promise<void> {
  const name = nameOfReference(reference)
  const { variant } = reference
  const nothing = { name, counts: null, notes: null, remarks: [], error: null }
  const present = await splitsOnDisk(reference, roots)
  if (variant.refused !== null) {
    if (present.length > 0 || asked) add({ ...nothing, split: null, status: 'refused', remarks: [variant.refused] })
    return
  }
  for (const split of splits) {
    if (variant.files[split] === undefined) continue
    if (!present.includes(split)) {
      if (asked) add({ ...nothing, split, status: 'absent' })
      continue
    }
    try {
      const { passages, notes } = await readSplit(reference, split, roots)
      add({ ...nothing, split, status: 'ok', counts: countSplit(passages, variant.view), notes })
    } catch (error) {
      if (!(error instanceof BenchError)) throw error
      add({ ...nothing, split, status: 'failed', error: { code: error.code, message: error.message } })
    }
  }
}
