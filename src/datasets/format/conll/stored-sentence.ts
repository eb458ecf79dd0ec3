import type { Span } from '../../../core/passage.ts'
import type { DocumentLine } from './document-line.ts'
import type { TokenStore } from './token-store.ts'

/** A `ConllSentence` whose tokens lie in a store, from the one numbered `first` on; they are cut out of it when they are asked for. */
export class StoredSentence {
  readonly line: number
  readonly tags: string[] = []
  readonly predicted: string[] | null
  readonly border: DocumentLine | null
  readonly #store: TokenStore
  readonly #first: number
  #tokens: readonly string[] | null = null

  constructor(store: TokenStore, line: number, border: DocumentLine | null, withPredictions: boolean) {
    this.line = line
    this.predicted = withPredictions ? [] : null
    this.border = border
    this.#store = store
    this.#first = store.size()
  }

  get tokens(): readonly string[] {
    this.#tokens ??= this.#store.tokens(this.#first, this.tags.length)
    return this.#tokens
  }

  text(): string {
    return this.#store.text(this.#first, this.tags.length)
  }

  spans(): Span[] {
    return this.#store.spans(this.#first, this.tags.length)
  }
}
