import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addCounts, type Counts, noCounts } from '../../src/core/counts.ts'
import { BenchError } from '../../src/core/error.ts'
import type { DocumentId, PassageId } from '../../src/core/passage.ts'
import {
  characterConventions,
  conlleval,
  spanMatches,
  standardDecodings,
  tokenConventions,
  unstatedReading,
} from '../../src/eval/conventions.ts'
import { countSpanPairs, countTagged, type SpanPair, type TaggedPair } from '../../src/eval/count-passages.ts'
import { noBalance } from '../../src/eval/gold-balance.ts'

const conventions = tokenConventions(unstatedReading, standardDecodings, spanMatches)

function tagged(id: string, gold: string, predicted: string, document: string | null = null): TaggedPair {
  return {
    id: id as PassageId,
    document: document as DocumentId | null,
    gold: gold.split(' '),
    predicted: predicted.split(' '),
  }
}

function spanPair(id: string, gold: SpanPair['gold'], predicted: SpanPair['predicted']): SpanPair {
  return { id: id as PassageId, document: null, gold, predicted }
}

describe('tagged passages', () => {
  test('one pass gives totals, balance and counts per passage for each convention', () => {
    const pairs = [tagged('a', 'B-X I-X O', 'I-X I-X O', 'd'), tagged('b', 'I-Y O O', 'O B-X I-X')]
    const { scores, passages } = countTagged(pairs, tokenConventions(unstatedReading))
    expect(scores.map(({ signature, types, balance }) => [signature.split('|')[1], types, balance])).toEqual([
      [
        'decode:conlleval',
        [
          { type: 'X', truePositives: 1, falsePositives: 1, falseNegatives: 0 },
          { type: 'Y', truePositives: 0, falsePositives: 0, falseNegatives: 1 },
        ],
        { ...noBalance, gold: 2, scored: 2 },
      ],
      [
        'decode:strict-IOB2',
        [{ type: 'X', truePositives: 0, falsePositives: 1, falseNegatives: 1 }],
        { ...noBalance, gold: 2, scored: 1, illFormed: 1 },
      ],
    ])
    expect(passages).toEqual([
      {
        id: 'a',
        document: 'd',
        counts: [
          [{ type: 'X', truePositives: 1, falsePositives: 0, falseNegatives: 0 }],
          [{ type: 'X', truePositives: 0, falsePositives: 0, falseNegatives: 1 }],
        ],
      },
      {
        id: 'b',
        document: null,
        counts: [
          [
            { type: 'X', truePositives: 0, falsePositives: 1, falseNegatives: 0 },
            { type: 'Y', truePositives: 0, falsePositives: 0, falseNegatives: 1 },
          ],
          [{ type: 'X', truePositives: 0, falsePositives: 1, falseNegatives: 0 }],
        ],
      },
    ])
  })

  test('different lengths are refused, with the passage and both lengths', () => {
    const pairs = [tagged('first', 'O O', 'O O'), tagged('PMC-7', 'O O O', 'O')]
    expect(() => countTagged(pairs, conventions)).toThrow(
      new BenchError(
        'INPUT',
        'passage PMC-7: gold has 3 tags and the prediction 1; there must be one predicted tag for each gold tag',
      ),
    )
  })

  test('a tag that the decoding does not know is refused, with passage, side and tag', () => {
    const count = () => countTagged([tagged('p1', 'O O', 'O U-X')], conventions)
    expect(count).toThrow(BenchError)
    expect(count).toThrow(/^passage p1: predicted tag 1: "U-X" is neither O nor a tag of conlleval/)
  })

  test('a convention for spans is a bug here, and one for tags is a bug there', () => {
    const forSpans = characterConventions(unstatedReading)
    expect(() => countTagged([tagged('p1', 'O', 'O')], forSpans)).toThrow(/decode:spans.* does not read tags/)
    expect(() => countSpanPairs([spanPair('p1', [], [])], conventions)).toThrow(/decode:conlleval.* decodes tags/)
  })

  test('no passages: no counts, and a balance of nothing', () => {
    const [score] = countTagged([], tokenConventions(unstatedReading, [conlleval])).scores
    expect([score?.types, score?.balance]).toEqual([[], noBalance])
  })
})

