import type { ParsedCorpus, Source } from '../../core/corpus.ts'
import type { Passage } from '../../core/passage.ts'
import type { Paired, PairOptions } from '../pairing/paired.ts'
import type { OffsetUnit } from './offsets.ts'

export interface ReadOptions {
  /** Begins the ids of passages that the files do not name. */
  readonly id: string
  /** null: as the files state it, else code points. */
  readonly offsets: OffsetUnit | null
}

/** File names and contents. */
export type WrittenFiles = ReadonlyMap<string, string>

/** A way in which corpora, or gold and predictions, come as files. */
export interface Format {
  readonly title: string
  /** `folder`: several files make up one corpus; each writer's files go into a folder then. */
  readonly layout: 'file' | 'folder'
  /** Throws `INPUT` with file and line (or element, or row). */
  read(sources: readonly Source[], options: ReadOptions): ParsedCorpus | Promise<ParsedCorpus>
  /** null: nobody writes this format any more. Throws `INPUT` with the passage that it cannot say. `name` is that of the one file. */
  readonly write: ((passages: readonly Passage[], name: string) => WrittenFiles) | null
  /** `predicted` is null where one file holds both. */
  pair(gold: readonly Source[], predicted: readonly Source[] | null, options: PairOptions): Paired | Promise<Paired>
}
