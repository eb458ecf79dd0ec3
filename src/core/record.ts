import type { Convention } from './convention.ts'
import type { Split } from './corpus.ts'
import type { GoldBalance, TypeCounts } from './counts.ts'
import type { DeploymentComparison } from './deployment/comparison.ts'
import type { Carbon, Energy } from './energy.ts'
import type { DocumentId, PassageId } from './passage.ts'
import type { BatchPlan, ModelFacts } from './tagger.ts'
import type { Warning } from './warning.ts'

export const recordFormat = 'bioner-bench/record@1'

export interface CorpusFacts {
  readonly id: string
  readonly title: string
  readonly variant: string
  readonly split: Split
  readonly view: 'sentence' | 'document'
  readonly types: readonly string[]
  /** SHA-256 of the unpacked source files. */
  readonly sources: readonly { readonly path: string; readonly sha256: string }[]
  /** SHA-256 over ids, tokens and tags of all passages: equal gold, equal digest, whatever file it came from. */
  readonly goldSha256: string
  /** null: cannot be recovered, so that resampling draws passages. */
  readonly documents: number | null
  readonly passages: number
  readonly tokens: number
  readonly mentions: number
}

/**
 * What became of each type of the model: a type of the corpus (in a cross-corpus cell: a class of types), or null (O after
 * argmax, and counted as ignored).
 */
export interface LabelMapping {
  readonly modelType: string
  readonly corpusType: string | null
}

/** As what the gold mentions of a type are scored in a cross-corpus cell: a class of types, or null (no mention). */
export interface TypeMapping {
  readonly corpusType: string
  readonly scoredAs: string | null
  /** Gold mentions of the type, in the whole split. */
  readonly mentions: number
}

/** Counts under one convention. Scores are derived from them, never stored. */
export interface ConventionCounts {
  readonly convention: Convention
  readonly signature: string
  readonly types: readonly TypeCounts[]
  readonly balance: GoldBalance
}

/** Recall by whether the surface form of a gold mention occurs in the training split, under the ranking convention. */
export interface NoveltyCounts {
  readonly stratum: 'seen-same-type' | 'seen-other-type' | 'unseen'
  readonly mentions: number
  readonly found: number
}

/** Recall by what a tagger could know of a gold mention from training, for corpora that link mentions to concepts. */
export interface ConceptNovelty {
  readonly strata: readonly {
    /** The name is known; only the concept is; neither is. */
    readonly stratum: 'memorisation' | 'synonym' | 'concept'
    readonly mentions: number
    readonly found: number
  }[]
  /** Scored gold mentions without a concept id: they are in no stratum. */
  readonly withoutConcept: number
}

/** Error kinds under the ranking convention; every false positive and false negative is in exactly one pair or kind. */
export interface ErrorCounts {
  /** Same type, overlapping, other border. */
  readonly boundary: number
  /** Same span, other type. */
  readonly type: number
  /** Overlapping, other border and other type. */
  readonly boundaryAndType: number
  readonly missed: number
  readonly spurious: number
}

/** Predicted mentions by score, ten equal bins from 0 to 1. */
export interface CalibrationBin {
  readonly mentions: number
  readonly correct: number
  readonly scoreSum: number
}

/** Mentions that differ between two batch plans on the same passages. */
export interface BatchSensitivity {
  readonly passages: number
  readonly mentions: number
  readonly changedMentions: number
  readonly plans: readonly [BatchPlan, BatchPlan]
}

export interface Percentile {
  readonly percent: number
  /** Nearest rank; null: withheld, because `needed` samples are more than there are. */
  readonly seconds: number | null
  readonly needed: number
}

/** One passage at a time, the next one sent when the last has answered. */
export interface SingleStreamLatency {
  readonly samples: number
  readonly warmUps: number
  readonly meanSeconds: number
  readonly percentiles: readonly Percentile[]
}

/**
 * All passages at once. Rates are over the wall seconds of the process that holds the session; null: the predictions were
 * made elsewhere, and nobody timed them.
 */
export interface OfflineThroughput {
  readonly passages: number
  /** Of text that is not tokenised: its words. */
  readonly tokens: number
  readonly usefulPieces: number
  readonly paddedPieces: number
  readonly windows: number
  readonly batches: number
  readonly wallSeconds: number | null
  /** Cells that share this one measurement (same text, same model). */
  readonly sharedBy: readonly string[]
}

