import type { DeployedAnswer, Deployment } from '../core/deployment/deployment.ts'
import type { ErrorCode } from '../core/error.ts'
import type { Input, PassageId } from '../core/passage.ts'
import type { Prediction } from '../core/prediction.ts'
import type { BatchPlan, ModelFacts, Operators, Reading, Usage } from '../core/tagger.ts'
import type { Backend } from './backend.ts'
import type { AdapterChoice } from './checkpoint/adapter/adapter-choice.ts'
import type { Device } from './device/device.ts'

/** What the process that holds the session knows of the model; the rest is the caller's. */
export type HostFacts = Omit<ModelFacts, 'reference' | 'name' | 'threads'>

export interface OpenRequest {
  readonly kind: 'open'
  readonly path: string
  readonly dtype: string | null
  readonly adapter: AdapterChoice | null
  readonly backend: Backend
  readonly device: Device
  readonly operators: Operators
  readonly reading: Reading
  readonly threads: number
}

interface TagRequest {
  readonly kind: 'tag'
  readonly inputs: readonly Input[]
  readonly plan: BatchPlan
}

interface DeployRequest {
  readonly kind: 'deploy'
  readonly inputs: readonly Pick<Input, 'id' | 'text'>[]
  readonly deployment: Deployment
}

/** Pieces as they are, special tokens included, padded to equal length by the caller. */
export interface PieceRows {
  readonly ids: readonly (readonly number[])[]
  /** 1 where attention looks, 0 where it does not. */
  readonly mask: readonly (readonly number[])[]
  readonly typeIds: readonly (readonly number[])[] | null
}

/** `dims` is rows × width × labels, and `data` in that order. */
export interface RawLogits {
  readonly dims: readonly [number, number, number]
  readonly data: Float32Array
}

interface LogitsRequest {
  readonly kind: 'logits'
  readonly rows: PieceRows
}

/** Each request and its answer. */
export interface Answers {
  readonly open: HostFacts
  readonly tag: { readonly predictions: readonly Prediction[]; readonly usage: Usage }
  readonly deploy: DeployedAnswer
  readonly logits: RawLogits
}

export type Request = OpenRequest | TagRequest | DeployRequest | LogitsRequest

export type ToHost = Request & { readonly id: number }

/** A batch that is about to run. */
export interface BatchNews {
  readonly batch: number
  readonly batches: number
  /** Passages of which every window has been read. */
  readonly tagged: number
  readonly first: PassageId
  readonly last: PassageId
}

/** An answer, a refusal (`code` null: a bug, with its stack), or word from a run of more than one batch. */
export type FromHost =
  | { readonly id: number; readonly kind: 'answer'; readonly value: Answers[Request['kind']] }
  | {
      readonly id: number
      readonly kind: 'failure'
      readonly code: ErrorCode | null
      readonly reason: string | null
      readonly message: string
      readonly stack: string
    }
  | { readonly id: number; readonly kind: 'batch'; readonly news: BatchNews }

/** Says where a run was, for messages. */
export function describeBatch({ batch, batches, first, last }: BatchNews): string {
  return `in batch ${batch} of ${batches} (passage ${first}${first === last ? '' : ` to ${last}`})`
}
