import { createHash } from 'node:crypto'
import type { DocumentId, Passage, PassageId } from '../../src/core/passage.ts'
import type { Prediction } from '../../src/core/prediction.ts'
import type { BatchPlan, ModelFacts, Tagger, Usage } from '../../src/core/tagger.ts'
import { createTypeClasses } from '../../src/run/cross/type-classes.ts'
import type { RunDoors, RunEvent } from '../../src/run/doors.ts'
import type { LoadedCorpus } from '../../src/run/plan.ts'
import type { Suite } from '../../src/run/suite.ts'
import { decode } from '../../src/tags/decode.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** A passage from `word/TAG` pairs. */
export function passage(id: string, document: string | null, marked: string): Passage {
  const pairs = marked.split(' ').map(pair => pair.split('/') as [string, string])
  const words = pairs.map(([word]) => word)
  const tags = pairs.map(([, tag]) => tag)
  let at = 0
  const tokens = words.map(word => {
    const start = at
    at += word.length + 1
    return { start, end: start + word.length }
  })
  const mentions = decode(tags, { matching: 'conlleval' }).map(({ type, start, end }) => ({
    type,
    start: tokens[start]?.start ?? 0,
    end: tokens[end - 1]?.end ?? 0,
  }))
  return { id: id as PassageId, document: document as DocumentId | null, text: words.join(' '), tokens, tags, mentions }
}

export function corpus(id: string, types: readonly string[], passages: readonly Passage[]): LoadedCorpus {
  const text = sha256(JSON.stringify(passages.map(({ id, text }) => [id, text])))
  return {
    facts: {
      id,
      title: id.toUpperCase(),
      variant: 'mtl',
      split: 'test',
      view: 'sentence',
      types,
      sources: [],
      goldSha256: sha256(JSON.stringify(passages.map(({ tags }) => tags))),
      documents: new Set(passages.map(({ document }) => document)).size,
      passages: passages.length,
      tokens: passages.reduce((sum, { tokens }) => sum + (tokens?.length ?? 0), 0),
      mentions: passages.reduce((sum, { mentions }) => sum + mentions.length, 0),
    },
    passages,
    textSha256: text,
    training: [passage('t.1', 't', 'old/O fever/B-Disease')],
    notes: { byteOrderMark: false, carriageReturns: false, remarks: [] },
  }
}

export const modelFacts: ModelFacts = {
  reference: 'embedded:fake',
  name: 'fake',
  revision: null,
  weightsSha256: null,
  tokenizerSha256: null,
  architecture: 'a table of answers',
  parameters: null,
  precision: null,
  types: ['Chemical', 'Disease'],
  backend: 'none',
  providers: [],
  threads: 1,
  loadSeconds: 0.25,
  notes: [],
}

export const usage: Usage = {
  stages: { tokenize: 0.1, batch: 0.01, infer: 1, decode: 0.02 },
  wallSeconds: 2,
  processorSeconds: 3,
  windows: 2,
  batches: 1,
  usefulPieces: 90,
  paddedPieces: 100,
  planHash: sha256('plan'),
  peakMemoryBytes: 1_000_000,
  truncated: [],
  wordsWithoutPieces: 0,
}

/** A tagger that looks its labels up by passage; `labels` may depend on the plan. */
export function tableTagger(labels: (id: PassageId, plan: BatchPlan) => readonly string[], facts = modelFacts): Tagger {
  return {
    facts,
    timed: true,
    reading: { subword: 'first', words: 'separate', window: { pieces: 256, overlap: 50 } },
    tag: async (inputs, plan) => ({
      predictions: inputs.map(({ id, tokens }): Prediction => {
        const words = labels(id, plan).map(label => ({ label, margin: 1.234567, score: 0.987654 }))
        const mentions = decode(labels(id, plan), { matching: 'conlleval' }).map(({ type, start, end }) => ({
          type,
          start: tokens?.[start]?.start ?? 0,
          end: tokens?.[end - 1]?.end ?? 0,
          score: 0.9,
          margin: 1,
        }))
        return { id, mentions, words }
      }),
      usage,
    }),
    close: async () => {},
  }
}

export const suite: Suite = {
  format: 'bioner-bench/suite@1',
  name: 'small',
  title: 'A small suite',
  models: ['embedded:fake'],
  corpora: ['a'],
  split: 'test',
  reading: { subword: 'first', words: 'separate', window: { pieces: 256, overlap: 50 } },
  cross: false,
  deployed: null,
  unit: null,
  decoding: { matching: 'conlleval' },
  batchPieces: 1024,
  latencyPassages: 0,
  sensitivityPassages: 2,
  warmUpPassages: 1,
  seed: 1,
}

/** A world in which time stands still and every model is the one given. */
export function doors(tagger: () => Promise<Tagger>, events: RunEvent[] = []): RunDoors {
  return {
    openTagger: tagger,
    meter: {
      name: 'none',
      measure: async work => ({ value: await work(), energy: { kind: 'unavailable', reason: 'no meter in a test' } }),
    },
    estimateEnergy: ({ processorSeconds }) => ({
      kind: 'estimated',
      joules: processorSeconds * 5,
      method: '5 W for each processor second',
    }),
    carbonOf: () => ({ kind: 'unavailable', reason: 'no grid in a test' }),
    measureLatency: async () => {
      throw new Error('the suite asks for no latency')
    },
    drawSample: (items, count) => items.slice(0, count),
    labelMaps: {
      given: null,
      builtIn: () =>
        new Map([
          ['Chemical', 'Chemical'],
          ['Disease', 'Disease'],
        ]),
    },
    typeClasses: createTypeClasses([]),
    environment: {
      harness: { version: '0.0.0', commit: null, dirty: null },
      node: 'v24.0.0',
      platform: 'test',
      libraries: {},
      cpu: { model: 'none', cores: 1, threads: 1, flags: [] },
      memoryBytes: 1,
      gpus: [],
    },
    command: 'bioner-bench run small',
    clock: { isoTime: () => '2026-01-02T03:04:05.000Z', seconds: () => 0 },
    sha256,
    modelDigest: reference => reference,
    onEvent: event => void events.push(event),
  }
}
