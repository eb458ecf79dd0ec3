import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Input, PassageId, Span } from '../../src/core/passage.ts'
import type { BatchPlan, Tagger } from '../../src/core/tagger.ts'

const plan: BatchPlan = { order: 'length', pieces: 256, windows: null, seed: 1 }

/** An input of words joined by single spaces. */
export function inputOf(id: string, words: readonly string[]): Input {
  const tokens: Span[] = []
  let start = 0
  for (const word of words) {
    tokens.push({ start, end: start + word.length })
    start += word.length + 1
  }
  return { id: id as PassageId, text: words.join(' '), tokens }
}

/** What every tagger must take: words, plain text, nothing at all, and characters outside the basic plane. */
export const contractInputs: readonly Input[] = [
  inputOf('words', ['Naloxone', 'reverses', 'the', 'antihypertensive', 'effect', 'of', 'clonidine', '.']),
  { id: 'text' as PassageId, text: 'Familial Mediterranean fever (FMF) is a recessive disorder.', tokens: null },
  inputOf('no words', []),
  { id: 'no text' as PassageId, text: '', tokens: null },
  inputOf('𝛽', ['The', '𝛽-blocker', 'in', '🧬', 'ataxia', '\u200b', '', '-', 'telangiectasia']),
]

/** What every tagger promises. `open` opens a fresh one that knows `contractInputs`. */
export function describeTagger(name: string, open: () => Promise<Tagger>): void {
  describe(`${name} keeps the promises of a tagger`, () => {
    let tagger: Tagger
    beforeAll(async () => {
      tagger = await open()
    })
    afterAll(() => tagger.close())

    test('answers every input once, by id', async () => {
      const { predictions } = await tagger.tag(contractInputs, plan)
      expect(predictions.map(prediction => prediction.id).sort()).toEqual(contractInputs.map(input => input.id).sort())
    })

    test('marks stretches of the text with its own types', async () => {
      const { predictions } = await tagger.tag(contractInputs, plan)
      for (const { id, mentions } of predictions) {
        const text = contractInputs.find(input => input.id === id)?.text ?? ''
        for (const { start, end, type, score, margin } of mentions) {
          expect(0 <= start && start < end && end <= text.length, `${id}: ${start} to ${end}`).toBe(true)
          expect(tagger.facts.types).toContain(type)
          expect(score === null || (score > 0 && score <= 1), `score ${score}`).toBe(true)
          expect(margin === null || margin >= 0, `margin ${margin}`).toBe(true)
        }
      }
    })

    test('labels one word for each token, or none at all', async () => {
      const { predictions } = await tagger.tag(contractInputs, plan)
      for (const { id, words } of predictions) {
        const tokens = contractInputs.find(input => input.id === id)?.tokens
        if (words !== null) expect(words.length).toBe(tokens?.length)
      }
    })

    test('says the same again, alone and in another order', async () => {
      const all = await tagger.tag(contractInputs, plan)
      const again = await tagger.tag(contractInputs, plan)
      expect(again.predictions).toEqual(all.predictions)
      expect(again.usage.planHash).toBe(all.usage.planHash)
      for (const input of contractInputs.toReversed()) {
        const { predictions } = await tagger.tag([input], plan)
        expect(predictions.map(({ mentions }) => mentions.map(({ start, end, type }) => [start, end, type]))).toEqual([
          all.predictions.find(({ id }) => id === input.id)?.mentions.map(({ start, end, type }) => [start, end, type]),
        ])
      }
    })

    test('accounts for its time and its pieces', async () => {
      const { usage } = await tagger.tag(contractInputs, plan)
      const { tokenize, batch, infer, decode } = usage.stages
      expect(Math.min(tokenize, batch, infer, decode, usage.processorSeconds)).toBeGreaterThanOrEqual(0)
      expect(tokenize + batch + infer + decode).toBeLessThanOrEqual(usage.wallSeconds + 1e-6)
      expect(usage.paddedPieces).toBeGreaterThanOrEqual(usage.usefulPieces)
      expect(usage.windows).toBeGreaterThanOrEqual(usage.batches)
      expect(usage.peakMemoryBytes).toBeGreaterThan(1_000_000)
      expect(usage.planHash).toMatch(/^[0-9a-f]{64}$/)
      expect(usage.truncated).toEqual([])
    })

    test('tells how far it is, and when it has done', async () => {
      const told: number[] = []
      await tagger.tag(contractInputs, { ...plan, windows: 1 }, tagged => told.push(tagged))
      expect(told).toEqual(told.toSorted((a, b) => a - b))
      expect(told.at(-1)).toBe(contractInputs.length)
    })

    test('has nothing to say of nothing', async () => {
      const { predictions, usage } = await tagger.tag([], plan)
      expect({ predictions, windows: usage.windows, batches: usage.batches }).toEqual({
        predictions: [],
        windows: 0,
        batches: 0,
      })
    })

    test('leaves its inputs alone', async () => {
      const inputs = structuredClone(contractInputs)
      await tagger.tag(inputs, plan)
      expect(inputs).toEqual(contractInputs)
    })

    test('refuses two inputs with one id', async () => {
      const [input] = contractInputs
      if (input === undefined) throw new Error('no input')
      await expect(tagger.tag([input, input], plan)).rejects.toMatchObject({
        code: 'ARGUMENT',
        message: expect.stringContaining('"words"'),
      })
    })

    test('knows what it is', () => {
      const { reference, name: short, types, loadSeconds, weightsSha256 } = tagger.facts
      expect(Math.min(reference.length, short.length)).toBeGreaterThan(0)
      expect(short).toMatch(/^[^/\\:]+$/)
      expect(new Set(types).size).toBe(types.length)
      expect(loadSeconds).toBeGreaterThanOrEqual(0)
      if (weightsSha256 !== null) expect(weightsSha256).toMatch(/^[0-9a-f]{64}$/)
    })

    test('can be closed twice, and is closed then', async () => {
      const other = await open()
      await other.close()
      await other.close()
      await expect(other.tag(contractInputs, plan)).rejects.toMatchObject({ name: 'BenchError', code: 'INFERENCE' })
    })
  })
}
