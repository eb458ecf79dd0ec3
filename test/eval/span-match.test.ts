import { describe, expect, test } from 'vitest'
import type { SpanMatch } from '../../src/core/convention.ts'
import { countSpans, matchSpans, type TypedSpan } from '../../src/eval/span-match.ts'

function span(type: string, start: number, end: number): TypedSpan {
  return { type, start, end }
}

/** `TYPE tp fp fn` of each type. */
function counted(gold: readonly TypedSpan[], predicted: readonly TypedSpan[], match: SpanMatch): string[] {
  return countSpans(gold, predicted, match).map(
    ({ type, truePositives, falsePositives, falseNegatives }) =>
      `${type} ${truePositives} ${falsePositives} ${falseNegatives}`,
  )
}

describe('exact', () => {
  test('type and span must both be right', () => {
    const gold = [span('A', 0, 5), span('B', 7, 9), span('A', 10, 12)]
    const predicted = [span('A', 0, 5), span('A', 7, 9), span('A', 10, 13)]
    expect(counted(gold, predicted, 'exact')).toEqual(['A 1 2 1', 'B 0 0 1'])
  })

  test('saying the same twice is saying it once, on either side', () => {
    const once = [span('A', 0, 5)]
    expect(counted([...once, ...once], [...once, ...once, ...once], 'exact')).toEqual(['A 1 0 0'])
    expect(counted([], [...once, ...once], 'exact')).toEqual(['A 0 1 0'])
    expect(counted([...once, ...once], [], 'exact')).toEqual(['A 0 0 1'])
  })

  test('nested mentions and two types on one span are mentions of their own', () => {
    const gold = [span('A', 0, 9), span('A', 2, 5), span('B', 2, 5)]
    expect(counted(gold, gold, 'exact')).toEqual(['A 2 0 0', 'B 1 0 0'])
    expect(counted(gold, gold.slice(1, 2), 'exact')).toEqual(['A 1 0 1', 'B 0 0 1'])
  })

  test('types are told apart whatever they are called', () => {
    const names = ['__proto__', 'constructor', '0', '5 A', '病気']
    expect(
      counted(
        names.map(name => span(name, 0, 5)),
        [span('__proto__', 0, 5)],
        'exact',
      ),
    ).toEqual(['0 0 0 1', '5 A 0 0 1', '__proto__ 1 0 0', 'constructor 0 0 1', '病気 0 0 1'])
  })
})

describe('relaxed', () => {
  test('one unit in common is enough, touching is not', () => {
    expect(counted([span('A', 0, 5)], [span('A', 4, 9)], 'relaxed')).toEqual(['A 1 0 0'])
    expect(counted([span('A', 0, 5)], [span('A', 5, 9)], 'relaxed')).toEqual(['A 0 1 1'])
    expect(counted([span('A', 0, 5)], [span('B', 0, 5)], 'relaxed')).toEqual(['A 0 0 1', 'B 0 1 0'])
  })

  test('one prediction over two gold mentions finds one of them', () => {
    const gold = [span('A', 0, 5), span('A', 6, 9)]
    expect(counted(gold, [span('A', 0, 9)], 'relaxed')).toEqual(['A 1 0 1'])
    expect(counted([span('A', 0, 9)], gold, 'relaxed')).toEqual(['A 1 1 0'])
  })

  test('an early long prediction does not take the gold mention that a later one needs', () => {
    const gold = [span('A', 0, 4), span('A', 6, 9)]
    const predicted = [span('A', 2, 8), span('A', 7, 9)]
    expect(counted(gold, predicted, 'relaxed')).toEqual(['A 2 0 0'])
    expect(counted(gold, predicted.toReversed(), 'relaxed')).toEqual(['A 2 0 0'])
  })
})

describe('span-only', () => {
  test('a right span with a wrong type counts for the type of the gold mention', () => {
    expect(counted([span('A', 0, 5)], [span('B', 0, 5)], 'span-only')).toEqual(['A 1 0 0'])
    expect(counted([span('A', 0, 5)], [span('B', 0, 6)], 'span-only')).toEqual(['A 0 0 1', 'B 0 1 0'])
  })

  test('on one span equal types pair first, then by code point; what is left over is wrong', () => {
    const gold = [span('C', 0, 5), span('A', 0, 5), span('B', 0, 5)]
    const predicted = [span('X', 0, 5), span('C', 0, 5)]
    expect(counted(gold, predicted, 'span-only')).toEqual(['A 1 0 0', 'B 0 0 1', 'C 1 0 0'])
    expect(counted(predicted, gold, 'span-only')).toEqual(['B 0 1 0', 'C 1 0 0', 'X 1 0 0'])
    expect(matchSpans(gold, predicted, 'span-only').map(pair => pair.gold.type + pair.predicted.type)).toEqual([
      'CC',
      'AX',
    ])
  })
})

test('pairs hold the very objects handed in', () => {
  const gold = [{ ...span('A', 0, 5), concept: 'D1' }]
  const predicted = [{ ...span('A', 0, 5), score: 0.5 }]
  for (const match of ['exact', 'relaxed', 'span-only'] as const) {
    const [pair] = matchSpans(gold, predicted, match)
    expect(pair?.gold).toBe(gold[0])
    expect(pair?.predicted).toBe(predicted[0])
  }
})
