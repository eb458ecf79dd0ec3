import { describe, expect, test } from 'vitest'
import type { Split } from '../../src/core/corpus.ts'
import type { GoldBalance } from '../../src/core/counts.ts'
import type { Mention, Passage } from '../../src/core/passage.ts'
import { findOverlap, overlapJson } from '../../src/datasets/overlap/find-overlap.ts'
import { countSplit } from '../../src/datasets/split/count-split.ts'
import { compareVersions, versionsJson } from '../../src/datasets/stats/compare-versions.ts'
import { corpusStatsJson } from '../../src/datasets/stats/corpus-stats.ts'
import { splitStatistics } from '../../src/datasets/stats/split-statistics.ts'
import { renderOverlapTable } from '../../src/report/terminal/overlap-table.ts'
import { renderStatsTable } from '../../src/report/terminal/stats-table.ts'
import { renderVersionsTable } from '../../src/report/terminal/versions-table.ts'
import { mentionOf, passageOf } from '../datasets/passage.ts'

const noBalance: GoldBalance = {
  ...{ gold: 0, scored: 0, truncated: 0, misaligned: 0 },
  ...{ nested: 0, discontinuous: 0, duplicate: 0, illFormed: 0 },
}
const plain = { width: 80, colours: false }
const control = '\u001b'

function passage(document: string, text: string, ...names: [string, string][]): Passage {
  const mentions = names.map(([name, type]): Mention => mentionOf(text, name, type))
  return passageOf(text, { id: `${document}.${text.length}`, document, mentions })
}

function findingsOf(passages: readonly Passage[], training: readonly Passage[] | null) {
  return {
    counts: countSplit(passages, 'sentence'),
    sha256: null,
    statistics: splitStatistics(passages, training),
    balance: null,
  }
}

const train = [passage('1', 'Aspirin for gout .', ['Aspirin', 'Chemical'], ['gout', 'Disease'])]
const test_ = [
  passage('2', 'aspirin aspirin asthma .', ['aspirin', 'Chemical'], ['asthma', 'Disease']),
  passage('2', 'x'),
]

describe('statistics', () => {
  const corpus = { id: 'demo', variant: 'mtl', default: true, onDisk: true, view: 'sentence' } as const
  const json = corpusStatsJson([
    { ...corpus, splits: { train: findingsOf(train, null), test: findingsOf(test_, train) } },
    {
      ...corpus,
      id: `b${control}[2J`,
      onDisk: false,
      splits: { test: { ...findingsOf(test_, null), statistics: null } },
    },
  ])

  test('are a table of splits and one of mentions by type', () => {
    expect(renderStatsTable(json, plain).split('\n').slice(0, 13)).toEqual([
      'demo@mtl',
      '         docs  sents  tokens  mentions  in one  none  beside  nested  parts',
      '  train     1      1       4         2    50.0   0.0       0       0      0',
      '  test      1      2       5         2    40.0  50.0       0       0      0',
      '',
      '  mentions       n  length  names   once   seen  other    new  synonym',
      '  train, tokens  2   1/1/1      2  100.0      –      –      –        –',
      '    Chemical     1   1/1/1      1  100.0      –      –      –        –',
      '    Disease      1   1/1/1      1  100.0      –      –      –        –',
      '  test, tokens   2   1/1/1      2  100.0   50.0    0.0   50.0        –',
      '    Chemical     1   1/1/1      1  100.0  100.0    0.0    0.0        –',
      '    Disease      1   1/1/1      1  100.0    0.0    0.0  100.0        –',
      '',
    ])
  })

  test('of a corpus that is not on disk are its stated counts, and its name cannot command a terminal', () => {
    const text = renderStatsTable(json, plain)
    expect(text).toContain('b⟨U+001B⟩[2J@mtl (not on disk)\n')
    expect(text).toMatch(/ {2}test {5}1 {6}2 {7}5 {9}2 {7}– {5}– {7}– {7}0 {6}0\n/)
    expect(text).not.toContain(control)
  })

  test('have more columns where there is room, colours where they are wanted', () => {
    expect(renderStatsTable(json, { width: 110, colours: false })).toContain('length  characters  names  n/name')
    expect(renderStatsTable(json, { width: 80, colours: true })).toContain(`${control}[1mdemo@mtl${control}[22m`)
  })

  test('say where gold is not scored', () => {
    const balance = new Map([
      ['token', { ...noBalance, gold: 3, scored: 1, misaligned: 2 }],
      ['character', { ...noBalance, gold: 3, scored: 3 }],
    ])
    const text = renderStatsTable(
      corpusStatsJson([{ ...corpus, splits: { test: { ...findingsOf(test_, null), balance } } }]),
      plain,
    )
    expect(text).toContain('\n  test, by token: 1 of 3 mentions can be scored; 2 misaligned\n')
    expect(text).not.toContain('by character')
  })
})

