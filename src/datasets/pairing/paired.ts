import type { ReadingNotes } from '../../core/corpus.ts'
import type { DocumentId, Mention, PassageId } from '../../core/passage.ts'
import type { OffsetUnit } from '../format/offsets.ts'

/** Gold and predicted tags of one passage, with the places where they stand, for error messages. */
export interface TaggedPair {
  readonly id: PassageId
  readonly document: DocumentId | null
  readonly gold: readonly string[]
  readonly predicted: readonly string[]
  readonly goldPlace: TagPlace
  readonly predictedPlace: TagPlace
}

/** Tag `i` stands on line `line + i`, or all of them on `line`. */
export interface TagPlace {
  readonly file: string
  readonly line: number
  readonly layout: 'line-each' | 'one-line'
}

/** Gold and predicted mentions of one passage, offsets in the same unit. */
export interface MentionPair {
  readonly id: PassageId
  readonly document: DocumentId | null
  readonly gold: readonly Mention[]
  readonly predicted: readonly Mention[]
}

/** What the files of one call of `score` hold, whatever their format. */
export type Paired =
  | { readonly kind: 'tags'; readonly pairs: readonly TaggedPair[]; readonly notes: ReadingNotes }
  | { readonly kind: 'mentions'; readonly pairs: readonly MentionPair[]; readonly notes: ReadingNotes }

export interface PairOptions {
  /** null: as the file states it, else code points, as Python counts. */
  readonly offsets: OffsetUnit | null
}

export function placeOf({ file, line, layout }: TagPlace, index: number): string {
  return layout === 'line-each' ? `${file}:${line + index}` : `${file}:${line}`
}
