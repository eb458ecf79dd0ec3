import type { Environment } from '../corpus/roots.ts'
import type { ChosenFiles, ModelLayout } from './choose-files.ts'
import type { ConnectionTuning } from './connection.ts'
import type { Listing } from './listing.ts'
import type { HubReference } from './reference.ts'

/** A model on the Hub at a commit, and the files of it that are needed. */
export interface HubModel {
  readonly reference: HubReference
  /** What the revision of the reference names. */
  readonly asked: Listing
  /** `refs/pr/N` where the weights are read from a conversion to safetensors, which is another commit; else null. */
  readonly conversion: string | null
  /** The commit that is read. */
  readonly listing: Listing
  readonly chosen: ChosenFiles
  /** Sentences that a reader of the results must know. */
  readonly notes: readonly string[]
}

export interface HubOptions {
  /** See `readHubSettings`; and `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`. */
  readonly env: Environment
  /** `any` unless given. */
  readonly layout?: ModelLayout
  /** Stops everything; what came so far is kept, and the next call goes on there. */
  readonly signal?: AbortSignal
  readonly tuning?: ConnectionTuning
  /** Of one file; `total` is null where nobody says. */
  readonly onBytes?: (path: string, received: number, total: number | null) => void
}