describe('versions', () => {
  const version = (id: string, split: Split, passages: readonly Passage[]) => ({
    id,
    splits: { [split]: { passages, counts: countSplit(passages, 'sentence') } },
  })
  const first = version('mtl', 'test', [passage('1', 'Ca2 and gout', ['Ca2', 'D']), passage('3', 'y')])
  const second = version('hub', 'test', [passage('1', 'Ca2 and gout', ['Ca', 'D'], ['gout', 'D'])])

  test('have their disagreements marked, and told document by document', () => {
    const json = versionsJson('demo', compareVersions([first, second]))
    expect(renderVersionsTable(json, plain)).toBe(
      [
        'demo: 2 versions, 5 of 7 counts disagree (≠)',
        '',
        '                         mtl  hub',
        '  test documents      ≠    2    1',
        '  test sentences      ≠    2    1',
        '  test tokens         ≠    4    3',
        '  test mentions       ≠    1    2',
        '  test nested              0    0',
        '  test discontinuous       0    0',
        '  test D              ≠    1    2',
        '',
        '  mtl and hub',
        '    1 document in both, 1 only in mtl (3); 0 mentions agree, 1 only in mtl, 2',
        '    only in hub, in 1 document.',
        '      1 (test): 1 mention and 2; only in mtl: “Ca2”; only in hub: “Ca”, “gout”',
        '',
      ].join('\n'),
    )
  })

  test('that do not fit beside each other are in several blocks', () => {
    const many = Array.from({ length: 9 }, (_, i) => ({ ...first, id: `version-${i}` }))
    const text = renderVersionsTable(versionsJson('demo', compareVersions(many)), plain)
    expect(text.match(/test documents/g)).toHaveLength(3)
    expect(text).toContain('2 documents in both; all 1 mention agree.')
    expect(text.split('\n').filter(line => [...line].length > 80)).toEqual([])
  })

  test('without a document in common are not said to agree', () => {
    const other = version('other', 'train', [passage('9', 'z')])
    const text = renderVersionsTable(versionsJson('demo', compareVersions([second, other])), plain)
    expect(text).toContain('\n    0 documents in both, 1 only in hub (1), 1 only in other (9).\n')
  })
})

describe('overlap', () => {
  const sentence =
    'The receptor of T cells binds to many proteins that were named before in this very abstract of ours , right here .'
  const set = (corpus: string, split: Split, ...texts: string[]) => ({
    corpus,
    split,
    passages: texts.map((text, index) => passageOf(text, { id: `${corpus}.${split}.${index}`, document: `${index}` })),
  })
  const json = overlapJson(
    findOverlap([
      set('a', 'train', sentence, '1 .'),
      set('a', 'test', sentence, sentence.replace('many', 'few'), 'Only here , and in no other split at all .'),
      set('b', 'train', '1 .'),
      set('b', 'test', sentence.toUpperCase()),
    ]),
  )

  test('is a table for each corpus and one of what corpora share', () => {
    const text = renderOverlapTable(json, { ...plain, examples: 0 })
    expect(text.split('\n').slice(0, 16)).toEqual([
      'a',
      '  passages        equal  longer  near     %  labels  docs  ids',
      '  train, repeats      0       0     0   0.0       0     –    0',
      '  test in train       1       1     1  66.7       0     2    0',
      '  test, repeats       0       0     1  33.3       0     –    0',
      '',
      'b',
      '  passages        equal  longer  near    %  labels  docs  ids',
      '  train, repeats      0       0     0    –       0     –    0',
      '  test in train       0       0     0  0.0       0     1    0',
      '  test, repeats       0       0     0  0.0       0     –    0',
      '',
      'between corpora',
      '  passages           equal  longer  near      %  labels  docs  ids',
      '  b test in a train      1       1     0  100.0       –     1    0',
      '  b test in a test       1       1     0  100.0       –     1    0',
    ])
    expect(text).toContain('\n  2 more pairs of splits of two corpora share no passage of more than 5 tokens.\n')
    expect(text).toContain('99.96 %')
    expect(text.split('\n').filter(line => [...line].length > 80)).toEqual([])
  })

  test('has examples where they are asked for', () => {
    const text = renderOverlapTable(json, { width: 500, colours: false, examples: 1 })
    expect(text).toContain(`    test in train: equal, a.train.0 and a.test.0: ${sentence}\n`)
    expect(text).toMatch(/ {4}test in train: near \(0\.8\d\), a\.train\.0: The .* here \. \/ a\.test\.1: The /)
    expect(text).toContain('equal  verbatim  longer')
  })
})
