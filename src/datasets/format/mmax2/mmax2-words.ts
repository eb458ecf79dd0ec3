import { BenchError } from '../../../core/error.ts'
import { excerpt } from '../text.ts'

/** A range of words: half-open indices into the words of a project. */
export interface WordRange {
  readonly start: number
  readonly end: number
}

/**
 * Reads `word_3`, `word_3..word_5`, and lists of them, separated by commas; ranges that touch are one. Words stand in the order of
 * the file, `indexOf` says where: a word that was split later is followed by `word_3.5`. Throws `INPUT` for what is no such span.
 */
export function wordRanges(where: string, span: string, indexOf: ReadonlyMap<string, number>): WordRange[] {
  const wordAt = (id: string): number => {
    const index = indexOf.get(id.trim())
    if (index !== undefined) return index
    throw new BenchError('INPUT', `${where}: span ${excerpt(span)} names ${excerpt(id)}, and there is no such word`)
  }
  const pieces = span.split(',').map((piece): WordRange => {
    const [first = '', last = first, ...more] = piece.split('..')
    const range = { start: wordAt(first), end: wordAt(last) + 1 }
    if (more.length === 0 && range.start < range.end) return range
    throw new BenchError(
      'INPUT',
      `${where}: span ${excerpt(span)} is not of the form word_1, word_1..word_2, or a list of such`,
    )
  })
  const ranges: WordRange[] = []
  for (const piece of pieces.toSorted((a, b) => a.start - b.start)) {
    const previous = ranges.at(-1)
    if (previous === undefined || piece.start > previous.end) ranges.push(piece)
    else ranges[ranges.length - 1] = { start: previous.start, end: Math.max(previous.end, piece.end) }
  }
  return ranges
}
