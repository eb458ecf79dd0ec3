import type { Energy } from '../core/energy.ts'
import { BenchError } from '../core/error.ts'
import type { PassageId } from '../core/passage.ts'
import type { Prediction } from '../core/prediction.ts'
import type { BatchSensitivity, PassageResult, RunRecord, SingleStreamLatency } from '../core/record.ts'
import type { BatchPlan, ModelFacts, Tagger } from '../core/tagger.ts'
import { failedRecord, scoredRecord } from './describe-cell.ts'
import type { RunDoors, Tagged } from './doors.ts'
import { evaluateCell } from './evaluate-cell.ts'
import type { CellMeasurements } from './measurements.ts'
import type { CellGroup, LoadedCorpus } from './plan.ts'
import { cellName } from './plan.ts'
import { roundPrediction } from './rounding.ts'
import { alonePlan, compareRuns } from './sensitivity.ts'
import type { Suite } from './suite.ts'

/** One finished cell. `passages` and `predictions` are null where it failed. */
export interface FinishedCell {
  readonly record: RunRecord
  readonly passages: readonly PassageResult[] | null
  readonly predictions: readonly Prediction[] | null
}

/**
 * Runs one group: opens the tagger, tags its text once under the meter, measures what the suite asks for, and scores every
 * cell. A model that cannot be opened, a session that dies or a label that no map names fails its cells, not the run.
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
  doors.onEvent({ kind: 'opening', model: group.model, corpora: group.corpora.map(corpus => corpus.facts.id) })
  let facts: ModelFacts | null = null
  try {
    const tagger = await doors.openTagger(group.model, first)
    facts = tagger.facts
    let measurements: CellMeasurements
    try {
      measurements = await measure(suite, group, first, tagger, doors, limit)
    } finally {
      await tagger.close()
    }
    return group.corpora.map(corpus => finishCell(suite, corpus, measurements, doors, { startedAt, limit }))
  } catch (error) {
    if (!(error instanceof BenchError)) throw error
    return group.corpora.map(corpus => ({
      record: failedRecord({ suite, model: facts ?? group.model, corpus, doors, startedAt, error }),
      passages: null,
      predictions: null,
    }))
  }
}

async function measure(
  suite: Suite,
  group: CellGroup,
  corpus: LoadedCorpus,
  tagger: Tagger,
  doors: RunDoors,
  limit: number | null,
): Promise<CellMeasurements> {
  const inputs = corpus.passages
    .slice(0, limit ?? corpus.passages.length)
    .map(({ id, text, tokens }) => ({ id, text, tokens }))
  const plan: BatchPlan = { order: 'length', pieces: suite.batchPieces, windows: null, seed: suite.seed }
  const warmUp = doors.drawSample(inputs, suite.warmUpPassages, suite.seed + 1)
  if (warmUp.length > 0) await tagger.tag(warmUp, plan)

  const metered = await doors.meter.measure(() =>
    tagger.tag(inputs, plan, tagged =>
      doors.onEvent({ kind: 'tagging', model: group.model, tagged, of: inputs.length }),
    ),
  )
  const tagged = joinById(
    inputs.map(input => input.id),
    metered.value,
  )
  const energy = energyOf(tagger, metered.energy, () => doors.estimateEnergy(tagged.usage))

  const isModel = tagger.reading !== null
  let sensitivity: BatchSensitivity | null = null
  if (isModel && suite.sensitivityPassages > 0) {
    const sample = doors.drawSample(inputs, suite.sensitivityPassages, suite.seed + 2)
    const alone = await tagger.tag(sample, alonePlan(plan))
    sensitivity = compareRuns(tagged.predictions, alone.predictions, [plan, alonePlan(plan)])
  }
  let latency: SingleStreamLatency | null = null
  let latencySamples: ReadonlyMap<PassageId, number> = new Map()
  if (tagger.timed && suite.latencyPassages > 0) {
    const sample = doors.drawSample(inputs, suite.latencyPassages, suite.seed + 3)
    const timed = await doors.measureLatency({
      tagger,
      inputs: sample,
      plan,
      warmUps: Math.min(suite.warmUpPassages, sample.length),
      onSample: samples => doors.onEvent({ kind: 'timing', model: group.model, timed: samples, of: sample.length }),
    })
    latency = timed.latency
    latencySamples = timed.samples
  }
  return {
    facts: tagger.facts,
    reading: tagger.reading,
    plan: isModel ? plan : null,
    tagged,
    timed: tagger.timed,
    energy,
    sensitivity,
    latency,
    latencySamples,
    sharedBy: group.corpora.map(({ facts }) => cellName(tagger.facts.name, facts.id)),
  }
}

function energyOf(tagger: Tagger, metered: Energy, estimate: () => Energy): Energy {
  if (!tagger.timed) return { kind: 'unavailable', reason: 'the predictions were made elsewhere' }
  return metered.kind === 'unavailable' ? estimate() : metered
}

function finishCell(
  suite: Suite,
  corpus: LoadedCorpus,
  measurements: CellMeasurements,
  doors: RunDoors,
  circumstances: { readonly startedAt: string; readonly limit: number | null },
): FinishedCell {
  const { facts } = measurements
  doors.onEvent({ kind: 'scoring', model: facts.name, corpus: corpus.facts.id })
  const begun = doors.clock.seconds()
  try {
    const evaluation = evaluateCell({
      corpus,
      passages: corpus.passages.slice(0, circumstances.limit ?? corpus.passages.length),
      predictions: measurements.tagged.predictions,
      facts,
      reading: measurements.reading,
      decoding: suite.decoding,
      maps: { given: doors.labelMaps.given, builtIn: doors.labelMaps.builtIn(facts.reference) },
    })
    const scoreSeconds = doors.clock.seconds() - begun
    return {
      record: scoredRecord({ suite, corpus, doors, measurements, evaluation, scoreSeconds, ...circumstances }),
      passages: evaluation.passages.map(passage => ({
        ...passage,
        latencySeconds: measurements.latencySamples.get(passage.id) ?? null,
      })),
      predictions: evaluation.predictions,
    }
  } catch (error) {
    if (!(error instanceof BenchError)) throw error
    const { startedAt } = circumstances
    return {
      record: failedRecord({ suite, model: facts, corpus, doors, startedAt, error }),
      passages: null,
      predictions: null,
    }
  }
}

/** Joins answers to inputs by id, never by position. Throws `INFERENCE` where one is missing, repeated or not asked for. */
function joinById(
  ids: readonly PassageId[],
  answer: { readonly predictions: readonly Prediction[]; readonly usage: Tagged['usage'] },
): Tagged {
  const asked = new Set(ids)
  const predictions = new Map<PassageId, Prediction>()
  for (const prediction of answer.predictions) {
    if (!asked.has(prediction.id))
      throw new BenchError('INFERENCE', `the tagger answered for ${prediction.id}, which it was not given`)
    if (predictions.has(prediction.id))
      throw new BenchError('INFERENCE', `the tagger answered twice for ${prediction.id}`)
    predictions.set(prediction.id, roundPrediction(prediction))
  }
  const missing = ids.find(id => !predictions.has(id))
  if (missing !== undefined) throw new BenchError('INFERENCE', `the tagger gave no answer for ${missing}`)
  return { predictions, usage: answer.usage }
}