describe('laws of counting tagged passages', () => {
  const tag = fc.constantFrom('O', 'B-X', 'I-X', 'B-Y', 'I-Y')
  const pair = fc.array(fc.tuple(tag, tag), { minLength: 1, maxLength: 8 }).map(tokens => {
    return tagged('p', tokens.map(([gold]) => gold).join(' '), tokens.map(([, predicted]) => predicted).join(' '))
  })
  const pairs = fc.array(pair, { maxLength: 5 })
  const sum = (types: readonly Counts[]) => types.reduce<Counts>(addCounts, noCounts)

  test('the counts of the passages add up to the totals; predictions leave the balance alone', () => {
    fc.assert(
      fc.property(pairs, some => {
        const { scores, passages } = countTagged(some, conventions)
        const balances = countTagged(
          some.map(one => ({ ...one, predicted: one.gold.map(() => 'O') })),
          conventions,
        ).scores.map(score => score.balance)
        scores.forEach((score, k) => {
          expect(sum(passages.flatMap(passage => passage.counts[k] ?? []))).toEqual(sum(score.types))
          const { truePositives, falseNegatives } = sum(score.types)
          expect(truePositives + falseNegatives).toBe(score.balance.scored)
          expect(score.balance).toEqual(balances[k])
        })
      }),
    )
  })

  test('the order of the passages makes no difference', () => {
    fc.assert(
      fc.property(pairs, some => {
        expect(countTagged(some.toReversed(), conventions).scores).toEqual(countTagged(some, conventions).scores)
      }),
    )
  })

  test('strict never finds more than conlleval', () => {
    fc.assert(
      fc.property(pairs, some => {
        const [lenient, strict] = countTagged(some, tokenConventions(unstatedReading)).scores
        expect(sum(strict?.types ?? []).truePositives).toBeLessThanOrEqual(sum(lenient?.types ?? []).truePositives)
      }),
      { numRuns: 500 },
    )
  })
})

describe('passages with spans', () => {
  const gold = { type: 'X', start: 0, end: 9 }

  test('gold that one span cannot say is not scored and stands in the balance', () => {
    const parts = [
      { start: 12, end: 15 },
      { start: 20, end: 22 },
    ]
    const pair = spanPair('p', [gold, gold, { type: 'X', start: 12, end: 22, parts }], [gold, gold])
    const { scores } = countSpanPairs([pair], characterConventions(unstatedReading))
    expect(scores).toHaveLength(3)
    for (const { types, balance } of scores) {
      expect(types).toEqual([{ type: 'X', truePositives: 1, falsePositives: 0, falseNegatives: 0 }])
      expect(balance).toEqual({ ...noBalance, gold: 3, scored: 1, duplicate: 1, discontinuous: 1 })
    }
  })

  test.each([
    [5, 5],
    [6, 5],
    [-1, 5],
    [0.5, 5],
    [0, Number.NaN],
  ])('a span %d–%d is refused, on either side', (start, end) => {
    const [convention] = characterConventions(unstatedReading)
    const bad = [{ type: 'X', start, end }]
    for (const [side, pair] of [
      ['gold', spanPair('p9', bad, [])],
      ['predicted', spanPair('p9', [], bad)],
    ] as const) {
      const message = `passage p9: ${side} mention "X" ${start}–${end}: its end must be after its start, both whole numbers`
      expect(() => countSpanPairs([pair], convention ? [convention] : [])).toThrow(new BenchError('INPUT', message))
    }
  })

  test('ten thousand mentions in one passage', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => ({ type: 'X', start: 3 * i, end: 3 * i + 2 }))
    const shifted = many.map(({ type, start, end }) => ({ type, start: start + 1, end: end + 1 }))
    const { scores } = countSpanPairs([spanPair('p', many, shifted)], characterConventions(unstatedReading))
    expect(scores.map(score => score.types[0]?.truePositives)).toEqual([0, 10_000, 0])
  })
})
