declare const brand: unique symbol
type Brand<T, Name extends string> = T & { readonly [brand]: Name }

export type PassageId = Brand<string, 'PassageId'>
export type DocumentId = Brand<string, 'DocumentId'>

/** Half-open range of UTF-16 code units: `text.slice(start, end)` is the surface form. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** `parts` when discontinuous, `concepts` where the corpus links to an ontology. */
export interface Mention extends Span {
  readonly type: string
  readonly parts?: readonly Span[]
  readonly concepts?: readonly string[]
}

/**
 * What is tagged and scored as one piece: a sentence of a CoNLL file, or an abstract, as the corpus variant has it.
 * `document` is the publication it belongs to (null where that cannot be recovered): resampling draws documents.
 * `tokens` and `tags` have the same length; both are null for a corpus that is not tokenised.
 */
export interface Passage {
  readonly id: PassageId
  readonly document: DocumentId | null
  readonly text: string
  readonly tokens: readonly Span[] | null
  readonly tags: readonly string[] | null
  readonly mentions: readonly Mention[]
}

/** What a tagger may see: never the gold. */
export type Input = Pick<Passage, 'id' | 'text' | 'tokens'>

/** The pieces of a mention: its parts where it is discontinuous, else itself. */
export function partsOf(mention: Mention): readonly Span[] {
  return mention.parts ?? [mention]
}