export interface Environment {
  readonly harness: { readonly version: string; readonly commit: string | null; readonly dirty: boolean | null }
  readonly node: string
  readonly platform: string
  readonly libraries: Readonly<Record<string, string>>
  readonly cpu: {
    readonly model: string
    readonly cores: number
    readonly threads: number
    readonly flags: readonly string[]
  }
  readonly memoryBytes: number
  readonly gpus: readonly {
    readonly model: string
    readonly memoryBytes: number | null
    readonly driver: string | null
  }[]
}

interface RunHeader {
  readonly format: typeof recordFormat
  readonly runId: string
  readonly suite: string
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly seed: number
  readonly command: string
  readonly model: ModelFacts
  readonly corpus: CorpusFacts
  readonly environment: Environment
  readonly warnings: readonly Warning[]
  /**
   * Not null: a cell of a cross-corpus matrix, scored in the classes that model and corpus share and never compared with a
   * published result; empty where it was not scored. null: scored in the types of the corpus.
   */
  readonly typeMap: readonly TypeMapping[] | null
}

interface MeasuredRun extends RunHeader {
  /** Which entry of `scores` ranks. */
  readonly ranking: number
  readonly scores: readonly ConventionCounts[]
  readonly labelMap: readonly LabelMapping[]
  /** Words whose label was mapped to O because its type is not one of the corpus. */
  readonly ignoredWords: number
  readonly novelty: readonly NoveltyCounts[] | null
  /** null: no concept ids in gold or training, or no training split. */
  readonly concepts: ConceptNovelty | null
  readonly errors: ErrorCounts
  readonly calibration: readonly CalibrationBin[] | null
  readonly batchPlan: (BatchPlan & { readonly hash: string }) | null
  readonly batchSensitivity: BatchSensitivity | null
  readonly stages: {
    readonly loadSeconds: number
    readonly tokenizeSeconds: number
    readonly batchSeconds: number
    readonly inferSeconds: number
    readonly decodeSeconds: number
    readonly scoreSeconds: number
  }
  readonly throughput: OfflineThroughput
  readonly latency: SingleStreamLatency | null
  readonly peakMemoryBytes: number
  readonly energy: Energy
  readonly carbon: Carbon
  /** Absent: the run was not asked to read raw text as in deployment too, or the tagger cannot. */
  readonly deployed?: DeploymentComparison
}

export interface CompletedRun extends MeasuredRun {
  readonly status: 'completed'
}

/** Some passages only (`--limit`): never ranked, never compared. */
export interface PartialRun extends MeasuredRun {
  readonly status: 'partial'
  readonly limit: { readonly passages: number; readonly of: number }
}

export interface FailedRun extends RunHeader {
  readonly status: 'failed'
  readonly error: { readonly code: string; readonly message: string }
}

export const skipCodes = ['no-training-split', 'no-common-type'] as const
/** Why there is nothing to run, though nothing went wrong. */
export interface SkipReason {
  readonly code: (typeof skipCodes)[number]
  readonly message: string
}

/** A cell that makes no sense, with the reason: it was not run, and that is no failure. */
export interface SkippedRun extends RunHeader {
  readonly status: 'skipped'
  readonly reason: SkipReason
}

/** One model on one corpus, once; counts, not scores. */
export type RunRecord = CompletedRun | PartialRun | FailedRun | SkippedRun
export type ScoredRun = CompletedRun | PartialRun

export function isScored(record: RunRecord): record is ScoredRun {
  return record.status === 'completed' || record.status === 'partial'
}

/** Counts of one passage, in the order of the record's `scores`; types without any count are left out. */
export interface PassageResult {
  readonly id: PassageId
  readonly document: DocumentId | null
  readonly counts: readonly (readonly TypeCounts[])[]
  /** Single-stream seconds, where this passage was among the samples. */
  readonly latencySeconds: number | null
  /** In characters: as the run reads, then as deployed; absent as in the record. */
  readonly readings?: readonly [paper: readonly TypeCounts[], deployed: readonly TypeCounts[]]
}
