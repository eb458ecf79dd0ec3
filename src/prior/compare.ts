import type { Decoding } from '../core/convention.ts'
import type { ScoredRun } from '../core/record.ts'
import type { PriorBook, PriorResult, PriorScorer, PriorSplit } from './prior.ts'

export interface ComparablePrior {
  readonly prior: PriorResult
  /** The entry of the run's `scores` that was counted as the prior was. */
  readonly scoreIndex: number
}

export interface IncomparablePrior {
  readonly prior: PriorResult
  /** What differs or is not known, in words. */
  readonly why: string
}

export interface PriorComparison {
  readonly comparable: readonly ComparablePrior[]
  readonly notComparable: readonly IncomparablePrior[]
}

/**
 * Decides for every published figure on the run's corpus whether it may stand beside the run's own: same gold, split
 * and types, exact span and type, and the same decoding. Both lists come highest figure first, those without a figure
 * last.
 */
export function comparePriors(book: PriorBook, run: ScoredRun): PriorComparison {
  const priors = book.results.filter(prior => prior.corpus === run.corpus.id).toSorted(byFigure)
  const fault = runFault(book, run)
  const comparable: ComparablePrior[] = []
  const notComparable: IncomparablePrior[] = []
  for (const prior of priors) {
    const faults = [...priorFaults(prior, run), ...(fault === null ? [] : [fault])]
    const scoreIndex = faults.length === 0 ? sameConvention(prior, run) : -1
    if (scoreIndex !== -1) comparable.push({ prior, scoreIndex })
    else notComparable.push({ prior, why: faults.join('; ') || decodingFault(prior.protocol.decoding) })
  }
  return { comparable, notComparable }
}

/** What keeps a run from being compared with any published figure; null where nothing does. */
function runFault(book: PriorBook, run: ScoredRun): string | null {
  if (run.typeMap !== null) return 'this run is scored in classes of types, across corpora'
  if (run.status === 'partial') return `this run read ${run.limit.passages} of ${run.limit.of} passages`
  if (run.corpus.split !== 'test') return `this run is on the ${run.corpus.split} split`
  const canonical = book.canonicalTests.get(run.corpus.id)
  if (canonical === undefined) return 'the gold cannot be checked: the size of the public test split is not on record'
  if (canonical.mentions !== run.corpus.mentions) {
    return `other gold: the public test split has ${canonical.mentions} mentions, this run ${run.corpus.mentions}`
  }
  return null
}

function priorFaults(prior: PriorResult, run: ScoredRun): string[] {
  const { split, scorer } = prior.protocol
  if (prior.f1Percent === null) return ['no single figure published']
  if (split === 'unstated' && scorer === 'unstated') return ['split and scorer not stated', ...typesFaults(prior, run)]
  return [...splitFaults(split), ...typesFaults(prior, run), ...scorerFaults(scorer)]
}

function splitFaults(split: PriorSplit): string[] {
  switch (split) {
    case 'canonical-test':
      return []
    case 'other-test':
      return ['another test split']
    case 'cross-validation':
      return ['cross-validation over the whole corpus, not the test split']
    case 'whole-corpus':
      return ['scored on the whole corpus, not the test split']
    case 'other-corpus':
      return ['trained on another corpus']
    case 'unverified':
      return ['split claimed but not verifiable']
    case 'unstated':
      return ['split not stated']
  }
}

function typesFaults({ typesScored, researchVerdict }: PriorResult, run: ScoredRun): string[] {
  const types = run.corpus.types.length
  if (typesScored === null) return ['types not stated']
  if (typesScored === types) return []
  if (researchVerdict === 'types-merged') return [`${types} types merged into ${typesScored}`]
  return [`scored on ${typesScored} ${typesScored === 1 ? 'type' : 'types'}, not ${types}`]
}

function scorerFaults(scorer: PriorScorer): string[] {
  switch (scorer) {
    case 'seqeval-default':
    case 'exact-entity':
      return []
    case 'partial-match':
      return ['partial matches count']
    case 'token-level':
      return ['counts tokens, not mentions']
    case 'unstated':
      return ['scorer not stated']
  }
}

/** -1: the run was not scored as the prior was. */
function sameConvention(prior: PriorResult, run: ScoredRun): number {
  const decoding = prior.protocol.decoding ?? conlleval
  return run.scores.findIndex(
    ({ convention }) =>
      convention.unit === 'token' && convention.span === 'exact' && sameDecoding(decoding, convention.decoding),
  )
}

/**
 * Stands in where a paper says "entity-level F1" and not how tags become entities: every published baseline whose code could be
 * read decodes so. The prior's caveat says that it is not stated.
 */
const conlleval: Decoding = { matching: 'conlleval' }

function sameDecoding(a: Decoding, b: Decoding | null): boolean {
  if (b === null || a.matching !== b.matching) return false
  return a.matching === 'conlleval' || (b.matching === 'strict' && a.scheme === b.scheme)
}

function decodingFault(decoding: Decoding | null): string {
  const name = decoding === null || decoding.matching === 'conlleval' ? 'conlleval' : `strict ${decoding.scheme}`
  return `decoded as ${name}, which this run was not scored with`
}

/** Equal figures keep the order of the file. */
function byFigure(a: PriorResult, b: PriorResult): number {
  return (b.f1Percent ?? -1) - (a.f1Percent ?? -1)
}
