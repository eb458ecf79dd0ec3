export const schemes = ['IOB1', 'IOB2', 'IOE1', 'IOE2', 'IOBES', 'BILOU'] as const
export type Scheme = (typeof schemes)[number]

/** How tags become mentions: as conlleval reads them (seqeval's default), or strictly by a named scheme. */
export type Decoding = { readonly matching: 'conlleval' } | { readonly matching: 'strict'; readonly scheme: Scheme }

/** `relaxed`: same type, any overlap, maximum one-to-one; `span-only`: same span, any type. */
export type SpanMatch = 'exact' | 'relaxed' | 'span-only'

export const subwordStrategies = ['first', 'max', 'mean'] as const
/** Which pieces speak for a word; `max` and `mean` are taken over softmax. */
export type SubwordStrategy = (typeof subwordStrategies)[number]

/** What borders of mentions are counted in: tokens, or characters of the text. */
export const units = ['token', 'character'] as const
export type Unit = (typeof units)[number]

/** The convention behind a score; part of the result, printed as its `signature`. */
export interface Convention {
  readonly unit: Unit
  /** null: mentions came as spans. */
  readonly decoding: Decoding | null
  readonly span: SpanMatch
  /** null: not known here, because the predictions came from a file. */
  readonly subword: SubwordStrategy | null
  /** Each word tokenised by itself, or words joined by spaces (untokenised text: as it is) and tokenised as text; null as above. */
  readonly words: 'separate' | 'joined' | null
  /** Pieces include special tokens; null as above, or where the tagger has no window. */
  readonly window: { readonly pieces: number; readonly overlap: number } | null
}
