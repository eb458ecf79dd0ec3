import { describe, expect, test } from 'vitest'
import { aggregations } from '../../../src/core/deployment/deployment.ts'
import { aggregate, type ScoredPiece } from '../../../src/inference/deployed/aggregate.ts'
import { mergeWindows } from '../../../src/inference/deployed/merge-windows.ts'
import { softmaxOf } from '../../../src/inference/deployed/softmax.ts'
import { continuesWord } from '../../../src/inference/deployed/word-borders.ts'
import { compareEntities, expectedEntities, readAggregationCases, utf16Offsets } from './fixtures.ts'

const cases = readAggregationCases()

describe('logits and offsets become the entities of the Python pipeline', () => {
  test.each(
    cases.flatMap((one, index) =>
      aggregations.map(how => [`${one.tokenizer}, case ${index}, ${how}`, one, how] as const),
    ),
  )('%s', (_, { text, labels, marksContinuation, pieces, windows, groups, entities }, how) => {
    const units = utf16Offsets(text)
    const unknownId = pieces.findIndex(([, , , unknown]) => unknown === 1)
    const tokenizer = {
      marksContinuation,
      unknownId,
      // The position of a piece stands for its id, but all unknown pieces share one.
      pieces: { nameOf: (id: number) => pieces[id]?.[0] ?? '' } as never,
    }
    const found = windows.map(({ start, logits }) =>
      aggregate(
        logits.map((row, at): ScoredPiece => {
          const [, from, to, unknown] = pieces[start + at] as (typeof pieces)[number]
          const span = { start: units[from] ?? -1, end: units[to] ?? -1 }
          return {
            ...span,
            continues: continuesWord(text, span, unknown === 1 ? unknownId : start + at, tokenizer),
            scores: softmaxOf({ data: Float32Array.from(row), labels: labels.length }, 0),
          }
        }),
        labels,
        how,
      ),
    )
    const merged = found.length > 1 ? mergeWindows(found.flat(), text) : found.flat()
    const compared = compareEntities(merged, expectedEntities(entities[how], groups, text))
    expect(compared.found).toBe(compared.expected)
    expect(compared.scoreGap).toBeLessThan(1e-4)
  })
})

test('the cases tell the strategies apart', () => {
  const answers = (how: (typeof aggregations)[number]) => JSON.stringify(cases.map(({ entities }) => entities[how]))
  expect(new Set(aggregations.map(answers)).size).toBe(aggregations.length)
  expect(cases.some(({ windows }) => windows.length > 1)).toBe(true)
})
