import { existsSync } from 'node:fs'
import { type Corpus, type CorpusVariant, type Split, splits } from '../../core/corpus.ts'
import { BenchError } from '../../core/error.ts'
import { didYouMean } from '../../core/text/did-you-mean.ts'
import { corpora } from '../../datasets/index.ts'
import { loadSplit } from '../../datasets/split/load-split.ts'
import type { LoadedCorpus } from '../../run/plan.ts'
import { readSources } from '../../store/assets.ts'
import { toLoadedCorpus } from './loaded-corpus.ts'
import { loadOwnCorpus } from './own-corpus.ts'

/** A corpus by its reference, before anything is read: one of the package, or one's own file. */
export type CorpusReference = ShippedReference | { readonly path: string }

interface ShippedReference {
  readonly corpus: Corpus
  readonly variantId: string
  readonly variant: CorpusVariant
}

/**
 * Reads `ID` or `ID@VARIANT`, or the name of a CoNLL file; `all` is every corpus of the package. Throws `ARGUMENT` with the
 * nearest known name.
 */
export function resolveCorpora(references: readonly string[], split: Split): CorpusReference[] {
  const wanted = references.flatMap(reference => (reference === 'all' ? Object.keys(corpora) : [reference]))
  return wanted.map(reference => resolveCorpus(reference, split))
}

function resolveCorpus(reference: string, split: Split): CorpusReference {
  const [id = '', variantId] = reference.split('@', 2)
  const known: Readonly<Record<string, Corpus>> = corpora
  const corpus = Object.hasOwn(known, id) ? known[id] : undefined
  if (corpus === undefined) {
    if (existsSync(reference)) return { path: reference }
    const names = Object.keys(corpora)
    throw new BenchError('ARGUMENT', `no corpus or file ${id} (there are ${names.join(', ')})${didYouMean(id, names)}`)
  }
  const variant = corpus.variants[variantId ?? corpus.default]
  if (variant === undefined) {
    const names = Object.keys(corpus.variants).join(', ')
    throw new BenchError('ARGUMENT', `${id} has no variant ${variantId}; it has ${names}`)
  }
  if (variant.files[split] === undefined) {
    const present = splits.filter(name => variant.files[name] !== undefined).join(', ')
    throw new BenchError('ARGUMENT', `${id}: the ${split} split is not in the package; it has ${present}`)
  }
  return { corpus, variantId: variantId ?? corpus.default, variant }
}

/** Reads and verifies a split, and the training split where there is one. Throws `ASSET` or `INPUT`, naming the file. */
export async function loadCorpus(reference: CorpusReference, split: Split): Promise<LoadedCorpus> {
  if ('path' in reference) return loadOwnCorpus(reference.path, split)
  const { corpus, variantId, variant } = reference
  const parsed = await parseSplit(corpus, variantId, variant, split)
  const training =
    variant.files.train === undefined || split === 'train'
      ? null
      : await parseSplit(corpus, variantId, variant, 'train')
  return toLoadedCorpus(parsed, {
    id: corpus.id,
    title: corpus.title,
    variant: variantId,
    split,
    view: variant.view,
    types: variant.types,
    sources: (variant.files[split] ?? []).map(({ path, checksum }) => ({ path, sha256: checksum?.hex ?? '' })),
    training: training?.passages ?? null,
  })
}

async function parseSplit(corpus: Corpus, variantId: string, variant: CorpusVariant, split: Split) {
  return loadSplit(corpus, variantId, split, await readSources(variant.files[split] ?? []))
}
