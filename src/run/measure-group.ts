import type { DeployedAnswer } from '../core/deployment/deployment.ts'
import type { Energy } from '../core/energy.ts'
import { BenchError } from '../core/error.ts'
import type { Input, PassageId } from '../core/passage.ts'
import type { Prediction } from '../core/prediction.ts'
import type { BatchSensitivity, SingleStreamLatency } from '../core/record.ts'
import type { BatchPlan, Tagger } from '../core/tagger.ts'
import { tokensOf } from '../eval/gold/token-gold.ts'
import type { RunDoors, Tagged } from './doors.ts'
import type { CellMeasurements } from './measurements.ts'
import { type CellGroup, cellName } from './plan.ts'
import { roundPrediction } from './rounding.ts'
import { alonePlan, compareRuns } from './sensitivity.ts'
import type { Suite } from './suite.ts'
import { unitOf } from './unit.ts'

/**
 * Tags the text of a group once, under the meter, after a warm-up; then a sample of it under another batch plan, and a sample
 * one passage at a time. Throws `INFERENCE` where the session dies or does not answer for every passage once.
 */
export async function measureGroup(
  suite: Suite,
  group: CellGroup,
  tagger: Tagger,
  doors: RunDoors,
  limit: number | null,
): Promise<CellMeasurements> {
  if (suite.deployed !== null) await tagger.tagAsDeployed?.([], suite.deployed) // what does not fit the model is said before the work
  const inputs = inputsOf(suite, group, limit)
  const accelerated = isAccelerated(tagger)
  const order = accelerated ? 'buckets' : 'length'
  const plan: BatchPlan = { order, pieces: suite.batchPieces, windows: null, seed: suite.seed }
  // On a graphics card the first run of each shape is slow, and nobody's throughput.
  const warmUp = accelerated ? inputs : doors.drawSample(inputs, suite.warmUpPassages, suite.seed + 1)
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
    deployed: await readAsDeployed(suite, group, tagger, doors, limit),
    sharedBy: group.corpora.map(({ facts }) => cellName(tagger.facts.name, facts.id)),
  }
}

/** Whether anything but the processor ran a part of the model. */
function isAccelerated({ facts }: Tagger): boolean {
  return facts.providers.some(({ name }) => name !== 'CPUExecutionProvider')
}

/** Outside every meter: no speed or energy is reported of it. */
async function readAsDeployed(
  { deployed }: Suite,
  { model, corpora: [corpus] }: CellGroup,
  tagger: Tagger,
  { onEvent }: RunDoors,
  limit: number | null,
): Promise<DeployedAnswer | null> {
  if (deployed === null || corpus === undefined || tagger.tagAsDeployed === undefined) return null
  const inputs = corpus.passages.slice(0, limit ?? undefined).map(({ id, text }) => ({ id, text }))
  return tagger.tagAsDeployed(inputs, deployed, read => onEvent({ kind: 'deploying', model, read, of: inputs.length }))
}

/** All corpora of a group have the same text. In tokens, text that nobody has tokenised is cut here. */
function inputsOf(suite: Suite, { corpora: [corpus] }: CellGroup, limit: number | null): Input[] {
  if (corpus === undefined) return []
  const inTokens = unitOf(suite, corpus) === 'token'
  return corpus.passages.slice(0, limit ?? undefined).map(({ id, text, tokens }) => {
    return { id, text, tokens: inTokens ? tokensOf({ text, tokens }) : tokens }
  })
}

function energyOf(tagger: Tagger, metered: Energy, estimate: () => Energy): Energy {
  if (!tagger.timed) return { kind: 'unavailable', reason: 'the predictions were made elsewhere' }
  return metered.kind === 'unavailable' ? estimate() : metered
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
