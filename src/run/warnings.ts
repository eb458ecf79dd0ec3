import type { DeploymentComparison } from '../core/deployment/comparison.ts'
import type { Carbon } from '../core/energy.ts'
import type { LabelMapping, TypeMapping } from '../core/record.ts'
import type { Warning } from '../core/warning.ts'
import type { CellEvaluation } from './evaluate-cell.ts'
import type { CellMeasurements } from './measurements.ts'
import type { LoadedCorpus } from './plan.ts'
import type { Suite } from './suite.ts'

/** Everything odd about a cell, as sentences from a closed set of codes. */
export function warningsOf(cell: {
  readonly corpus: LoadedCorpus
  readonly measurements: CellMeasurements
  readonly labelMap: readonly LabelMapping[]
  readonly typeMap: readonly TypeMapping[] | null
  readonly evaluation: CellEvaluation
  readonly suite: Pick<Suite, 'deployed'>
  readonly comparison: DeploymentComparison | null
  readonly carbon: Carbon
  readonly limit: number | null
}): Warning[] {
  return [
    ...readingWarnings(cell.corpus),
    ...crossWarnings(cell.typeMap ?? []),
    ...taggingWarnings(cell),
    ...deployedWarnings(cell),
    ...measuringWarnings(cell),
  ]
}

function* readingWarnings({ facts, notes, passages }: LoadedCorpus): Generator<Warning> {
  if (notes.byteOrderMark)
    yield warn('byte-order-mark', 'the corpus file begins with a byte-order mark; it was skipped')
  if (notes.carriageReturns) yield warn('carriage-returns', 'the corpus file has CRLF line ends; they were read as LF')
  if (facts.documents === null) {
    yield warn('documents-unknown', 'documents cannot be recovered: intervals are over passages', passages.length)
  }
  for (const { kind, message, count } of notes.remarks) yield warn(kind, message, count)
}

function* crossWarnings(typeMap: readonly TypeMapping[]): Generator<Warning> {
  const leftOut = typeMap.filter(({ scoredAs, mentions }) => scoredAs === null && mentions > 0)
  if (leftOut.length === 0) return
  const types = leftOut.map(({ corpusType }) => corpusType).join(', ')
  const mentions = leftOut.reduce((sum, one) => sum + one.mentions, 0)
  yield warn('types-left-out', `gold mentions of ${types}, which the tagger cannot say, are not scored`, mentions)
}

function* taggingWarnings(cell: {
  readonly corpus: LoadedCorpus
  readonly measurements: CellMeasurements
  readonly labelMap: readonly LabelMapping[]
  readonly evaluation: CellEvaluation
  readonly limit: number | null
}): Generator<Warning> {
  const { measurements, evaluation, corpus } = cell
  const { wordsWithoutPieces, truncated } = measurements.tagged.usage
  if (wordsWithoutPieces > 0) {
    yield warn(
      'words-without-pieces',
      'words of which the tokenizer keeps nothing; they count as O',
      wordsWithoutPieces,
    )
  }
  if (truncated.length > 0) yield warn('truncated', `words were not read, first in ${truncated[0]}`, truncated.length)
  if (evaluation.ignoredWords > 0) {
    const types = cell.labelMap.filter(mapping => mapping.corpusType === null).map(mapping => mapping.modelType)
    yield warn(
      'ignored-labels',
      `words labelled ${types.join(', ')}, which is no type of ${corpus.facts.title}: O`,
      evaluation.ignoredWords,
    )
  }
  if (evaluation.misaligned > 0) {
    yield warn(
      'misaligned-predictions',
      'predicted mentions that cut a token in two; they were widened to whole tokens, as the gold was',
      evaluation.misaligned,
    )
  }
  const sensitivity = measurements.sensitivity
  if (sensitivity !== null && sensitivity.changedMentions > 0) {
    yield warn(
      'batch-sensitive',
      `mentions that change when ${sensitivity.passages} passages are tagged one by one: the score belongs to this batch plan`,
      sensitivity.changedMentions,
    )
  }
  if (cell.limit !== null && cell.limit < corpus.passages.length) {
    yield warn('limited', `only the first passages of ${corpus.passages.length} were run`, cell.limit)
  }
}

function* deployedWarnings({
  suite: { deployed },
  comparison,
}: {
  readonly suite: Pick<Suite, 'deployed'>
  readonly comparison: DeploymentComparison | null
}): Generator<Warning> {
  if (deployed !== null && comparison === null) {
    yield warn('not-deployed', 'not read as deployed: this tagger is no model that reads raw text')
  }
  if (comparison === null || comparison.truncated.passages === 0) return
  const { truncated, limit } = comparison
  yield warn(
    'deployed-truncated',
    `as deployed, ${truncated.passages} passages were read to piece ${limit.pieces} only; gold mentions behind it are lost`,
    truncated.mentions,
  )
}

function* measuringWarnings({
  measurements: { latency, energy },
  carbon,
}: {
  readonly measurements: CellMeasurements
  readonly carbon: Carbon
}): Generator<Warning> {
  for (const { percent, seconds, needed } of latency?.percentiles ?? []) {
    if (seconds === null) {
      yield warn(
        'percentile-withheld',
        `p${percent} of latency needs ${needed} samples, has ${latency?.samples}`,
        latency?.samples,
      )
    }
  }
  if (energy.kind === 'estimated') yield warn('energy-estimated', `energy is estimated, not measured: ${energy.method}`)
  if (energy.kind === 'unavailable') yield warn('energy-unavailable', `energy is not known: ${energy.reason}`)
  if (carbon.kind === 'derived' && carbon.intensity.chosen === 'assumed') {
    yield warn('region-assumed', `no region was given: CO2 is for ${carbon.intensity.region}; set BIONER_REGION`)
  }
}

function warn(code: Warning['code'], message: string, count: number | null = null): Warning {
  return { code, message, count }
}
