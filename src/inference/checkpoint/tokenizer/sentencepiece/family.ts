import type { ScoredPiece } from './merges.ts'
import type { SentencePieceModel } from './model-file.ts'
import type { Refuse } from './refuse.ts'
import type { Role, TokenOptions, WrittenToken } from './token-options.ts'

/** How the tokenizers of one kind of model use a SentencePiece model. */
export interface Family {
  /** As its authors write it. */
  readonly name: string
  /** What its tokenizers call the SentencePiece model. */
  readonly file: string
  /** Special tokens and their flags, where the files beside the model do not give others. */
  readonly tokens: Readonly<Record<Role, WrittenToken>>
  /** Pieces by their ids in the model's embedding table. Throws what `refuse` makes where the file does not begin as those of the family do. */
  vocabulary(
    model: SentencePieceModel,
    refuse: Refuse,
  ): { readonly pieces: readonly ScoredPiece[]; readonly unknown: number }
  /** Steps of tokenizer.json's normaliser; `charsmap` is the step of the SentencePiece model, none where it has no rules. */
  normalizers(options: TokenOptions, charsmap: readonly object[]): readonly object[]
  preTokenizer(options: TokenOptions): object
  /** Whether a second text follows two separators, and has the type 0, as the first. */
  readonly pairs: 'typed' | 'doubly separated'
  /** What a reader must know of how the files were understood. */
  notes(options: TokenOptions): readonly string[]
}

export const metaspace = { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: true } as const

/** Two spaces or more become one `content`. */
export function joinSpaces(content: ' ' | '▁'): object {
  return { type: 'Replace', pattern: { Regex: ' {2,}' }, content }
}

/** The vocabulary where ids are those of the file. */
export function ownIds({ pieces, unknown }: SentencePieceModel): { pieces: readonly ScoredPiece[]; unknown: number } {
  return { pieces: pieces.map(({ text, score }) => [text, score]), unknown }
}
