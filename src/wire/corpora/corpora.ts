import type { ParsedCorpus, ReadingRemark, Split } from '../../core/corpus.ts'
import { loadSplit } from '../../datasets/split/load-split.ts'
import type { LoadedCorpus } from '../../run/plan.ts'
import { sha256Of } from '../../store/assets.ts'
import { type ReadPin, readPin } from '../../store/corpus/read-pin.ts'
import { type CorpusRoots, corpusRoots, type Environment } from '../../store/corpus/roots.ts'
import { toLoadedCorpus } from './loaded-corpus.ts'
import { loadOwnCorpus } from './own-corpus.ts'
import { type CorpusReference, isOnDisk, nameOfReference, type RegisteredReference } from './references.ts'

export { type CorpusReference, resolveCorpora } from './references.ts'

/** A split that was read and verified, with the digests of what it was read from. */
export interface ReadSplit extends ParsedCorpus {
  readonly sources: readonly { readonly path: string; readonly sha256: string }[]
}

/** Reads and verifies a split, and the training split where there is one. Throws `ASSET` or `INPUT`, naming the file. */
export async function loadCorpus(
  reference: CorpusReference,
  split: Split,
  env: Environment = process.env,
): Promise<LoadedCorpus> {
  if ('path' in reference) return loadOwnCorpus(reference.path, split)
  const roots = corpusRoots(env)
  const { corpus, variantId, variant } = reference
  const { sources, ...parsed } = await readSplit(reference, split, roots)
  const learnable = split !== 'train' && (await isOnDisk(reference, 'train', roots))
  const training = learnable ? await readSplit(reference, 'train', roots) : null
  return toLoadedCorpus(parsed, {
    id: corpus.id,
    title: corpus.title,
    variant: variantId,
    split,
    view: variant.view,
    types: variant.types,
    sources,
    training: training?.passages ?? null,
  })
}

/** Reads the pins of a split, verifies checksums, parses, and verifies counts. Throws as `readPin` and `loadSplit` do. */
export async function readSplit(reference: RegisteredReference, split: Split, roots: CorpusRoots): Promise<ReadSplit> {
  const { corpus, variantId, variant } = reference
  const id = nameOfReference(reference)
  const parts = await Promise.all((variant.files[split] ?? []).map(pin => readPin(roots, pin, { id })))
  const { passages, notes } = await loadSplit(
    corpus,
    variantId,
    split,
    parts.map(part => part.sources),
  )
  const pins = variant.files[split] ?? []
  return {
    passages,
    notes: { ...notes, remarks: [...unverified(parts), ...notes.remarks] },
    sources: parts.map((part, index) => ({ path: pins[index]?.path ?? '', sha256: sha256OfPin(part) })),
  }
}

/** A pin that is known by its git blob id is recorded by its SHA-256 as well. */
function sha256OfPin({ found, sources: [first] }: ReadPin): string {
  const { algorithm, hex } = found.digest
  return algorithm === 'sha256' || first === undefined ? hex : sha256Of(first.bytes)
}

function unverified(parts: readonly ReadPin[]): ReadingRemark[] {
  return parts
    .filter(part => !part.verified)
    .map(({ found }) => ({
      kind: 'unverified-source',
      message: `${found.path}: nobody published a checksum of it; read as it is`,
      count: 1,
    }))
}
