import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Corpus, ParsedCorpus, Split } from '../../../src/core/corpus.ts'
import { corpora } from '../../../src/datasets/index.ts'
import { loadSplit } from '../../../src/datasets/split/load-split.ts'
import { readPin } from '../../../src/store/corpus/read-pin.ts'
import type { CorpusRoots } from '../../../src/store/corpus/roots.ts'
import { sharedPath } from '../../shared.ts'

export const assets = resolve(import.meta.dirname, '..', '..', '..', 'assets', 'corpora')

export const everyCorpus = Object.values<Corpus>(corpora)

export const everyVariant = everyCorpus.flatMap(corpus =>
  Object.entries(corpus.variants).map(([name, variant]) => ({
    corpus,
    name,
    variant,
    reference: `${corpus.id}@${name}`,
  })),
)

const roots: CorpusRoots = {
  folders: [
    { path: sharedPath('datasets'), kind: 'data' },
    { path: assets, kind: 'package' },
  ],
}

/** Reads, verifies and parses `corpus@variant`, as a run does. */
export async function load(reference: string, split: Split): Promise<ParsedCorpus> {
  const { corpus, name, variant } = find(reference)
  const parts = await Promise.all((variant.files[split] ?? []).map(pin => readPin(roots, pin)))
  return loadSplit(
    corpus,
    name,
    split,
    parts.map(part => part.sources),
  )
}

/** Reads what is refused to a run. */
export async function parseRefused(reference: string, split: Split): Promise<ParsedCorpus> {
  const { variant } = find(reference)
  const parts = await Promise.all((variant.files[split] ?? []).map(pin => readPin(roots, pin)))
  return variant.parse(
    parts.map(part => part.sources),
    split,
  )
}

export function isOnDisk(reference: string, split: Split): boolean {
  const pins = find(reference).variant.files[split] ?? []
  return pins.every(({ path }) =>
    [path, `${path}.gz`].some(name => existsSync(join(sharedPath('datasets'), name)) || existsSync(join(assets, name))),
  )
}

export function find(reference: string): (typeof everyVariant)[number] {
  const found = everyVariant.find(variant => variant.reference === reference)
  if (found === undefined) throw new Error(`no variant ${reference}`)
  return found
}
