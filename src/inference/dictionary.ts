import { BenchError } from '../core/error.ts'
import type { Input, Passage, Span } from '../core/passage.ts'
import type { Prediction, WordPrediction } from '../core/prediction.ts'
import type { ModelFacts, Tagger } from '../core/tagger.ts'
import type { TokenSpan } from '../tags/decode.ts'
import { outside } from '../tags/mark.ts'
import { textSpanOf } from '../tags/text-span.ts'
import { checkIds } from './input-ids.ts'
import { type Gazetteer, learnGazetteer } from './lookup/gazetteer.ts'
import { wordSpansOf } from './lookup/word-parts.ts'
import { startWordUsage } from './lookup/word-usage.ts'

/**
 * The honest baseline: marks what was a mention in `training`, the passages of a training split, wherever it occurs again.
 * What counts as a name, and how case is read, is told at `learnGazetteer`. Words carry IOB2 labels and no numbers. `clock` gives seconds
 * and only goes forward.
 */
export function createDictionary(options: DictionaryOptions): Tagger {
  return learnDictionary(options)()
}

export interface DictionaryOptions {
  readonly reference: string
  /** For tables and folders; `dictionary` unless given. */
  readonly name?: string
  readonly training: Iterable<Passage>
  readonly types: readonly string[]
  readonly clock: () => number
}

/** Learns once; every call of what it returns opens a tagger over the same names (`createDictionary`). */
export function learnDictionary({ reference, name, training, types, clock }: DictionaryOptions): () => Tagger {
  const began = clock()
  const gazetteer = learnGazetteer(training, types)
  const loadSeconds = clock() - began
  const facts = factsOf({ reference, name: name ?? 'dictionary', types, names: gazetteer.names, loadSeconds })
  return () => open(facts, gazetteer, clock)
}

function factsOf(known: {
  readonly reference: string
  readonly name: string
  readonly types: readonly string[]
  readonly names: number
  readonly loadSeconds: number
}): ModelFacts {
  const { reference, name, types, names, loadSeconds } = known
  return {
    reference,
    name,
    revision: null,
    weightsSha256: null,
    tokenizerSha256: null,
    architecture: 'gazetteer',
    parameters: null,
    precision: null,
    types,
    backend: 'dictionary',
    providers: [],
    threads: 1,
    loadSeconds,
    notes: [
      `${names} names of the training split; longest match over words, left to right.`,
      'Words are compared in runs of letters and digits and single other characters.',
      'Words that were more often no mention than a mention in the training split are no name.',
      'Case is ignored, except in words of up to five characters with a capital beyond the first.',
    ],
  }
}

function open(facts: ModelFacts, gazetteer: Gazetteer, clock: () => number): Tagger {
  let closed = false
  return {
    facts,
    timed: true,
    reading: null,
    async tag(inputs, _plan, onProgress) {
      if (closed) throw new BenchError('INFERENCE', `${facts.reference}: the tagger was closed; open it again`)
      checkIds(inputs)
      const usage = startWordUsage(clock)
      const spans = inputs.map(wordSpansOf)
      usage.end('tokenize')
      const found = inputs.map(input => gazetteer.find(input))
      usage.end('infer')
      const predictions = inputs.map((input, index) => predict(input, spans[index] ?? [], found[index] ?? []))
      usage.end('decode')
      onProgress?.(inputs.length)
      return { predictions, usage: await usage.stop(inputs) }
    },
    async close() {
      closed = true
    },
  }
}

function predict({ id, tokens }: Input, spans: readonly Span[], found: readonly TokenSpan[]): Prediction {
  const mentions = found.map(span => ({ ...textSpanOf(spans, span), type: span.type, score: null, margin: null }))
  return { id, mentions, words: tokens === null ? null : labelWords(tokens.length, found) }
}

function labelWords(words: number, found: readonly TokenSpan[]): WordPrediction[] {
  const labels = new Array<string>(words).fill(outside)
  for (const { type, start, end } of found) {
    labels.fill(`I-${type}`, start, end)
    labels[start] = `B-${type}`
  }
  return labels.map(label => (label === outside ? unnamed : { label, margin: null, score: null }))
}

/** One object for all of them: most words of a corpus are in no name. */
const unnamed: WordPrediction = { label: outside, margin: null, score: null }
