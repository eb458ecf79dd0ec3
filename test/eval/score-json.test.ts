import { expect, test } from 'vitest'
import type { DocumentId, PassageId } from '../../src/core/passage.ts'
import { tokenConventions, unstatedReading } from '../../src/eval/conventions.ts'
import { countTagged, type TaggedPair } from '../../src/eval/count-passages.ts'
import { noBalance } from '../../src/eval/gold-balance.ts'
import { scoreEntries, scoreJson, spreadOf } from '../../src/eval/score-json.ts'

function tagged(document: string, gold: string, predicted: string): TaggedPair {
  return {
    id: document as PassageId,
    document: document as DocumentId,
    gold: gold.split(' '),
    predicted: predicted.split(' '),
  }
}

const counted = countTagged(
  [
    tagged('1', 'B-Disease I-Disease O B-__proto__', 'I-Disease I-Disease O O'),
    tagged('2', 'B-Disease O O', 'B-Disease O B-Disease'),
  ],
  tokenConventions(unstatedReading),
)

test('the object that the interface promises, key by key', () => {
  const json = JSON.stringify(scoreJson({ counted, passages: 2, documents: 2, seed: 1, draws: 100 }))
  const disease = { tp: 2, fp: 1, fn: 0, precision: 2 / 3, recall: 1, f1: 0.8, support: 2 }
  const other = { tp: 0, fp: 0, fn: 1, precision: null, recall: 0, f1: 0, support: 1 }
  const types = `{"Disease":${JSON.stringify(disease)},"__proto__":${JSON.stringify(other)}}`
  const parsed = JSON.parse(json) as { format: string; passages: number; documents: number; scores: unknown[] }
  expect({ ...parsed, scores: parsed.scores.length }).toEqual({
    format: 'bioner-bench/score@1',
    passages: 2,
    documents: 2,
    scores: 2,
  })
  expect(json).toContain(`"types":${types}`)
  expect(parsed.scores[0]).toMatchObject({
    signature: 'unit:token|decode:conlleval|span:exact|subword:unstated|words:unstated|window:none|avg:micro|v:1',
    convention: {
      unit: 'token',
      decoding: { matching: 'conlleval' },
      span: 'exact',
      subword: null,
      words: null,
      window: null,
    },
    micro: { tp: 2, fp: 1, fn: 1, precision: 2 / 3, recall: 2 / 3, f1: 2 / 3 },
    macro: { precision: 1 / 3, recall: 0.5, f1: 0.4 },
    balance: { ...noBalance, gold: 3, scored: 3 },
  })
  expect(parsed.scores[1]).toMatchObject({
    convention: { decoding: { matching: 'strict', scheme: 'IOB2' } },
    micro: { tp: 1, fp: 1, fn: 2 },
  })
})

test('the interval draws documents: by conlleval both have F1 2/3, by strict decoding one has 0', () => {
  const [entry] = scoreEntries(counted, { seed: 1, draws: 2000 })
  expect(entry?.micro.f1Interval).toEqual([2 / 3, 2 / 3])
  const [, strict] = scoreEntries(counted, { seed: 1, draws: 2000 })
  expect(strict?.micro.f1Interval).toEqual([0, 2 / 3])
})

test('without any mention there is no interval, and documents may be unknown', () => {
  const empty = countTagged([tagged('1', 'O', 'O')], tokenConventions(unstatedReading))
  const { documents, scores } = scoreJson({ counted: empty, passages: 1, documents: null, seed: 1 })
  expect(documents).toBeNull()
  expect(scores[0]?.micro).toEqual({ tp: 0, fp: 0, fn: 0, precision: null, recall: null, f1: null, f1Interval: null })
  expect(spreadOf(scores)).toBeNull()
})

test('a score whose balance does not add up is not made', () => {
  const [first] = counted.scores
  if (first === undefined) throw new Error('no score')
  const broken = { ...counted, scores: [{ ...first, balance: { ...first.balance, gold: 99 } }] }
  expect(() => scoreEntries(broken, { seed: 1 })).toThrow(/does not add up/)
})

test('the spread between conventions', () => {
  const spread = spreadOf(scoreEntries(counted, { seed: 1, draws: 10 }))
  expect(spread?.lowest.f1).toBeCloseTo(2 / 5, 14)
  expect(spread?.lowest.signature).toContain('strict-IOB2')
  expect(spread?.highest.f1).toBeCloseTo(2 / 3, 14)
  expect(spread?.highest.signature).toContain('conlleval')
})
