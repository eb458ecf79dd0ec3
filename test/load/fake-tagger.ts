import type { Input, PassageId } from '../../src/core/passage.ts'
import type { BatchPlan, ModelFacts, Tagger, Usage } from '../../src/core/tagger.ts'

export const plan: BatchPlan = { order: 'length', pieces: 1_024, windows: null, seed: 0 }

export function input(id: string, text = id): Input {
  return { id: id as PassageId, text, tokens: null }
}

/** Answers with a mention over the whole text and the wall seconds it is told; notes every call. */
export function fakeTagger(secondsOf: (input: Input, call: number) => number): Tagger & { calls: string[][] } {
  const calls: string[][] = []
  return {
    facts,
    timed: true,
    reading: null,
    calls,
    async tag(inputs) {
      const call = calls.push(inputs.map(({ id }) => id)) - 1
      return {
        predictions: inputs.map(({ id, text }) => ({
          id,
          mentions: [{ start: 0, end: text.length, type: 'Disease', score: null, margin: null }],
          words: null,
        })),
        usage: { ...idle, wallSeconds: inputs.reduce((sum, one) => sum + secondsOf(one, call), 0) },
      }
    },
    async close() {},
  }
}

const idle: Usage = {
  stages: { tokenize: 0, batch: 0, infer: 0, decode: 0 },
  wallSeconds: 0,
  processorSeconds: 0,
  windows: 1,
  batches: 1,
  usefulPieces: 1,
  paddedPieces: 1,
  planHash: '',
  peakMemoryBytes: 0,
  truncated: [],
  wordsWithoutPieces: 0,
}

const facts: ModelFacts = {
  reference: 'fake',
  name: 'fake',
  revision: null,
  weightsSha256: null,
  tokenizerSha256: null,
  architecture: 'fake',
  parameters: null,
  precision: null,
  types: ['Disease'],
  backend: 'fake',
  providers: [],
  threads: null,
  loadSeconds: 0,
  notes: [],
}
