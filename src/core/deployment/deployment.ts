import type { PassageId, Span } from '../passage.ts'

/** How the token-classification pipeline of Python's transformers joins pieces to entities. */
export const aggregations = ['simple', 'first', 'average', 'max'] as const
export type Aggregation = (typeof aggregations)[number]

/** Whose answer is taken: the pipeline's, or what the openmed package makes of it. */
export const pipelines = ['huggingface', 'openmed'] as const
export type Pipeline = (typeof pipelines)[number]

/** How raw text is read in deployment, as far as the user says. */
export interface Deployment {
  readonly pipeline: Pipeline
  readonly aggregation: Aggregation
  /** Pieces of a text that the model reads, special tokens included; null: as many as the tokenizer or the model says. */
  readonly pieces: number | null
  /** Pieces that neighbouring windows share, so that all of a text is read; null: the first window only, and the rest is lost. */
  readonly stride: number | null
  /** Sentences that are read together, each apart from the others; null: the text as a whole. */
  readonly sentences: number | null
}

/** Who says how many pieces are read: the user, tokenizer_config.json, config.json, or nobody (`pieces` is null then). */
export const limitSources = ['asked', 'tokenizer', 'model', 'none'] as const
export interface PieceLimit {
  readonly pieces: number | null
  readonly from: (typeof limitSources)[number]
}

/** An entity as the pipeline gives it, with the model's own type; it may begin with a space, or be empty. */
export interface DeployedEntity extends Span {
  readonly type: string
  /** Mean softmax probability of its pieces or words, 0 to 1. */
  readonly score: number
}

export interface DeployedPassage {
  readonly id: PassageId
  readonly entities: readonly DeployedEntity[]
  /** Stretches of the text that no window read, because it was truncated. */
  readonly unread: readonly Span[]
  /** Places where the text was cut between sentences: they were read apart, or their entities were cut there. */
  readonly cuts: readonly number[]
}

export interface DeployedAnswer {
  readonly limit: PieceLimit
  readonly passages: readonly DeployedPassage[]
}
