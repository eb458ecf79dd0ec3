import type { Split, SplitCounts } from '../corpus.ts'
import type { GoldBalance, Ratio } from '../counts.ts'

export const corpusStatsFormat = 'bioner-bench/corpus-stats@1'

/** Nearest rank, never interpolated: each is a length that occurs. */
export interface Lengths {
  readonly median: number
  readonly p95: number
  readonly max: number
}

/** Mentions of a split by what its training split has: seen with the same type, with another type only, not at all. */
export interface SeenMentions {
  readonly sameType: number
  readonly otherType: number
  readonly unseen: number
}

/**
 * After Kim and Kang, "How do your biomedical named entity recognition models generalize to novel entities?" (2022): of mentions with
 * concepts, those whose name is in training (`memorised`), those whose name is not but one of whose concepts is (`synonym`), and
 * those of which neither is (`newConcept`). The sum is the mentions with concepts.
 */
export interface SeenConcepts {
  readonly memorised: number
  readonly synonym: number
  readonly newConcept: number
}

/** Of the mentions of one type, or of all. Names are compared in lower case and without white space. */
export interface MentionStatistics {
  readonly mentions: number
  /** Words (see `wordUnit`) that a mention touches; null without mentions. */
  readonly words: Lengths | null
  /** Code points of the name, without what lies between the parts of a discontinuous mention. */
  readonly characters: Lengths | null
  /** Distinct names. */
  readonly forms: number
  readonly mentionsPerForm: Ratio
  /** Names that occur once, and their share of the distinct names. */
  readonly hapaxes: number
  readonly hapaxShare: Ratio
  /** null: no training split to compare with. */
  readonly seen: SeenMentions | null
  /** Share of the mentions whose name is in training with the same type. */
  readonly seenShare: Ratio
  /** null: no training split, or no mention, here or there, has a concept. */
  readonly concepts: SeenConcepts | null
}

/** What the passages of a split are like. */
export interface SplitStatistics {
  /** What a length in words counts: tokens of the corpus, or runs of characters other than white space where it has none. */
  readonly wordUnit: 'token' | 'white-space'
  readonly passages: number
  readonly passagesWithoutMention: number
  readonly passageWords: Lengths | null
  /** Code points. */
  readonly passageCharacters: Lengths | null
  readonly words: number
  /** Share of the words that a mention touches. */
  readonly wordsInMentions: Ratio
  /** Mentions that begin where another ends, with nothing or only white space between. */
  readonly adjacent: number
  /** Of those, the ones whose neighbour before them has the same type: decoders that merge neighbours lose these. */
  readonly adjacentSameType: number
  readonly nested: number
  readonly discontinuous: number
  readonly all: MentionStatistics
  /** By type, sorted by code point. */
  readonly types: readonly ({ readonly type: string } & MentionStatistics)[]
}

/** One split of one variant; `balance` says where its gold mentions go when they are scored in a unit. */
export interface SplitStatsJson extends SplitCounts {
  /** Of the unpacked file of the split, or of all its pins together; null: not on disk. */
  readonly sha256: string | null
  readonly statistics: SplitStatistics | null
  readonly balance: Readonly<Record<string, GoldBalance>> | null
}

export interface CorpusStatsEntry {
  readonly id: string
  readonly variant: string
  readonly default: boolean
  readonly onDisk: boolean
  readonly view: 'sentence' | 'document'
  readonly splits: Partial<Record<Split, SplitStatsJson>>
}

export interface CorpusStatsJson {
  readonly format: typeof corpusStatsFormat
  readonly corpora: readonly CorpusStatsEntry[]
}
