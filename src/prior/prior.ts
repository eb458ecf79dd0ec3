import type { Decoding } from '../core/convention.ts'

export const priorSplits = [
  'canonical-test',
  'other-test',
  'cross-validation',
  'whole-corpus',
  'other-corpus',
  'unverified',
  'unstated',
] as const
/** What a published figure was scored on. `canonical-test`: the public test split that everybody means. */
export type PriorSplit = (typeof priorSplits)[number]

export const priorScorers = ['seqeval-default', 'exact-entity', 'partial-match', 'token-level', 'unstated'] as const
/** `exact-entity`: exact span and type, without naming the program that decoded the tags. */
export type PriorScorer = (typeof priorScorers)[number]

/** How a family of published figures came about: everything that decides whether they can stand beside ours. */
export interface Protocol {
  readonly name: string
  readonly split: PriorSplit
  readonly training: string
  readonly scorer: PriorScorer
  /** null: not stated. */
  readonly decoding: Decoding | null
  readonly runs: string
  /** Where the protocol was read, when that is not the source of the figure itself. */
  readonly evidence: string | null
  /** One sentence: why the figures are comparable, or why they are not. */
  readonly why: string
  /** What a reader should know of a comparable figure. */
  readonly caveat: string | null
}

/** One published figure with its provenance. */
export interface PriorResult {
  readonly corpus: string
  /** `openmed`: the figure under audit; `joint-types`: both types of BC5CDR scored together. */
  readonly list: 'prior' | 'openmed' | 'joint-types'
  readonly system: string
  readonly year: number | null
  /** As published, in percent; null: a source that claims or shows no single figure. */
  readonly f1Percent: number | null
  /** How many entity types were told apart in the scoring; null: not stated. */
  readonly typesScored: number | null
  readonly protocol: Protocol
  readonly source: string
  /**
   * `confirmed`: read in the named source; `secondary`: a third party quotes it; `paper-claim`: printed in the OpenMed
   * paper only.
   */
  readonly status: 'confirmed' | 'secondary' | 'paper-claim'
  readonly note: string
  /** What a reader should know of this figure, besides the caveat of its protocol. */
  readonly caveat: string | null
  /**
   * The judgement of the researcher who compiled the list, before protocols were looked up; ours is `comparePriors`.
   */
  readonly researchVerdict: 'in-corpus entity-level' | 'types-merged' | 'unverified-protocol' | 'not-comparable' | null
}

/** The gold mentions of a corpus' public test split: the check that a run and a prior saw the same gold. */
export interface CanonicalTest {
  readonly mentions: number
  readonly source: string
}

/** Published results, with what is needed to judge them. */
export interface PriorBook {
  readonly results: readonly PriorResult[]
  readonly canonicalTests: ReadonlyMap<string, CanonicalTest>
}
