import { BenchError } from '../core/error.ts'
import type { Prediction } from '../core/prediction.ts'
import type { LabelMapping, PassageResult, RunRecord, SkipReason, TypeMapping } from '../core/record.ts'
import type { ModelFacts, Tagger } from '../core/tagger.ts'
import { crossTypes } from './cross/cross-types.ts'
import { retype } from './cross/retype.ts'
import { compareReadings } from './deployed/compare-readings.ts'
import { failedRecord, scoredRecord, skippedRecord } from './describe-cell.ts'
import type { RunDoors } from './doors.ts'
import { evaluateCell } from './evaluate-cell.ts'
import { resolveLabelMap } from './label-map.ts'
import { measureGroup } from './measure-group.ts'
import type { CellMeasurements } from './measurements.ts'
import type { CellGroup, LoadedCorpus } from './plan.ts'
import type { Suite } from './suite.ts'
import { unitOf } from './unit.ts'

/** One finished cell. `passages` and `predictions` are null where it failed or was skipped. */
export interface FinishedCell {
  readonly record: RunRecord
  readonly passages: readonly PassageResult[] | null
  readonly predictions: readonly Prediction[] | null
}

/** A cell whose labels have a place in its corpus, or the error or reason why they have none. */
type MappedCorpus =
  | {
      readonly corpus: LoadedCorpus
      readonly labelMap: readonly LabelMapping[]
      readonly typeMap: readonly TypeMapping[] | null
    }
  | { readonly corpus: LoadedCorpus; readonly error: BenchError }
  | { readonly corpus: LoadedCorpus; readonly reason: SkipReason }

/**
 * Runs one group: opens the tagger, maps its labels, tags its text once under the meter, measures what the suite asks for,
 * and scores every cell. A model that has nothing to learn from is skipped. A model that cannot be opened, a session that dies or a label that no map names fails its cells, not
 * the run; only where the model was asked for alone, and cannot be used at all, its error is thrown.
 */
export async function runGroup(
  suite: Suite,
  group: CellGroup,
  doors: RunDoors,
  limit: number | null,
): Promise<FinishedCell[]> {
  const startedAt = doors.clock.isoTime()
  const [first] = group.corpora
  if (first === undefined) return []
  const skipped = (model: ModelFacts | string, corpus: LoadedCorpus, reason: SkipReason): FinishedCell => {
    const record = skippedRecord({ suite, model, corpus, doors, startedAt, reason })
    return { record, passages: null, predictions: null }
  }
  const reason = nothingToLearn(group, first)
  if (reason !== null) return [skipped(group.model, first, reason)]
  const failed = (model: ModelFacts | string, corpus: LoadedCorpus, error: unknown): FinishedCell => {
    if (!(error instanceof BenchError)) throw error
    return {
      record: failedRecord({ suite, model, corpus, doors, startedAt, error }),
      passages: null,
      predictions: null,
    }
  }
  doors.onEvent({ kind: 'opening', model: group.model, corpora: group.corpora.map(corpus => corpus.facts.id) })
  let tagger: Tagger
  try {
    tagger = await doors.openTagger(group.model, first)
  } catch (error) {
    if (group.alone) throw error
    return group.corpora.map(corpus => failed(group.model, corpus, error))
  }
  const { facts } = tagger
  try {
    const mapped = group.corpora.map(corpus => mapTypes(suite, facts, corpus, doors))
    const usable = mapped.flatMap(one => ('labelMap' in one ? [one.corpus] : []))
    const [unusable] = mapped.flatMap(one => ('error' in one ? [one.error] : []))
    if (usable.length === 0 && unusable !== undefined && group.alone) throw unusable
    let measurements: CellMeasurements | null = null
    if (usable.length > 0) {
      measurements = await measureGroup(suite, { ...group, corpora: usable }, tagger, doors, limit)
    }
    return mapped.map(one => {
      if ('reason' in one) return skipped(facts, one.corpus, one.reason)
      try {
        if ('error' in one) throw one.error
        if (measurements === null) throw new Error(`${one.corpus.facts.id} was mapped and not measured`)
        return finishCell({ suite, measurements, doors, startedAt, limit, ...one })
      } catch (error) {
        return failed(facts, one.corpus, error)
      }
    })
  } catch (error) {
    if (group.alone && error instanceof BenchError && error.code !== 'INFERENCE') throw error
    return group.corpora.map(corpus => failed(facts, corpus, error))
  } finally {
    await tagger.close()
  }
}

/** A group that learns has one corpus. */
function nothingToLearn({ model, learns }: CellGroup, { facts, training }: LoadedCorpus): SkipReason | null {
  if (!learns || training !== null) return null
  const message = `${model}: ${facts.title} (${facts.id}@${facts.variant}) has no training split to learn from`
  return { code: 'no-training-split', message }
}

function mapTypes(
  suite: Suite,
  facts: ModelFacts,
  corpus: LoadedCorpus,
  { labelMaps, typeClasses }: RunDoors,
): MappedCorpus {
  const maps = { given: labelMaps.given, builtIn: labelMaps.builtIn(facts.reference) }
  if (suite.cross) return { corpus, ...crossTypes(facts, corpus, typeClasses, maps) }
  try {
    return { corpus, typeMap: null, labelMap: resolveLabelMap(facts, corpus.facts.types, maps) }
  } catch (error) {
    if (!(error instanceof BenchError)) throw error
    return { corpus, error }
  }
}

function finishCell(cell: {
  readonly suite: Suite
  readonly corpus: LoadedCorpus
  readonly labelMap: readonly LabelMapping[]
  readonly typeMap: readonly TypeMapping[] | null
  readonly measurements: CellMeasurements
  readonly doors: RunDoors
  readonly startedAt: string
  readonly limit: number | null
}): FinishedCell {
  const { suite, corpus, labelMap, typeMap, measurements, doors, limit } = cell
  doors.onEvent({ kind: 'scoring', model: measurements.facts.name, corpus: corpus.facts.id })
  const begun = doors.clock.seconds()
  const passages = corpus.passages.slice(0, limit ?? corpus.passages.length)
  const evaluation = evaluateCell({
    // What a model that was trained elsewhere has seen is not told by the training split of this corpus.
    training: typeMap === null ? corpus.training : null,
    passages: typeMap === null ? passages : retype(passages, typeMap),
    predictions: measurements.tagged.predictions,
    reading: measurements.reading,
    unit: unitOf(suite, corpus),
    decoding: suite.decoding,
    labelMap,
  })
  const compared =
    suite.deployed === null || measurements.deployed === null
      ? null
      : compareReadings({
          ...{ passages, predictions: measurements.tagged.predictions, labelMap },
          ...{ deployment: suite.deployed, answer: measurements.deployed },
        })
  const scoreSeconds = doors.clock.seconds() - begun
  return {
    record: scoredRecord({ ...cell, evaluation, comparison: compared?.comparison ?? null, scoreSeconds }),
    passages: evaluation.passages.map(passage => {
      const readings = compared?.readings.get(passage.id)
      const latencySeconds = measurements.latencySamples.get(passage.id) ?? null
      return { ...passage, latencySeconds, ...(readings && { readings }) }
    }),
    predictions: evaluation.predictions,
  }
}
