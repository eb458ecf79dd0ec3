import type { Passage } from '../../core/passage.ts'
import type { PassageSet } from './layout.ts'
import { type SetPairs, setPairs } from './set-pairs.ts'

export interface SharedNames {
  count: number
  readonly examples: string[]
}

/** Names that two sets have, and names that come again within one; at most `limit` examples, in the order of the sets. */
export function sharedNames(
  sets: readonly PassageSet[],
  nameOf: (passage: Passage) => string | null,
  limit: number,
): SetPairs<SharedNames> {
  const pairs = setPairs(sets.length, (): SharedNames => ({ count: 0, examples: [] }))
  const setsOf = new Map<string, number[]>()
  const again = new Set<string>()
  const add = (pair: SharedNames, name: string): void => {
    pair.count += 1
    if (pair.examples.length < limit) pair.examples.push(name)
  }
  sets.forEach(({ passages }, set) => {
    again.clear()
    for (const passage of passages) {
      const name = nameOf(passage)
      if (name === null) continue
      const known = setsOf.get(name)
      if (known === undefined) setsOf.set(name, [set])
      else if (known.at(-1) !== set) {
        for (const earlier of known) add(pairs.at(earlier, set), name)
        known.push(set)
      } else if (!again.has(name)) {
        again.add(name)
        add(pairs.at(set, set), name)
      }
    }
  })
  return pairs
}
