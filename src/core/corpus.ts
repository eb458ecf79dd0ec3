import type { Scheme } from './convention.ts'
import type { Passage } from './passage.ts'

export const splits = ['train', 'dev', 'test'] as const
export type Split = (typeof splits)[number]

/**
 * What the bytes of a pin must hash to. `sha256`: of the unpacked file, or of a folder's digest (`<sha256>  <path>\n` of every
 * file, sorted by path by code point). `git-blob`: SHA-1 of `blob <length>\0` and the bytes, where only a repository's listing is known.
 */
export interface Checksum {
  readonly algorithm: 'sha256' | 'git-blob'
  readonly hex: string
}

/** Where the bytes of a pin come from, other than from a folder that the user has. */
export type Origin =
  /** Comes with this program and is never fetched. */
  | { readonly kind: 'package' }
  | { readonly kind: 'file'; readonly url: string }
  /**
   * Members of a tar.gz, zip or gz archive below `member` (a folder ends in `/`; '' for a bare gz); of a folder only the files with
   * one of `suffixes`, where given.
   */
  | {
      readonly kind: 'archive'
      readonly url: string
      readonly checksum: Checksum | null
      readonly member: string
      readonly suffixes: readonly string[] | null
    }

/** One file or folder of a corpus variant: where it lies under a data folder, what it must be, and where it comes from. */
export interface Pin {
  /** `<corpus>/conll/test.tsv`; a folder ends in `/`. */
  readonly path: string
  /** null: not known to anybody here; the digest found is recorded, and the record says that nothing was compared. */
  readonly checksum: Checksum | null
  readonly origin: Origin
}

/** An unpacked file on its way into a parser. `name` is what an error message calls it; of a file in a folder, its whole path. */
export interface Source {
  readonly name: string
  readonly bytes: Uint8Array
}

/** What a split holds. null: the view has no such thing (documents have no tokens), or it cannot be recovered (documents). */
export interface SplitCounts {
  readonly documents: number | null
  readonly sentences: number | null
  readonly tokens: number | null
  readonly mentions: number
  readonly types: Readonly<Record<string, number>>
  /** Mentions that lie in, or overlap, one that begins before them (or begins with them and is longer). */
  readonly nested: number
  readonly discontinuous: number
}

/** Things a reader of the record should know about the bytes that were read. */
export interface ReadingNotes {
  readonly byteOrderMark: boolean
  readonly carriageReturns: boolean
  /** What was passed over or put right, in the order it was met; at most a few dozen. */
  readonly remarks: readonly ReadingRemark[]
}

export const remarkKinds = [
  'repeated-document',
  'text-mismatch',
  'empty-examples',
  'doubled-examples',
  'skipped-annotations',
  'unlisted-document',
  'unverified-source',
  'discontinuous-predictions',
] as const

/** `message` is a sentence with file, line or document; `count` says how many of them there are. */
export interface ReadingRemark {
  readonly kind: (typeof remarkKinds)[number]
  readonly message: string
  readonly count: number
}

export interface ParsedCorpus {
  readonly passages: readonly Passage[]
  readonly notes: ReadingNotes
  /** Under which schemes the tags of the files are well formed: strict decoding finds every mention that conlleval finds, and no other. */
  readonly schemes?: () => readonly Scheme[]
}

/** May the annotations be passed on? As the source states it; no legal advice. */
export interface Licence {
  readonly name: string
  readonly redistributable: 'yes' | 'attribution' | 'share-alike' | 'not-stated' | 'no'
}

/** One distribution of a corpus. */
export interface CorpusVariant {
  /** One line: whose files these are and what is special about them. */
  readonly title: string
  readonly view: 'sentence' | 'document'
  readonly types: readonly string[]
  readonly licence: Licence
  /** Who cut the splits, and how. */
  readonly splitOrigin: string
  /** What a reader must know about how this gold came about; null: nothing beyond the corpus's own `origin`. */
  readonly origin: string | null
  /** Not null: these files are known to be wrong; loading is refused with this reason. */
  readonly refused: string | null
  readonly files: Partial<Record<Split, readonly Pin[]>>
  /** Verified at load. A count that nobody published and that could not be counted here is absent, and is then not verified. */
  readonly counts: Partial<Record<Split, Partial<SplitCounts>>>
  /** `parts[i]` are the files of pin i of the split. Throws a `BenchError` with file and line where the bytes are not what the variant says. */
  parse(parts: readonly (readonly Source[])[], split: Split): ParsedCorpus | Promise<ParsedCorpus>
}

export interface Corpus {
  readonly id: string
  readonly title: string
  /** BibTeX, one entry or more. */
  readonly citation: string
  /** What a reader must know about how the gold came about. */
  readonly origin: string
  readonly default: string
  readonly variants: Readonly<Record<string, CorpusVariant>>
}
