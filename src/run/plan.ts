import type { ReadingNotes } from '../core/corpus.ts'
import type { Passage } from '../core/passage.ts'
import type { CorpusFacts } from '../core/record.ts'
import type { Suite } from './suite.ts'

/** A corpus split in memory. `textSha256` covers what a tagger may see: ids, texts and tokens. */
export interface LoadedCorpus {
  readonly facts: CorpusFacts
  readonly passages: readonly Passage[]
  readonly textSha256: string
  /** Passages of the training split; null where the variant has none. */
  readonly training: readonly Passage[] | null
  readonly notes: ReadingNotes
}

/** One inference and the cells that are read off it: same model, same text; what differs is types and convention. */
export interface CellGroup {
  readonly model: string
  readonly corpora: readonly LoadedCorpus[]
  /** The model is learnt from the training split of the corpus it is tested on. */
  readonly learns: boolean
  /** Nothing but this model was asked for: where it cannot be opened there is no table to save, and the error is the answer. */
  readonly alone: boolean
}

/** The name of a cell in messages and in `sharedBy`. */
export function cellName(model: string, corpusId: string): string {
  return `${model} × ${corpusId}`
}

/**
 * Cells of a suite, in the order model by model, with those joined that can share one inference. A dictionary learns from
 * the training split and the types of its corpus, so that it shares nothing.
 */
export function planGroups(
  suite: Pick<Suite, 'models'>,
  corpora: readonly LoadedCorpus[],
  learnsFromCorpus: (model: string) => boolean,
): CellGroup[] {
  return suite.models.flatMap((model): CellGroup[] => {
    if (learnsFromCorpus(model))
      return corpora.map(corpus => ({ model, corpora: [corpus], learns: true, alone: false }))
    const groups = Map.groupBy(corpora, corpus => corpus.textSha256)
    return [...groups.values()].map(group => ({
      ...{ model, corpora: group, learns: false },
      alone: suite.models.length === 1,
    }))
  })
}
