import { existsSync } from 'node:fs'
import { type Corpus, type CorpusVariant, type Split, splits } from '../../core/corpus.ts'
import { BenchError } from '../../core/error.ts'
import { didYouMean } from '../../core/text/did-you-mean.ts'
import { corpora } from '../../datasets/index.ts'
import { refuseUnusable, variantOf } from '../../datasets/split/load-split.ts'
import { findPin } from '../../store/corpus/find-pin.ts'
import { missingPin } from '../../store/corpus/read-pin.ts'
import { type CorpusRoots, corpusRoots, type Environment } from '../../store/corpus/roots.ts'

/** A corpus by its reference, before anything is read: a registered one, or one's own file or folder. */
export type CorpusReference = RegisteredReference | { readonly path: string }

export interface RegisteredReference {
  readonly corpus: Corpus
  readonly variantId: string
  readonly variant: CorpusVariant
}

export const registeredCorpora: readonly Corpus[] = Object.values(corpora)

/**
 * Reads `ID` or `ID@VARIANT`, or the name of a file or folder; `all` is every corpus whose default variant is on disk with this split.
 * Throws `ARGUMENT` with the nearest known name, and where `all` is nothing; `ASSET` where a file is not on disk.
 */
export async function resolveCorpora(
  references: readonly string[],
  split: Split,
  env: Environment = process.env,
): Promise<CorpusReference[]> {
  const roots = corpusRoots(env)
  const resolved: CorpusReference[] = []
  for (const reference of references) {
    if (reference === 'all') resolved.push(...(await everythingOnDisk(roots, split)))
    else resolved.push(await resolveCorpus(reference, split, roots))
  }
  return resolved
}

/** `ID` or `ID@VARIANT` of a registered corpus; null where no corpus has that id. Throws `ARGUMENT` for an unknown variant. */
export function findRegistered(reference: string): RegisteredReference | null {
  const at = reference.indexOf('@')
  const id = at === -1 ? reference : reference.slice(0, at)
  const corpus = registeredCorpora.find(one => one.id === id)
  if (corpus === undefined) return null
  const variantId = at === -1 ? corpus.default : reference.slice(at + 1)
  return { corpus, variantId, variant: variantOf(corpus, variantId) }
}

/** Whether a name is that of a file or folder. Throws `ARGUMENT`, with the nearest id, where it can be neither that nor a corpus. */
export function isPath(name: string): boolean {
  if (findRegistered(name) !== null) return false
  if (!existsSync(name) && !/[./\\]/.test(name)) throw unknownCorpus(name, 'no corpus or file')
  return true
}

/** As `findRegistered`. Throws `ARGUMENT`, with the nearest id, where there is no such corpus. */
export function registered(reference: string): RegisteredReference {
  const found = findRegistered(reference)
  if (found !== null) return found
  throw unknownCorpus(reference, 'no corpus')
}

/** Whether every file of the split is somewhere; nothing is read or verified. */
export async function isOnDisk({ variant }: RegisteredReference, split: Split, roots: CorpusRoots): Promise<boolean> {
  const pins = variant.files[split]
  if (pins === undefined) return false
  const found = await Promise.all(pins.map(pin => findPin(roots, pin)))
  return found.every(place => place !== null)
}

/** The splits of a variant that are wholly on disk. */
export async function splitsOnDisk(reference: RegisteredReference, roots: CorpusRoots): Promise<Split[]> {
  const present = await Promise.all(splits.map(split => isOnDisk(reference, split, roots)))
  return splits.filter((_, index) => present[index])
}

/** As messages and tables name it: `ID@VARIANT`. */
export function nameOfReference({ corpus, variantId }: RegisteredReference): string {
  return `${corpus.id}@${variantId}`
}

async function resolveCorpus(reference: string, split: Split, roots: CorpusRoots): Promise<CorpusReference> {
  const found = findRegistered(reference)
  if (found === null) {
    if (existsSync(reference)) return { path: reference }
    throw unknownCorpus(reference, 'no corpus or file')
  }
  refuseUnusable(found.corpus, found.variantId, split)
  for (const pin of found.variant.files[split] ?? []) {
    if ((await findPin(roots, pin)) === null) throw missingPin(roots, pin, nameOfReference(found))
  }
  return found
}

async function everythingOnDisk(roots: CorpusRoots, split: Split): Promise<RegisteredReference[]> {
  const defaults = registeredCorpora.map(corpus => registered(corpus.id))
  const present = await Promise.all(defaults.map(reference => isOnDisk(reference, split, roots)))
  const found = defaults.filter((_, index) => present[index])
  if (found.length > 0) return found
  throw new BenchError(
    'ARGUMENT',
    `all: no corpus has its ${split} split on disk; bioner-bench datasets list shows what there is`,
  )
}

function unknownCorpus(reference: string, what: string): BenchError {
  const names = registeredCorpora.map(corpus => corpus.id)
  return new BenchError(
    'ARGUMENT',
    `${what} ${reference} (there are ${names.join(', ')})${didYouMean(reference, names)}`,
  )
}
