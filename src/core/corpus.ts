import type { Passage } from './passage.ts'

export const splits = ['train', 'dev', 'test'] as const
export type Split = (typeof splits)[number]

/** One file of a corpus variant: where it lies under the data folder, and what its unpacked bytes must hash to. */
export interface Pin {
  readonly path: string
  readonly sha256: string
}

/** An unpacked file on its way into a parser. `name` is what an error message calls it. */
export interface Source {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface SplitCounts {
  readonly documents: number | null
  readonly sentences: number
  readonly tokens: number
  readonly mentions: number
}

/** Things a reader of the record should know about the bytes that were read. */
export interface ReadingNotes {
  readonly byteOrderMark: boolean
  readonly carriageReturns: boolean
}

export interface ParsedCorpus {
  readonly passages: readonly Passage[]
  readonly notes: ReadingNotes
}

export interface CorpusVariant {
  readonly view: 'sentence' | 'document'
  readonly files: Partial<Record<Split, readonly Pin[]>>
  readonly counts: Partial<Record<Split, SplitCounts>>
  /** Throws a `BenchError` with file and line where the bytes are not what the variant says. */
  parse(sources: readonly Source[]): ParsedCorpus
}

export interface Corpus {
  readonly id: string
  readonly title: string
  readonly types: readonly string[]
  readonly licence: string
  readonly citation: string
  /** What a reader must know about how the gold came about. */
  readonly origin: string
  readonly default: string
  readonly variants: Readonly<Record<string, CorpusVariant>>
}
