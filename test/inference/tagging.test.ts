import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BenchError } from '../../src/core/error.ts'
import type { Reading } from '../../src/core/tagger.ts'
import { defaultBatchPlan } from '../../src/inference/batching/batches.ts'
import type { Gauges } from '../../src/inference/gauges.ts'
import type { Model } from '../../src/inference/host/model.ts'
import type { ModelInput } from '../../src/inference/host/session.ts'
import { tagPassages } from '../../src/inference/host/tagging.ts'
import type { BatchNews } from '../../src/inference/protocol.ts'
import { inputOf } from '../contract/tagger.ts'

/** Ids: 0 pads, 1 and 2 stand before and behind, a digit d of a word is the piece 3 + d. */
const tokenizer: Model['tokenizer'] = {
  before: [1],
  behind: [2],
  encode: async texts =>
    texts.map(text => ({
      ids: [...text].map(digit => 3 + Number(digit)),
      spans: [...text].map((_, start) => ({ start, end: start + 1 })),
    })),
  encodeWords: async words => words.map(word => [...word].map(digit => 3 + Number(digit))),
}
const labels = ['O', 'B-X', 'I-X']

/** A model that answers what `logitsOf` says of each piece, given its row. */
function modelOf(
  window: Reading['window'],
  logitsOf: (row: readonly number[], column: number) => readonly number[],
): Model {
  return {
    path: 'model.onnx',
    tokenizer,
    labels,
    padId: 0,
    reading: { subword: 'first', words: 'separate', window },
    session: {
      backend: 'none',
      async run({ rows, width, ids }: ModelInput) {
        const all = Array.from({ length: rows }, (_, row) =>
          Array.from(ids.slice(row * width, (row + 1) * width), Number),
        )
        return { labels: 3, data: all.flatMap(row => row.flatMap((_, column) => logitsOf(row, column))) }
      },
    },
  }
}

/** Ticks by one second each time it is asked. */
function ticking(): Gauges {
  let now = 0
  return { seconds: () => now++, processorSeconds: () => 0.5, peakMemoryBytes: () => 1_000_000 }
}

const silent = () => {}
/** Words that begin with 1 are B-X, with 2 I-X, all others O. */
const bySight = modelOf({ pieces: 10, overlap: 3 }, (row, column) => {
  const digit = (row[column] ?? 0) - 3
  return [digit === 1 || digit === 2 ? 0 : 1, digit === 1 ? 2 : 0, digit === 2 ? 2 : 0]
})
const word = fc.stringMatching(/^[0-3]{0,5}$/)
const passages = fc.array(fc.array(word, { maxLength: 40 }), { maxLength: 6 })

describe('nothing is lost at the borders of windows', () => {
  test('law: labels and mentions are those that the words have by themselves', async () => {
    await fc.assert(
      fc.asyncProperty(passages, async all => {
        const inputs = all.map((words, index) => inputOf(`p${index}`, words))
        const { predictions, usage } = await tagPassages(bySight, inputs, defaultBatchPlan, ticking(), silent)
        expect(usage.truncated).toEqual([])
        expect(usage.wordsWithoutPieces).toBe(all.flat().filter(text => text === '').length)
        expect(predictions.map(({ words }) => words?.map(({ label }) => label))).toEqual(
          all.map(words => words.map(text => ({ '1': 'B-X', '2': 'I-X' })[text[0] ?? ''] ?? 'O')),
        )
        expect(predictions.flatMap(({ mentions }) => mentions).length).toBe(
          all.reduce((sum, words) => sum + countMentions(words), 0),
        )
      }),
    )
  })

  test('law: each word is read where it has most context', async () => {
    // The margin of a piece is its distance to the nearer end of its row.
    const byPlace = modelOf({ pieces: 12, overlap: 6 }, (row, column) => {
      const length = row.indexOf(2) + 1
      return [Math.min(column, length - 1 - column), 0, 0]
    })
    const words = Array.from({ length: 60 }, () => '3')
    const { predictions } = await tagPassages(byPlace, [inputOf('p', words)], defaultBatchPlan, ticking(), silent)
    const margins = predictions[0]?.words?.map(({ margin }) => margin ?? 0) ?? []
    // Ten pieces in a window and six shared: a border is never nearer than three pieces, but for the passage's own.
    expect(Math.min(...margins.slice(3, -3))).toBeGreaterThanOrEqual(4)
    expect(margins.slice(0, 3)).toEqual([1, 2, 3])
    expect(margins.slice(-3)).toEqual([3, 2, 1])
  })
})

describe('usage', () => {
  test('each second goes to one stage, and pieces are counted with and without padding', async () => {
    const inputs = [inputOf('a', ['111', '0']), inputOf('b', ['2'])]
    const { usage } = await tagPassages(bySight, inputs, { ...defaultBatchPlan, pieces: 12 }, ticking(), silent)
    expect(usage.stages).toEqual({ tokenize: 1, batch: 1, infer: 1, decode: 2 })
    expect(usage.wallSeconds).toBe(6)
    expect(usage).toMatchObject({ windows: 2, batches: 1, usefulPieces: 9, paddedPieces: 12, processorSeconds: 0 })
  })

  test('before each batch it is told what is coming and what is done', async () => {
    const news: BatchNews[] = []
    const inputs = [inputOf('long', new Array(20).fill('0')), inputOf('none', []), inputOf('short', ['0'])]
    await tagPassages(bySight, inputs, { ...defaultBatchPlan, order: 'given', windows: 2 }, ticking(), it =>
      news.push(it),
    )
    expect(news).toEqual([
      { batch: 1, batches: 3, tagged: 1, first: 'long', last: 'long' },
      { batch: 2, batches: 3, tagged: 1, first: 'long', last: 'long' },
      { batch: 3, batches: 3, tagged: 2, first: 'short', last: 'short' },
    ])
  })
})

describe('failures say where', () => {
  test('a session that fails', async () => {
    const failing: Model = {
      ...bySight,
      session: { backend: 'none', run: () => Promise.reject(new BenchError('INFERENCE', 'model.onnx: out of memory')) },
    }
    await expect(
      tagPassages(failing, [inputOf('a', ['0']), inputOf('b', ['0'])], defaultBatchPlan, ticking(), silent),
    ).rejects.toThrow('model.onnx: out of memory in batch 1 of 1 (passage a to b)')
  })

  test('a logit that is no number', async () => {
    const broken = modelOf({ pieces: 10, overlap: 3 }, () => [1, Number.NaN, 0])
    await expect(
      tagPassages(broken, [inputOf('a', ['', '0'])], defaultBatchPlan, ticking(), silent),
    ).rejects.toMatchObject({
      code: 'MODEL',
      message: 'model.onnx: for word 1 of passage a the logits are NaN or infinite; the weights are damaged',
    })
  })
})

/** As conlleval reads them: B begins a mention, and so does I behind O. */
function countMentions(words: readonly string[]): number {
  return words.filter((text, index) => {
    const before = words[index - 1]?.[0] ?? '0'
    return text[0] === '1' || (text[0] === '2' && before !== '1' && before !== '2')
  }).length
}
