import type { Split } from '../corpus.ts'
import type { Mention, PassageId } from '../passage.ts'

export const corpusOverlapFormat = 'bioner-bench/corpus-overlap@1'

/** A split of a corpus; `corpus` names the variant too, where variants are compared: `ncbi-disease@mtl`. */
export interface SetName {
  readonly corpus: string
  readonly split: Split
}

/** `longer`: of those, the ones with more than `shortTokens` tokens. List numbers and page headers repeat, and say little. */
export interface LengthCounts {
  readonly all: number
  readonly longer: number
}

/**
 * Passages that the other set has too. `verbatim`: equal text. `equal`: equal but for case, white space and Unicode form, so that
 * tokenisation does not matter; these include the verbatim ones. `near`: no equal one, but a near one (only longer passages).
 */
export interface SharedPassages {
  readonly verbatim: LengthCounts
  readonly equal: LengthCounts
  readonly near: number
}

/** An equal pair has similarity 1. */
export interface PassagePair {
  readonly a: PassageId
  readonly b: PassageId
  /** Jaccard similarity of the two sets of shingles. */
  readonly similarity: number
  /** Texts, cut where they are long. */
  readonly texts: readonly [string, string]
}

/** Equal texts with other mentions; `mentions` are those of the types that are compared. */
export interface LabelConflict {
  readonly a: PassageId
  readonly b: PassageId
  readonly text: string
  readonly mentions: readonly [readonly ConflictingMention[], readonly ConflictingMention[]]
}

export interface ConflictingMention extends Pick<Mention, 'type'> {
  readonly surface: string
}

/**
 * What two sets share; where `a` and `b` are one set, what repeats within it: then a passage counts where an earlier passage is like it,
 * and `inA` equals `inB`.
 */
export interface SetOverlap {
  readonly a: SetName
  readonly b: SetName
  /** Passages of `a` that are in `b`. */
  readonly inA: SharedPassages
  /** Passages of `b` that are in `a`. */
  readonly inB: SharedPassages
  /** Pairs of different texts, one of `a` and one of `b`, that are near each other. */
  readonly nearPairs: number
  /** Distinct texts that have other mentions in `a` than in `b`; null: the two corpora have no type in common. */
  readonly conflicts: LengthCounts | null
  /** Passage ids in both (within one set: ids that come again). */
  readonly repeatedIds: { readonly count: number; readonly examples: readonly string[] }
  /** Documents in both; null: within one set, or documents are not known. */
  readonly sharedDocuments: { readonly count: number; readonly examples: readonly string[] } | null
  /** At most `examples` of each kind: the first equal ones that are longer, the most similar near ones, the first conflicts. */
  readonly examples: {
    readonly equal: readonly PassagePair[]
    readonly near: readonly PassagePair[]
    readonly conflicts: readonly LabelConflict[]
  }
}

/** How things were found; equal definitions give equal results. */
export interface OverlapDefinition {
  /** A passage with no more tokens than this is short. */
  readonly shortTokens: number
  /** Words a shingle has; words are runs of letters, marks and digits, in lower case. */
  readonly shingleWords: number
  readonly bands: number
  readonly rowsPerBand: number
  readonly seed: number
  /** Least Jaccard similarity of a near pair. Candidates are verified, so no pair is below it. */
  readonly threshold: number
  /** Probability that a pair exactly at the threshold is found; more similar ones are found with more. */
  readonly recallAtThreshold: number
  /** Comparisons left out because a great many texts are alike; 0 unless a corpus is made from templates. */
  readonly skippedComparisons: number
}

export interface Overlap {
  readonly definition: OverlapDefinition
  readonly sets: readonly (SetName & { readonly passages: number; readonly longer: number })[]
  /** Every set with itself, and every two sets, in the order given. */
  readonly pairs: readonly SetOverlap[]
}

export interface CorpusOverlapJson extends Overlap {
  readonly format: typeof corpusOverlapFormat
}
