import { describe, expect, test } from 'vitest'
import type { Mention, Passage } from '../../src/core/passage.ts'
import { defaultBatchPlan } from '../../src/inference/batching/batches.ts'
import { createDictionary } from '../../src/inference/dictionary.ts'
import { learnGazetteer } from '../../src/inference/lookup/gazetteer.ts'
import { contractInputs, describeTagger, inputOf } from '../contract/tagger.ts'

let ticks = 0
const clock = () => ticks++ / 1000

/** A training passage; `[word word]Type` marks a mention. */
function passageOf(marked: string): Passage {
  const words: string[] = []
  const ranges: { start: number; end: number; type: string }[] = []
  for (const [, inside, type, alone] of marked.matchAll(/\[([^\]]+)\](\S+)|(\S+)/g)) {
    const start = words.length
    words.push(...(inside ?? alone ?? '').split(' '))
    if (type !== undefined) ranges.push({ start, end: words.length, type })
  }
  const input = inputOf(marked, words)
  const mentions = ranges.map(({ start, end, type }): Mention => {
    return { start: input.tokens?.[start]?.start ?? 0, end: input.tokens?.[end - 1]?.end ?? 0, type }
  })
  return { ...input, document: null, tags: null, mentions }
}

function find(training: readonly string[], sentence: string, types: readonly string[] = ['X', 'Y']) {
  const gazetteer = learnGazetteer(training.map(passageOf), types)
  const words = sentence.split(' ')
  return gazetteer
    .find(inputOf('found', words))
    .map(({ start, end, type }) => `${words.slice(start, end).join(' ')}: ${type}`)
}

describeTagger('the dictionary', async () =>
  createDictionary({
    reference: 'dictionary',
    types: ['Disease', '病気'],
    training: ['[Familial Mediterranean fever]Disease is [ataxia]病気', '[ataxia - telangiectasia]病気'].map(passageOf),
    clock,
  }),
)

describe('names', () => {
  test('longest match, left to right', () => {
    const training = ['[breast cancer]X', '[cancer]X', '[cancer of the breast]X', '[of the breast]Y']
    expect(find(training, 'breast cancer of the breast')).toEqual(['breast cancer: X', 'of the breast: Y'])
    expect(find(training, 'a cancer of the breast cancer')).toEqual(['cancer of the breast: X', 'cancer: X'])
  })

  test('the type is the one seen most often, the first by code point among equals', () => {
    expect(find(['[a]X [a]Y [a]Y'], 'a')).toEqual(['a: Y'])
    expect(find(['[a]Y [a]X'], 'a')).toEqual(['a: X'])
  })

  test('what is more often no mention than a mention is no name', () => {
    expect(find(['[deficiency]X', 'deficiency'], 'deficiency')).toEqual(['deficiency: X'])
    expect(find(['[deficiency]X', 'deficiency deficiency'], 'deficiency')).toEqual([])
    expect(find(['[deficiency]X', 'a [C1 deficiency]X and a [C2 deficiency]X'], 'deficiency')).toEqual([
      'deficiency: X',
    ])
  })

  test('case is ignored, except in short forms', () => {
    expect(find(['[Ataxia]X'], 'ataxia')).toEqual(['ataxia: X'])
    expect(find(['[ataxia]X'], 'ATAXIA')).toEqual(['ATAXIA: X'])
    expect(find(['[AS]X'], 'As AS as')).toEqual(['AS: X'])
  })

  test('only mentions of the types that were asked for', () => {
    expect(find(['[a]X [b]Z'], 'a b')).toEqual(['a: X'])
  })

  test('tokens are compared in their parts, and found whole', () => {
    expect(find(['[IL - 2]X'], 'an IL-2 receptor')).toEqual(['IL-2: X'])
    expect(find(['[IL-2]X'], 'an IL - 2 receptor')).toEqual(['IL - 2: X'])
    expect(find(['[IL]X'], 'an IL-2 receptor')).toEqual([])
    expect(find(['[IL]X', 'IL-2 and IL-3'], 'IL')).toEqual(['IL: X']) // part of a token is no occurrence of a name
  })

  test('types and words may be called anything', () => {
    expect(find(['[__proto__]constructor'], '__proto__ constructor', ['constructor'])).toEqual([
      '__proto__: constructor',
    ])
  })

  test('mentions in parts, and those that cut a word, teach nothing', () => {
    const whole = passageOf('[breast and ovarian]X cancer')
    const [mention] = whole.mentions
    if (mention === undefined) throw new Error('no mention')
    const inParts = { ...mention, parts: [{ start: 0, end: 6 }] }
    for (const mentions of [[inParts], [{ ...mention, end: mention.end - 1 }]]) {
      expect(learnGazetteer([{ ...whole, mentions }], ['X']).names).toBe(0)
    }
    expect(learnGazetteer([whole], ['X']).names).toBe(1)
  })
})

describe('the dictionary as a tagger', () => {
  const tagger = createDictionary({ reference: 'dictionary', types: ['X'], training: [passageOf('[a b]X')], clock })

  test('labels are IOB2, without numbers', async () => {
    const { predictions } = await tagger.tag([inputOf('1', ['a', 'b', 'a', 'b', 'c'])], defaultBatchPlan)
    expect(predictions[0]?.words).toEqual(
      ['B-X', 'I-X', 'B-X', 'I-X', 'O'].map(label => ({ label, margin: null, score: null })),
    )
    expect(predictions[0]?.mentions.map(({ start, end }) => [start, end])).toEqual([
      [0, 3],
      [4, 7],
    ])
  })

  test('each passage is a batch of its own, and its words are its pieces', async () => {
    const { usage } = await tagger.tag(contractInputs, defaultBatchPlan)
    expect(usage).toMatchObject({ windows: 5, batches: 5, usefulPieces: 28, paddedPieces: 28 })
    expect(usage.stages.infer).toBeCloseTo(0.001, 9)
  })

  test('says how many names it knows', () => {
    expect(tagger.facts.notes[0]).toContain('1 names of the training split')
  })
})
