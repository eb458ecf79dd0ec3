import type { CorpusOverlapJson, Overlap, SetName, SetOverlap } from '../../core/survey/overlap.ts'
import { corpusOverlapFormat } from '../../core/survey/overlap.ts'
import { labelConflicts } from './conflicts.ts'
import { equalPassages } from './equal-passages.ts'
import { layOut, type PassageSet, shortTokens } from './layout.ts'
import { bands, recallAt, rowsPerBand, seed } from './min-hash.ts'
import { nearPassages } from './near-passages.ts'
import { runsOf } from './runs.ts'
import { comparedText, numberTexts } from './same-text.ts'
import { setPairs } from './set-pairs.ts'
import { sharedNames } from './shared-names.ts'
import { shingleWords } from './shingles.ts'

export interface OverlapOptions {
  /** Least Jaccard similarity of a near pair, above 0 and at most 1; 0.8 where it is not said. */
  readonly threshold?: number
  /** Most examples of each kind for each pair of sets; 5 where it is not said. */
  readonly examples?: number
}

/**
 * What splits of one corpus or of several have in common: every set is compared with itself and with every other. Equal texts are found
 * exactly; near ones by MinHash, verified, so that there are no false ones, and with the recall that the definition states. Sets are
 * told apart by their order: two of them may have one name. Throws a `RangeError` for a threshold that is none.
 */
export function findOverlap(sets: readonly PassageSet[], options: OverlapOptions = {}): Overlap {
  const { threshold = 0.8, examples = 5 } = options
  if (!(threshold > 0 && threshold <= 1))
    throw new RangeError(`a threshold lies above 0 and at most at 1: ${threshold}`)
  const layout = layOut(sets)
  const runsBy = (compared: (text: string) => string) =>
    runsOf(
      numberTexts(
        layout.passages().map(({ text }) => compared(text)),
        layout.size,
      ),
      layout,
    )
  const runs = runsBy(comparedText)
  const verbatim = equalPassages(
    runsBy(text => text),
    layout,
    0,
  )
  const equal = equalPassages(runs, layout, examples)
  const conflicts = labelConflicts(runs, layout, examples)
  const near = nearPassages(runs, layout, threshold, examples)
  const ids = sharedNames(sets, passage => passage.id, examples)
  const documents = sharedNames(sets, passage => passage.document, examples)
  const hasDocuments = sets.map(({ passages }) => passages.some(passage => passage.document !== null))

  const pairs = setPairs(sets.length, (a, b): SetOverlap => {
    const nearHere = near.pairs.at(a, b)
    const sharedBy = (side: 'inA' | 'inB') => ({
      verbatim: verbatim.at(a, b)[side],
      equal: equal.at(a, b)[side],
      near: nearHere[side],
    })
    return {
      a: nameOf(sets[a]),
      b: nameOf(sets[b]),
      inA: sharedBy('inA'),
      inB: sharedBy('inB'),
      nearPairs: nearHere.pairs,
      conflicts: conflicts.at(a, b).texts,
      repeatedIds: ids.at(a, b),
      sharedDocuments: a !== b && hasDocuments[a] && hasDocuments[b] ? documents.at(a, b) : null,
      examples: {
        equal: equal.at(a, b).examples,
        near: nearHere.examples,
        conflicts: conflicts.at(a, b).examples,
      },
    }
  })
  return {
    definition: {
      ...{ shortTokens, shingleWords, bands, rowsPerBand, seed, threshold },
      recallAtThreshold: recallAt(threshold),
      skippedComparisons: near.skippedComparisons,
    },
    sets: sets.map((set, index) => ({
      ...nameOf(set),
      passages: set.passages.length,
      longer: layout.longerIn[index] ?? 0,
    })),
    pairs: pairs.values,
  }
}

/** `bioner-bench/corpus-overlap@1`. */
export function overlapJson(overlap: Overlap): CorpusOverlapJson {
  return { format: corpusOverlapFormat, ...overlap }
}

function nameOf(set: PassageSet | undefined): SetName {
  if (set === undefined) throw new RangeError('no such set')
  return { corpus: set.corpus, split: set.split }
}
