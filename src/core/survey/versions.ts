import type { Split, SplitCounts } from '../corpus.ts'

export const corpusVersionsFormat = 'bioner-bench/corpus-versions@1'

/** One count in every version, in the order of the versions. */
export interface VersionCounts {
  readonly split: Split
  /** `type`: mentions of the type `type`. */
  readonly noun: Exclude<keyof SplitCounts, 'types'> | 'type'
  readonly type: string | null
  /** null: the version has no such split, its view no such thing, or it cannot be recovered. */
  readonly counts: readonly (number | null)[]
  /** All that are known are equal. */
  readonly agree: boolean
}

/** How the texts that two versions have of a document compare, case and white space aside. */
export type TextRelation =
  | 'equal'
  /** One has the text of the other two times or more, one after the other. */
  | 'repeated-in-a'
  | 'repeated-in-b'
  | 'different'

/** A document (null: a whole split, where documents are not known) in which mentions differ. */
export interface VersionDifference {
  readonly document: string | null
  readonly splits: readonly [Split, Split]
  readonly text: TextRelation
  /** Mentions that each version has there. */
  readonly mentions: readonly [number, number]
  /** Names that only one version has there, or has more often; at most a few, each as often as it is missing in the other. */
  readonly onlyA: readonly string[]
  readonly onlyB: readonly string[]
}

/**
 * Two versions, document by document (`unit` is `split` where either does not know its documents). Mentions are compared as multisets
 * of names without white space: where a name stands, and of which type it is, is not compared.
 */
export interface VersionPair {
  readonly a: string
  readonly b: string
  readonly unit: 'document' | 'split'
  /** Documents (or splits) that both have, that only one has, and that both have in different splits. */
  readonly units: {
    readonly inBoth: number
    readonly onlyA: number
    readonly onlyB: number
    readonly inOtherSplit: number
    readonly examplesOnlyA: readonly string[]
    readonly examplesOnlyB: readonly string[]
  }
  /** Of what both have. */
  readonly texts: Readonly<Record<TextRelation, number>>
  readonly mentions: { readonly agreeing: number; readonly onlyA: number; readonly onlyB: number }
  readonly unitsThatDiffer: number
  /** The first of those, in the order of the ids. */
  readonly examples: readonly VersionDifference[]
}

export interface VersionComparison {
  readonly versions: readonly string[]
  readonly counts: readonly VersionCounts[]
  readonly pairs: readonly VersionPair[]
}

export interface CorpusVersionsJson extends VersionComparison {
  readonly format: typeof corpusVersionsFormat
  /** The id of the corpus. */
  readonly corpus: string
}
