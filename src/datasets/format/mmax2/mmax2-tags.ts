import { encode } from '../../../tags/encode.ts'
import type { WordRange } from './mmax2-words.ts'

export interface TypedRange extends WordRange {
  readonly type: string
}

/** First comes what stays where mentions overlap; the spelling is that of the corpus. A type that is not in it comes last. */
const priority = ['protein', 'protein_familiy_or_group', 'protein_enum', 'protein_variant', 'protein_complex']

/**
 * IOB2 tags of a sentence of `length` words. Where ranges overlap, the type earlier in the authors' priority list stays; of one
 * type, the range that begins first, then the longest. This is what the description of their converter says; its code takes
 * the range that begins first, then the longest, and looks at the list only for equal ranges, where the later type stays.
 */
export function flatTags(ranges: readonly TypedRange[], length: number): string[] {
  const ordered = ranges.toSorted((a, b) => rankOf(a.type) - rankOf(b.type) || a.start - b.start || b.end - a.end)
  const kept: TypedRange[] = []
  for (const range of ordered) {
    const place = firstEndingAfter(kept, range.start)
    if ((kept[place]?.start ?? length) >= range.end) kept.splice(place, 0, range)
  }
  return encode(kept, length, 'IOB2')
}

/** Index of the first of these ranges, which are in order and do not overlap, that ends after a word. */
function firstEndingAfter(ranges: readonly TypedRange[], word: number): number {
  let low = 0
  let high = ranges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[middle]?.end ?? 0) > word) high = middle
    else low = middle + 1
  }
  return low
}

function rankOf(type: string): number {
  const rank = priority.indexOf(type)
  return rank === -1 ? priority.length : rank
}
