import { expect, test } from 'vitest'
import type { GoldBalance } from '../../../src/core/counts.ts'
import { countSplit } from '../../../src/datasets/split/count-split.ts'
import { corpusStatsJson } from '../../../src/datasets/stats/corpus-stats.ts'
import { splitStatistics } from '../../../src/datasets/stats/split-statistics.ts'
import { mentionOf, passageOf } from '../passage.ts'

const noBalance: GoldBalance = {
  ...{ gold: 0, scored: 0, truncated: 0, misaligned: 0 },
  ...{ nested: 0, discontinuous: 0, duplicate: 0, illFormed: 0 },
}
const passages = [passageOf('a b', { document: '7', mentions: [mentionOf('a b', 'a', '__proto__')] })]
const counts = countSplit(passages, 'sentence')

test('statistics as JSON: the fixed keys, and what was found beside them', () => {
  const statistics = splitStatistics(passages, null)
  const balance = new Map([['token', { ...noBalance, gold: 1, scored: 1 }]])
  const json = corpusStatsJson([
    {
      ...{ id: 'x', variant: 'mtl', default: true, onDisk: true, view: 'sentence' },
      splits: {
        test: { counts, sha256: 'ab', statistics, balance },
        train: { counts, sha256: null, statistics: null, balance: null },
      },
    },
  ])
  const [corpus] = json.corpora
  expect(json.format).toBe('bioner-bench/corpus-stats@1')
  expect(Object.keys(corpus?.splits ?? {})).toEqual(['train', 'test'])
  expect(JSON.parse(JSON.stringify(corpus?.splits.test))).toMatchObject({
    ...{ documents: 1, sentences: 1, tokens: 2, mentions: 1, nested: 0, discontinuous: 0, sha256: 'ab' },
    statistics: { all: { mentions: 1 } },
    balance: { token: { gold: 1, scored: 1 } },
  })
  expect(JSON.stringify(corpus?.splits.test?.types)).toBe('{"__proto__":1}')
  expect(corpus?.splits.train).toMatchObject({ sha256: null, statistics: null, balance: null })
})
