import type { Passage } from '../../core/passage.ts'
import type { SetName } from '../../core/survey/overlap.ts'

/** The passages of one split of a corpus, by the name that the result calls it. */
export interface PassageSet extends SetName {
  readonly passages: readonly Passage[]
}

/** A passage with no more tokens than this is short: list numbers, page headers and captions repeat, and say little. */
export const shortTokens = 5

/** All passages of all sets, in a row: a place is a number from 0. Sets follow one another, so places in rising order have rising sets. */
export interface Layout {
  readonly sets: readonly PassageSet[]
  readonly size: number
  readonly setOf: Int32Array
  /** 1 for a passage with more than `shortTokens` tokens (words, where it is not tokenised). */
  readonly longer: Uint8Array
  /** How many passages of each set are longer. */
  readonly longerIn: Int32Array
  passageAt(place: number): Passage
  passages(): Generator<Passage>
}

export function layOut(sets: readonly PassageSet[]): Layout {
  const starts: number[] = []
  let size = 0
  for (const { passages } of sets) {
    starts.push(size)
    size += passages.length
  }
  const setOf = new Int32Array(size)
  const longer = new Uint8Array(size)
  const longerIn = new Int32Array(sets.length)
  sets.forEach(({ passages }, set) => {
    const start = starts[set] ?? 0
    setOf.fill(set, start, start + passages.length)
    passages.forEach((passage, index) => {
      if (!isLonger(passage)) return
      longer[start + index] = 1
      longerIn[set] = (longerIn[set] ?? 0) + 1
    })
  })
  return {
    sets,
    size,
    setOf,
    longer,
    longerIn,
    passageAt(place) {
      const set = setOf[place] ?? 0
      const passage = sets[set]?.passages[place - (starts[set] ?? 0)]
      if (passage === undefined) throw new RangeError(`no passage at ${place}`)
      return passage
    },
    *passages() {
      for (const set of sets) yield* set.passages
    },
  }
}

function isLonger({ text, tokens }: Passage): boolean {
  if (tokens !== null) return tokens.length > shortTokens
  let words = 0
  for (const _ of text.matchAll(/\S+/gu)) {
    words += 1
    if (words > shortTokens) return true
  }
  return false
}
