import { type Split, splits } from '../../core/corpus.ts'
import { type Passage, partsOf } from '../../core/passage.ts'
import { comparedText } from '../overlap/same-text.ts'

/** A document of a version, or a split of it. */
export interface VersionUnit {
  /** The split in which it is met first. */
  readonly split: Split
  readonly passages: readonly Passage[]
}

/** The splits of a version. */
export type VersionPassages = Partial<Record<Split, { readonly passages: readonly Passage[] }>>

export function knowsDocuments(version: VersionPassages): boolean {
  return splits.every(split => version[split]?.passages.every(passage => passage.document !== null) ?? true)
}

/** By document id, or by the name of the split. */
export function unitsOf(version: VersionPassages, unit: 'document' | 'split'): ReadonlyMap<string, VersionUnit> {
  const units = new Map<string, { split: Split; passages: Passage[] }>()
  for (const split of splits) {
    for (const passage of version[split]?.passages ?? []) {
      const key = unit === 'split' ? split : (passage.document ?? '')
      const known = units.get(key)
      if (known === undefined) units.set(key, { split, passages: [passage] })
      else known.passages.push(passage)
    }
  }
  return units
}

export function textOf({ passages }: VersionUnit): string {
  return comparedText(passages.map(passage => passage.text).join(' '))
}

/** Name without white space → how often, and how it is written where it is met first. Capitals count: they are the version's. */
export function namesOf({
  passages,
}: VersionUnit): ReadonlyMap<string, { readonly times: number; readonly written: string }> {
  const names = new Map<string, { times: number; written: string }>()
  for (const { text, mentions } of passages) {
    for (const mention of mentions) {
      const parts = partsOf(mention).map(({ start, end }) => text.slice(start, end))
      const name = parts.join('').replace(/\s+/gu, '')
      const known = names.get(name)
      if (known === undefined) names.set(name, { times: 1, written: parts.join(' … ') })
      else known.times += 1
    }
  }
  return names
}
