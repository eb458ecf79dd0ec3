import type { SubwordStrategy } from './convention.ts'
import type { DeployedAnswer, Deployment } from './deployment/deployment.ts'
import type { Input, PassageId } from './passage.ts'
import type { Prediction } from './prediction.ts'

/** How a model reads text; fixed when it is opened, and part of the convention. */
export interface Reading {
  readonly subword: SubwordStrategy
  readonly words: 'separate' | 'joined'
  readonly window: { readonly pieces: number; readonly overlap: number }
}

/**
 * How windows are put into batches: `length` sorts by pieces, `buckets` pads them to a few lengths besides, `given` keeps the order of the inputs, `shuffled` draws one
 * from `seed`. A batch holds at most `pieces` padded pieces and, where set, at most `windows` windows.
 */
export interface BatchPlan {
  readonly order: 'length' | 'buckets' | 'given' | 'shuffled'
  readonly pieces: number
  readonly windows: number | null
  readonly seed: number
}

/** Seconds inside the process that holds the session. */
export interface StageSeconds {
  readonly tokenize: number
  readonly batch: number
  readonly infer: number
  readonly decode: number
}

/** What one call of `tag` used. */
export interface Usage {
  readonly stages: StageSeconds
  /** From the arrival of the inputs to the last prediction, inside the process that holds the session. */
  readonly wallSeconds: number
  /** Processor seconds (user and system) of that process during the call. */
  readonly processorSeconds: number
  readonly windows: number
  readonly batches: number
  readonly usefulPieces: number
  readonly paddedPieces: number
  /** SHA-256 over the batches in the order they ran: which windows, padded to how many pieces. */
  readonly planHash: string
  /** Largest resident set of that process so far. */
  readonly peakMemoryBytes: number
  /** Inputs of which some words were read by no window. Empty by construction of the windows; counted all the same. */
  readonly truncated: readonly PassageId[]
  readonly wordsWithoutPieces: number
}

/**
 * Of which operators a graph is built: onnxruntime's own that stand for several, ONNX's plain ones, or what is faster on the device, with the plain ones where it
 * lacks the others.
 */
export const operatorChoices = ['auto', 'fused', 'plain'] as const
export type Operators = (typeof operatorChoices)[number]

/** What is known of a model; all of it goes into the record. */
export interface ModelFacts {
  /** As the user named it: `embedded:NAME`, `dictionary`, a path … */
  readonly reference: string
  /** Short name for tables and folders. */
  readonly name: string
  readonly revision: string | null
  readonly weightsSha256: string | null
  readonly tokenizerSha256: string | null
  readonly architecture: string
  readonly parameters: number | null
  readonly precision: string | null
  /** The model's own types, prefixes stripped, in the order of its labels. */
  readonly types: readonly string[]
  readonly backend: string
  /** Execution providers that were asked for and the ones that ran, with the number of nodes where it is known. */
  readonly providers: readonly { readonly name: string; readonly nodes: number | null }[]
  readonly threads: number | null
  readonly loadSeconds: number
  /** Sentences a reader must know: what it was trained on, what is contaminated. */
  readonly notes: readonly string[]
}

/** A checkpoint, or anything else that marks mentions. Joins its answers to the inputs by id, in any order. */
export interface Tagger {
  readonly facts: ModelFacts
  /** False: its answers were made elsewhere, so that time and energy spent here say nothing of them. */
  readonly timed: boolean
  /** null: not a model with windows (a dictionary, stored predictions). */
  readonly reading: Reading | null
  tag(
    inputs: readonly Input[],
    plan: BatchPlan,
    onProgress?: (taggedInputs: number) => void,
  ): Promise<{ readonly predictions: readonly Prediction[]; readonly usage: Usage }>
  /** Absent: not a model that reads raw text. */
  tagAsDeployed?(
    inputs: readonly Pick<Input, 'id' | 'text'>[],
    deployment: Deployment,
    onProgress?: (taggedInputs: number) => void,
  ): Promise<DeployedAnswer>
  close(): Promise<void>
}
