import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Mention, Passage, PassageId } from '../../src/core/passage.ts'
import type { Prediction } from '../../src/core/prediction.ts'
import type { CompletedRun } from '../../src/core/record.ts'
import { createDictionary } from '../../src/inference/dictionary.ts'
import { runGroup } from '../../src/run/drive.ts'
import { evaluateCell } from '../../src/run/evaluate-cell.ts'
import { parseSuite, type Suite } from '../../src/run/suite.ts'
import { checkRecord } from '../../src/store/check-record.ts'
import { corpus, doors, passage, suite } from './fixture.ts'

/** A document nobody has tokenised; its mentions are found by their words. */
function document(id: string, text: string, mentions: readonly (readonly [words: string, type: string])[]): Passage {
  const found = mentions.map(([words, type]): Mention => {
    const start = text.indexOf(words)
    return { start, end: start + words.length, type }
  })
  return { ...passage(id, id, 'x/O'), text, tokens: null, tags: null, mentions: found }
}

const documents = [
  document('1', 'Human T-cell lymphoma and antitumor drugs.', [
    ['Human T-cell lymphoma', 'Cancer'],
    ['Human', 'Organism'],
    ['T-cell', 'Cell'],
    ['T-cell', 'Cell'],
    ['tumor', 'Cancer'],
  ]),
  document('2', 'No lymphoma here: human.', [['human', 'Organism']]),
]
const types = ['Cancer', 'Cell', 'Organism']
const training = [
  document('t', 'human cells; a tumor, lymphoma', [
    ['human', 'Organism'],
    ['lymphoma', 'Cancer'],
    ['tumor', 'Cancer'],
  ]),
]
const nested = { ...corpus('n', types, documents), training }

async function run(changes: Partial<Suite>) {
  const open = async () => createDictionary({ reference: 'dictionary', training, types, clock: () => 0 })
  const own = doors(open)
  const [cell] = await runGroup(
    { ...suite, ...changes, models: ['dictionary'] },
    { model: 'dictionary', corpora: [nested], learns: true, alone: false },
    { ...own, labelMaps: { given: null, builtIn: () => null } },
    null,
  )
  if (cell === undefined) throw new Error('no cell')
  expect(checkRecord('test', JSON.parse(JSON.stringify(cell.record)))).toEqual(cell.record)
  return { ...cell, record: cell.record as CompletedRun }
}

describe('a corpus without tokens', () => {
  test('is scored in characters: nested gold counts, and an equal mention is a duplicate', async () => {
    const { record, predictions } = await run({})
    const [exact] = record.scores
    expect(record.scores.map(({ signature }) => signature.split('|').slice(0, 3).join(' '))).toEqual([
      'unit:character decode:spans span:exact',
      'unit:character decode:spans span:relaxed',
      'unit:character decode:spans span:span-only',
    ])
    expect(exact?.balance).toMatchObject({ gold: 6, scored: 5, duplicate: 1, nested: 0, misaligned: 0 })
    // Found: Human, human. The two lymphomas are spurious, or too short; T-cell and tumor are missed.
    expect(exact?.types).toEqual([
      { type: 'Cancer', truePositives: 0, falsePositives: 2, falseNegatives: 2 },
      { type: 'Cell', truePositives: 0, falsePositives: 0, falseNegatives: 1 },
      { type: 'Organism', truePositives: 2, falsePositives: 0, falseNegatives: 0 },
    ])
    expect(record.errors).toEqual({ boundary: 1, type: 0, boundaryAndType: 0, missed: 2, spurious: 1 })
    expect(record.novelty?.map(({ mentions, found }) => [mentions, found])).toEqual([
      [3, 2],
      [0, 0],
      [2, 0],
    ])
    expect(record.throughput.tokens).toBe(15)
    expect(predictions?.[0]).toMatchObject({
      words: null,
      mentions: [
        { start: 0, end: 5 },
        { start: 13, end: 21 },
      ],
    })
  })

  test('is scored in tokens where that is asked for: what tags cannot say is in the balance', async () => {
    const { record, predictions } = await run({ unit: 'token' })
    for (const { balance } of record.scores) {
      expect(balance).toMatchObject({ gold: 6, scored: 3, duplicate: 1, nested: 1, misaligned: 1 })
    }
    expect(record.scores.map(({ convention }) => convention.unit)).toEqual(['token', 'token', 'token', 'token'])
    expect(predictions?.[0]?.words).toHaveLength(9)
  })

  test('is scored in tokens where strict decoding ranks, which reads tags', async () => {
    const { record } = await run({ decoding: { matching: 'strict', scheme: 'IOB2' } })
    expect(record.scores[record.ranking]?.signature).toContain('unit:token|decode:strict-IOB2|span:exact')
  })

  test('may hold a full text of thousands of words', async () => {
    const sentence = 'In human cells the lymphoma grows, and nothing else is said of it. '
    const long = document('long', sentence.repeat(1000), [['human', 'Organism']])
    const mentions = Array.from({ length: 1000 }, (_, index): Mention => {
      const start = index * sentence.length + 3
      return { start, end: start + 5, type: 'Organism' }
    })
    const cell = evaluateCell({
      training: null,
      passages: [{ ...long, mentions }],
      predictions: new Map([[long.id, { id: long.id, mentions: mentions.map(unsure), words: null }]]),
      ...{ reading: null, unit: 'token', decoding: { matching: 'conlleval' } },
      labelMap: [{ modelType: 'Organism', corpusType: 'Organism' }],
    })
    expect(cell.scores[0]?.types).toEqual([
      { type: 'Organism', truePositives: 1000, falsePositives: 0, falseNegatives: 0 },
    ])
  })
})

