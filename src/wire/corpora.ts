import { type Corpus, type CorpusVariant, type Split, splits } from '../core/corpus.ts'
import { BenchError } from '../core/error.ts'
import type { Passage } from '../core/passage.ts'
import type { CorpusFacts } from '../core/record.ts'
import { didYouMean } from '../core/text/did-you-mean.ts'
import { corpora } from '../datasets/index.ts'
import { loadSplit } from '../datasets/load-split.ts'
import type { LoadedCorpus } from '../run/plan.ts'
import { readSources, sha256Of } from '../store/assets.ts'

/** A corpus by its reference, before anything is read. */
export interface CorpusReference {
  readonly corpus: Corpus
  readonly variantId: string
  readonly variant: CorpusVariant
}

/** Reads `ID` or `ID@VARIANT`; `all` is every corpus of the package. Throws `ARGUMENT` with the nearest known name. */
export function resolveCorpora(references: readonly string[], split: Split): CorpusReference[] {
  const wanted = references.flatMap(reference => (reference === 'all' ? Object.keys(corpora) : [reference]))
  return wanted.map(reference => resolveCorpus(reference, split))
}

function resolveCorpus(reference: string, split: Split): CorpusReference {
  const [id = '', variantId] = reference.split('@', 2)
  const known: Readonly<Record<string, Corpus>> = corpora
  const corpus = Object.hasOwn(known, id) ? known[id] : undefined
  if (corpus === undefined) {
    const names = Object.keys(corpora)
    throw new BenchError('ARGUMENT', `no corpus ${id} (there are ${names.join(', ')})${didYouMean(id, names)}`)
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
export async function loadCorpus({ corpus, variantId, variant }: CorpusReference, split: Split): Promise<LoadedCorpus> {
  const parsed = await parseSplit(corpus, variantId, variant, split)
  const training =
    variant.files.train === undefined || split === 'train'
      ? null
      : await parseSplit(corpus, variantId, variant, 'train')
  const { passages, notes } = parsed
  const documents = new Set(passages.map(passage => passage.document))
  const facts: CorpusFacts = {
    id: corpus.id,
    title: corpus.title,
    variant: variantId,
    split,
    view: variant.view,
    types: corpus.types,
    sources: (variant.files[split] ?? []).map(({ path, sha256 }) => ({ path, sha256 })),
    goldSha256: goldDigest(passages),
    documents: documents.has(null) ? null : documents.size,
    passages: passages.length,
    tokens: passages.reduce((sum, passage) => sum + (passage.tokens?.length ?? 0), 0),
    mentions: passages.reduce((sum, passage) => sum + passage.mentions.length, 0),
  }
  return { facts, passages, textSha256: textDigest(passages), training: training?.passages ?? null, notes }
}

async function parseSplit(corpus: Corpus, variantId: string, variant: CorpusVariant, split: Split) {
  return loadSplit(corpus, variantId, split, await readSources(variant.files[split] ?? []))
}

/** Equal gold, equal digest: ids, texts, tokens and tags (or mentions) of all passages, in order. */
function goldDigest(passages: readonly Passage[]): string {
  return sha256Of(
    passages
      .map(({ id, text, tokens, tags, mentions }) => `${JSON.stringify([id, text, tokens, tags ?? mentions])}\n`)
      .join(''),
  )
}

/** Equal input, equal digest: what a tagger may see of the passages. */
function textDigest(passages: readonly Passage[]): string {
  return sha256Of(passages.map(({ id, text, tokens }) => `${JSON.stringify([id, text, tokens])}\n`).join(''))
}
