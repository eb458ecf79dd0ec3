import type { PassagePair } from '../../core/survey/overlap.ts'
import type { Layout } from './layout.ts'
import { findNearTexts } from './near-texts.ts'
import { passagePair } from './passage-pair.ts'
import { placesOfRun, type Runs } from './runs.ts'
import { type SetPairs, setPairs } from './set-pairs.ts'
import { shinglesOf } from './shingles.ts'

export interface NearPassages {
  readonly inA: number
  readonly inB: number
  readonly pairs: number
  readonly examples: readonly PassagePair[]
}

/** What is known of a text and a set: the set has a text near it; that text comes in the set before this one does. */
const [near, nearEarlier] = [1, 2]

interface Candidate {
  readonly similarity: number
  readonly a: number
  readonly b: number
}

/**
 * Longer passages that another set has nearly, and not equally; within a set, those that have a near one and no equal one before
 * them. `runs` are those of equal texts, of which each is compared once, however often it occurs.
 */
export function nearPassages(
  runs: Runs,
  layout: Layout,
  threshold: number,
  limit: number,
): { readonly pairs: SetPairs<NearPassages>; readonly skippedComparisons: number } {
  const sets = layout.sets.length
  const numbers = longerNumbers(runs)
  const known = new Uint8Array(numbers.length * sets)
  const pairs = setPairs(sets, () => ({
    inA: 0,
    inB: 0,
    pairs: 0,
    examples: [] as PassagePair[],
    best: [] as Candidate[],
  }))
  const runsOfText = (text: number): number[] => longerRuns(runs, numbers[text] ?? 0)
  const shingles = shinglesOf(Array.from(numbers, number => layout.passageAt(firstLonger(runs, layout, number)).text))

  const meet = (text: number, run: number, otherRun: number): void => {
    const at = text * sets + (runs.set[otherRun] ?? 0)
    known[at] = (known[at] ?? 0) | near
    if (runs.set[run] === runs.set[otherRun] && firstPlace(runs, otherRun) < firstPlace(runs, run)) {
      known[at] = (known[at] ?? 0) | nearEarlier
    }
  }
  const { skippedComparisons } = findNearTexts(shingles, threshold, (textA, textB, similarity) => {
    for (const runA of runsOfText(textA)) {
      for (const runB of runsOfText(textB)) {
        meet(textA, runA, runB)
        meet(textB, runB, runA)
        const [a, b] = [runA, runB].sort((x, y) => firstPlace(runs, x) - firstPlace(runs, y)) as [number, number]
        const pair = pairs.at(runs.set[a] ?? 0, runs.set[b] ?? 0)
        pair.pairs += 1
        keepBest(pair.best, { similarity, a: firstPlace(runs, a), b: firstPlace(runs, b) }, limit)
      }
    }
  })

  numbers.forEach((number, text) => {
    const equalIn = new Set(runs.set.subarray(runs.from[number] ?? 0, runs.from[number + 1] ?? 0))
    for (const run of longerRuns(runs, number)) {
      const own = runs.set[run] ?? 0
      for (let set = 0; set < sets; set++) {
        const bits = known[text * sets + set] ?? 0
        if (set === own && (bits & nearEarlier) !== 0) {
          const within = pairs.at(set, set)
          within.inA += 1
          within.inB += 1
        }
        if ((bits & near) === 0 || equalIn.has(set)) continue
        if (own < set) pairs.at(own, set).inA += runs.longer[run] ?? 0
        else pairs.at(set, own).inB += runs.longer[run] ?? 0
      }
    }
  })
  for (const { best, examples } of pairs.values) {
    for (const { a, b, similarity } of best) {
      examples.push(passagePair(layout.passageAt(a), layout.passageAt(b), similarity))
    }
  }
  return { pairs, skippedComparisons }
}

/** The numbers of texts that some longer passage has. */
function longerNumbers(runs: Runs): Int32Array {
  return Int32Array.from({ length: runs.count }, (_, number) => number).filter(
    number => longerRuns(runs, number).length > 0,
  )
}

function longerRuns({ from, longer }: Runs, number: number): number[] {
  const found: number[] = []
  for (let run = from[number] ?? 0; run < (from[number + 1] ?? 0); run++) if ((longer[run] ?? 0) > 0) found.push(run)
  return found
}

function firstLonger(runs: Runs, { longer }: Layout, number: number): number {
  const [run = 0] = longerRuns(runs, number)
  return placesOfRun(runs, run).find(place => longer[place] === 1) ?? 0
}

function firstPlace({ places, start }: Runs, run: number): number {
  return places[start[run] ?? 0] ?? 0
}

/** Keeps the most similar candidates, and of equally similar ones those that come first. */
function keepBest(best: Candidate[], candidate: Candidate, limit: number): void {
  const before = (x: Candidate, y: Candidate): boolean =>
    x.similarity !== y.similarity ? x.similarity > y.similarity : x.a !== y.a ? x.a < y.a : x.b < y.b
  const last = best.at(-1)
  if (best.length >= limit && (last === undefined || !before(candidate, last))) return
  const at = best.findIndex(other => before(candidate, other))
  best.splice(at === -1 ? best.length : at, 0, candidate)
  if (best.length > limit) best.pop()
}
