import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { digestOf, expected, makeTaggedSentences, type TaggedSentences } from '../../../benchmarks/peers/score-input.ts'
import { addCounts, noCounts } from '../../../src/core/counts.ts'
import { countSentences } from '../../../src/eval/seqeval/count-sentences.ts'
import { f1Score } from '../../../src/eval/seqeval/f1-score.ts'
import { sharedPath, whenShared } from '../../shared.ts'

let input: TaggedSentences
beforeAll(() => {
  input = makeTaggedSentences(expected.sentences)
})

test('the benchmark’s input is the one that Python was timed on', () => {
  expect(digestOf(input)).toBe(expected.sha256)
})

test.each([
  ['by default', {}, expected.conlleval],
  ['strict IOB2', { mode: 'strict', scheme: 'IOB2' }, expected.strictIob2],
] as const)('the counts and F1 of its million tokens, %s', (_name, options, { f1, ...counts }) => {
  const { gold, predicted } = input
  expect(countSentences(gold, predicted, options).reduce(addCounts, noCounts)).toEqual(counts)
  expect(Math.abs(f1Score(gold, predicted, options) - f1)).toBeLessThanOrEqual(1e-12)
})

interface Timing {
  readonly input: { readonly sentences: number; readonly tokens: number; readonly sha256: string }
  readonly answers: Readonly<
    Record<'lenient' | 'strictIOB2', { tp: number; fp: number; fn: number; f1: number; types: Types }>
  >
}
type Types = Readonly<Record<string, { tp: number; fp: number; fn: number }>>

whenShared('timing.json: the same input, the same answers by type', () => {
  const timing = JSON.parse(readFileSync(sharedPath('oracles', 'scoring', 'timing.json'), 'utf8')) as Timing
  expect(timing.input).toMatchObject({
    sentences: expected.sentences,
    tokens: expected.tokens,
    sha256: expected.sha256,
  })
  const modes = [
    [timing.answers.lenient, expected.conlleval, {}],
    [timing.answers.strictIOB2, expected.strictIob2, { mode: 'strict', scheme: 'IOB2' }],
  ] as const
  for (const [{ tp, fp, fn, f1, types }, stated, options] of modes) {
    expect(stated).toEqual({ truePositives: tp, falsePositives: fp, falseNegatives: fn, f1 })
    const ours = countSentences(input.gold, input.predicted, options).map(counts => [
      counts.type,
      { tp: counts.truePositives, fp: counts.falsePositives, fn: counts.falseNegatives },
    ])
    expect(Object.fromEntries(ours)).toEqual(types)
  }
})
