import type { ReadingRemark } from '../../core/corpus.ts'
import { BenchError } from '../../core/error.ts'
import { excerpt } from './text.ts'

/** A mention of a pinned corpus whose stated surface form is known to be wrong. Offsets are in the unit of its file. */
export interface KnownMismatch {
  readonly document: string
  readonly start: number
  readonly end: number
}

/** Where a mention is stated: `where` begins an error message (`file:line`); offsets are in the unit of the file. */
export interface MentionPlace {
  readonly where: string
  readonly document: string
  readonly start: number
  readonly end: number
}

/**
 * Compares the surface form that a file states with the one its offsets cut out. null: they are equal; a remark: they are not,
 * and this is `known`, so that the offsets count. Throws `INPUT` for a difference that is not known.
 */
export function checkSurface(
  place: MentionPlace,
  found: string,
  stated: string,
  known: readonly KnownMismatch[],
): ReadingRemark | null {
  if (found === stated) return null
  const { where, document, start, end } = place
  const message =
    `${where}: document ${excerpt(document)}, ${start}-${end}: ` +
    `the text there is ${excerpt(found)}, the annotation says ${excerpt(stated)}`
  if (known.some(item => item.document === document && item.start === start && item.end === end)) {
    return { kind: 'text-mismatch', message: `${message}; the offsets count`, count: 1 }
  }
  throw new BenchError(
    'INPUT',
    `${message}; offsets that count another unit of the text differ in this way (--offsets)`,
  )
}
