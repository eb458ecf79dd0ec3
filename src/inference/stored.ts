import type { Decoding } from '../core/convention.ts'
import { BenchError } from '../core/error.ts'
import type { Input, PassageId } from '../core/passage.ts'
import type { Prediction } from '../core/prediction.ts'
import type { Tagger } from '../core/tagger.ts'
import { byCodePoint } from '../core/text/code-point-order.ts'
import { describeForeignTag, firstForeignTag } from '../tags/alphabet.ts'
import { typesOf } from './checkpoint/labels.ts'
import { checkIds } from './input-ids.ts'
import { startWordUsage } from './lookup/word-usage.ts'

/**
 * Serves predictions that somebody else's tool made, by id. Throws `INPUT` where two have the same id; `tag` throws `INPUT` where
 * a passage has none, a mention lies outside the text, or words and tokens do not match. `clock` gives seconds and only goes
 * forward.
 */
export function createStoredPredictions(options: {
  readonly reference: string
  readonly predictions: Iterable<Prediction>
  readonly clock: () => number
}): Tagger {
  const { reference, clock } = options
  const began = clock()
  const byId = indexById(reference, options.predictions)
  const loadSeconds = clock() - began
  const types = new Set([...byId.values()].flatMap(typesIn))
  let closed = false

  return {
    facts: {
      reference,
      name: nameOf(reference),
      revision: null,
      weightsSha256: null,
      tokenizerSha256: null,
      architecture: 'unknown',
      parameters: null,
      precision: null,
      types: [...types].sort(byCodePoint),
      backend: 'stored predictions',
      providers: [],
      threads: null,
      loadSeconds,
      notes: ['The predictions were made elsewhere: the times here are those of looking them up.'],
    },
    timed: false,
    reading: null,
    async tag(inputs, _plan, onProgress) {
      if (closed) throw new BenchError('INFERENCE', `${reference}: the tagger was closed; open it again`)
      checkIds(inputs)
      const usage = startWordUsage(clock)
      const predictions = inputs.map(input => byId.get(input.id)).filter(prediction => prediction !== undefined)
      usage.end('infer')
      refuseMissing(reference, inputs, byId)
      for (const input of inputs) checkPrediction(reference, input, byId.get(input.id))
      usage.end('decode')
      onProgress?.(inputs.length)
      return { predictions, usage: await usage.stop(inputs) }
    },
    async close() {
      closed = true
    },
  }
}

/** `predictions:out/bert.jsonl` is `bert`. */
function nameOf(reference: string): string {
  const file = reference.replace(/^.*[:/\\]/, '')
  return file.replace(/\.jsonl?$/, '') || 'predictions'
}

/** Words are what is scored where there are any, so their types are the ones that need a place in the corpus. */
function typesIn({ id, words, mentions }: Prediction): string[] {
  if (words === null) return mentions.map(mention => mention.type)
  const labels = words.map(word => word.label)
  const foreign = labels[firstForeignTag(labels, conlleval)]
  if (foreign === undefined) return typesOf(labels)
  throw new BenchError(
    'INPUT',
    `passage ${JSON.stringify(id)}: label ${describeForeignTag(foreign, conlleval, 'prefix')}`,
  )
}

/** The alphabet of labels, as for a model that is opened. */
const conlleval: Decoding = { matching: 'conlleval' }

function indexById(reference: string, predictions: Iterable<Prediction>): ReadonlyMap<PassageId, Prediction> {
  const byId = new Map<PassageId, Prediction>()
  for (const prediction of predictions) {
    if (byId.has(prediction.id)) {
      throw new BenchError('INPUT', `${reference}: passage ${JSON.stringify(prediction.id)} has two predictions`)
    }
    byId.set(prediction.id, prediction)
  }
  return byId
}

function refuseMissing(reference: string, inputs: readonly Input[], byId: ReadonlyMap<PassageId, Prediction>): void {
  const missing = inputs.filter(({ id }) => !byId.has(id))
  if (missing.length === 0) return
  throw new BenchError(
    'INPUT',
    `${reference}: no prediction for passage ${JSON.stringify(missing[0]?.id)}` +
      `${missing.length > 1 ? ` and ${missing.length - 1} more` : ''}; a passage without mentions needs an empty list`,
  )
}

function checkPrediction(reference: string, { id, text, tokens }: Input, prediction: Prediction | undefined): void {
  for (const { start, end } of prediction?.mentions ?? []) {
    if (0 <= start && start < end && end <= text.length) continue
    throw new BenchError(
      'INPUT',
      `${reference}: passage ${JSON.stringify(id)} has ${text.length} characters, but a mention from ${start} to ${end}`,
    )
  }
  const words = prediction?.words?.length
  if (words === undefined || words === tokens?.length) return
  throw new BenchError(
    'INPUT',
    `${reference}: passage ${JSON.stringify(id)} has ${tokens?.length ?? 'no'} tokens, but its prediction ${words} words`,
  )
}
