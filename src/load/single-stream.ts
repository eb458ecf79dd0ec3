import { BenchError } from '../core/error.ts'
import type { Input, PassageId } from '../core/passage.ts'
import type { Prediction } from '../core/prediction.ts'
import type { SingleStreamLatency } from '../core/record.ts'
import type { BatchPlan, Tagger } from '../core/tagger.ts'
import { percentilesOf } from './percentile.ts'

/** What the record asks for; those that the number of samples does not support are withheld by name. */
const recordedPercents = [50, 90, 95, 99]

export interface SingleStreamResult {
  readonly latency: SingleStreamLatency
  /** Seconds of each passage, in the order of the inputs. */
  readonly samples: ReadonlyMap<PassageId, number>
  /** In the order of the inputs, so that a caller can check them against those of the offline run. */
  readonly predictions: readonly Prediction[]
}

/**
 * One passage at a time, the next one sent when the last has answered (a closed loop: there is no arrival schedule, so no
 * queueing is in the figures). A sample is `usage.wallSeconds`: from the arrival of the passage to its last mention, inside
 * the process that holds the session. The way there and back between the processes is not in it, since it belongs to this
 * harness and not to the tagger.
 *
 * Before the first sample, `warmUps` calls on the first inputs (again from the start where there are fewer) are made and
 * thrown away. Throws `ARGUMENT` without inputs, and a plain error (a bug) where the tagger does not answer with exactly
 * the passage it was given.
 */
export async function measureSingleStream(options: {
  readonly tagger: Tagger
  readonly inputs: readonly Input[]
  readonly plan: BatchPlan
  readonly warmUps: number
  readonly onSample?: (samples: number) => void
}): Promise<SingleStreamResult> {
  const { tagger, inputs, plan, warmUps, onSample } = options
  if (inputs.length === 0) {
    throw new BenchError('ARGUMENT', 'single-stream latency: no passage to time; give at least one')
  }
  for (let call = 0; call < warmUps; call++) await tagOne(tagger, inputs[call % inputs.length] as Input, plan)

  const samples = new Map<PassageId, number>()
  const predictions: Prediction[] = []
  for (const input of inputs) {
    if (samples.has(input.id)) throw new Error(`passage ${input.id} is among the inputs twice`)
    const { prediction, seconds } = await tagOne(tagger, input, plan)
    samples.set(input.id, seconds)
    predictions.push(prediction)
    onSample?.(samples.size)
  }
  return { latency: latencyOf([...samples.values()], warmUps), samples, predictions }
}

function latencyOf(seconds: readonly number[], warmUps: number): SingleStreamLatency {
  return {
    samples: seconds.length,
    warmUps,
    meanSeconds: seconds.reduce((sum, value) => sum + value, 0) / seconds.length,
    percentiles: percentilesOf(seconds, recordedPercents),
  }
}

async function tagOne(
  tagger: Tagger,
  input: Input,
  plan: BatchPlan,
): Promise<{ readonly prediction: Prediction; readonly seconds: number }> {
  const { predictions, usage } = await tagger.tag([input], plan)
  const [prediction] = predictions
  if (predictions.length !== 1 || prediction?.id !== input.id) {
    throw new Error(`asked for passage ${input.id}, got ${predictions.map(p => p.id).join(', ') || 'nothing'}`)
  }
  if (!(usage.wallSeconds >= 0 && Number.isFinite(usage.wallSeconds))) {
    throw new Error(`passage ${input.id} took ${usage.wallSeconds} s`)
  }
  return { prediction, seconds: usage.wallSeconds }
}
