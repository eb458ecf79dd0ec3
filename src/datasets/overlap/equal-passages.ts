import type { LengthCounts, PassagePair } from '../../core/survey/overlap.ts'
import type { Layout } from './layout.ts'
import { passagePair } from './passage-pair.ts'
import { placesOfRun, type Runs } from './runs.ts'
import { forEachRunPair, type SetPairs, setPairs } from './set-pairs.ts'

export interface EqualPassages {
  readonly inA: LengthCounts
  readonly inB: LengthCounts
  readonly examples: readonly PassagePair[]
}

/** What two sets share, and what comes again within one, by the runs of equal texts; at most `limit` examples, all longer ones. */
export function equalPassages(runs: Runs, layout: Layout, limit: number): SetPairs<EqualPassages> {
  const pairs = setPairs(layout.sets.length, () => {
    return { inA: { all: 0, longer: 0 }, inB: { all: 0, longer: 0 }, examples: [] as PassagePair[] }
  })
  const add = (counts: { all: number; longer: number }, all: number, longer: number): void => {
    counts.all += all
    counts.longer += longer
  }
  for (let number = 0; number < runs.count; number++) {
    forEachRunPair(runs.from[number] ?? 0, runs.from[number + 1] ?? 0, (a, b) => {
      const pair = pairs.at(runs.set[a] ?? 0, runs.set[b] ?? 0)
      const [placesA, placesB] = [placesOfRun(runs, a), placesOfRun(runs, b)]
      const [placeA = 0] = placesA
      const firstLonger = layout.longer[placeA] ?? 0
      if (a === b) {
        if (placesA.length === 1) return
        for (const counts of [pair.inA, pair.inB]) add(counts, placesA.length - 1, (runs.longer[a] ?? 0) - firstLonger)
      } else {
        add(pair.inA, placesA.length, runs.longer[a] ?? 0)
        add(pair.inB, placesB.length, runs.longer[b] ?? 0)
      }
      if (firstLonger === 0 || pair.examples.length >= limit) return
      const placeB = (a === b ? placesB[1] : placesB[0]) ?? 0
      pair.examples.push(passagePair(layout.passageAt(placeA), layout.passageAt(placeB), 1))
    })
  }
  return pairs
}