describe('a tokenised corpus', () => {
  const tag = fc.constantFrom('O', 'B-X', 'I-X', 'B-Y', 'I-Y')
  const pair = fc.array(fc.tuple(tag, tag), { minLength: 1, maxLength: 12 })

  test('gives the same exact counts in characters as by conlleval decoding', () => {
    fc.assert(
      fc.property(
        fc.array(pair, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('X', 'Y', null),
        (sentences, other) => {
          // Words of one length: which of two overlaps is the larger, and so which mentions an error pairs, is a matter of the unit.
          const word = (at: number) => `w${String(at).padStart(2, '0')}`
          const passages = sentences.map((tags, index) =>
            passage(`p${index}`, null, tags.map(([gold], at) => `${word(at)}/${gold}`).join(' ')),
          )
          const predictions = new Map(
            sentences.map((tags, index): [PassageId, Prediction] => {
              const id = `p${index}` as PassageId
              const words = tags.map(([, label]) => ({ label, margin: 1, score: 0.5 }))
              return [id, { id, mentions: [], words }]
            }),
          )
          const cell = {
            ...{ training, passages, predictions, reading: null },
            decoding: { matching: 'conlleval' } as const,
            // Two types of the model may mean one of the corpus.
            labelMap: [
              { modelType: 'X', corpusType: 'X' },
              { modelType: 'Y', corpusType: other },
            ],
          }
          const [tokens, characters] = (['token', 'character'] as const).map(unit => evaluateCell({ ...cell, unit }))
          expect(characters?.scores[0]?.types).toEqual(tokens?.scores[0]?.types)
          expect(characters?.scores[0]?.balance).toEqual(tokens?.scores[0]?.balance)
          expect(characters?.errors).toEqual(tokens?.errors)
          expect(characters?.calibration).toEqual(tokens?.calibration)
          expect(characters?.novelty).toEqual(tokens?.novelty)
          expect(characters?.ignoredWords).toBe(tokens?.ignoredWords)
          expect(characters?.predictions).toEqual(tokens?.predictions)
        },
      ),
    )
  })

  test('takes predicted spans as they are in characters, and widens them in tokens', () => {
    const one = passage('p', null, 'antitumor/B-X drugs/O')
    const evaluate = (unit: 'token' | 'character') =>
      evaluateCell({
        training: null,
        passages: [one],
        predictions: new Map([
          [one.id, { id: one.id, mentions: [{ start: 4, end: 9, type: 'X' }].map(unsure), words: null }],
        ]),
        ...{ reading: null, unit, decoding: { matching: 'conlleval' } },
        labelMap: [{ modelType: 'X', corpusType: 'X' }],
      })
    expect(evaluate('token')).toMatchObject({ misaligned: 1, scores: [{ types: [{ truePositives: 1 }] }, {}, {}, {}] })
    expect(evaluate('character')).toMatchObject({ misaligned: 0, scores: [{ types: [{ falsePositives: 1 }] }, {}, {}] })
  })
})

test.each(['token', 'character'] as const)('in %s units a gold mention knows its concepts', unit => {
  const linked = (one: Passage, concepts: readonly string[]) => {
    return { ...one, mentions: one.mentions.map(mention => ({ ...mention, concepts })) }
  }
  const tested = linked(passage('p', null, 'lung/B-X cancer/I-X'), ['C1'])
  const { concepts } = evaluateCell({
    training: [linked(passage('t', null, 'lymphoma/B-X'), ['C1'])],
    passages: [tested],
    predictions: new Map([[tested.id, { id: tested.id, mentions: tested.mentions.map(unsure), words: null }]]),
    ...{ reading: null, unit, decoding: { matching: 'conlleval' } },
    labelMap: [{ modelType: 'X', corpusType: 'X' }],
  })
  expect(concepts).toMatchObject({ strata: [{}, { stratum: 'synonym', mentions: 1, found: 1 }, {}], withoutConcept: 0 })
})

test('a suite that ranks characters by strict decoding is refused', () => {
  const asked = { ...suite, unit: 'character', decoding: { matching: 'strict', scheme: 'IOB2' } }
  expect(() => parseSuite('s.json', asked)).toThrow('s.json: unit: strict matching decodes tags of tokens')
})

function unsure(mention: Mention) {
  return { ...mention, score: null, margin: null }
}
