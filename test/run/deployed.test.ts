import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DeployedAnswer, DeployedEntity, Deployment } from '../../src/core/deployment/deployment.ts'
import type { PassageId } from '../../src/core/passage.ts'
import type { CompletedRun } from '../../src/core/record.ts'
import type { Tagger } from '../../src/core/tagger.ts'
import { readingGapOf } from '../../src/eval/deployment/reading-gap.ts'
import { renderTable } from '../../src/report/table.ts'
import { compareReadings } from '../../src/run/deployed/compare-readings.ts'
import { cellDigest } from '../../src/run/describe-cell.ts'
import { type FinishedCell, runGroup } from '../../src/run/drive.ts'
import { checkRecord } from '../../src/store/check-record.ts'
import { readRuns, writeRun } from '../../src/store/runs.ts'
import { fixturePriors } from '../fixtures/report/evidence.ts'
import { renderedHtml } from '../report/rendered.ts'
import { corpus, doors, passage, suite, tableTagger } from './fixture.ts'

const deployment: Deployment = {
  pipeline: 'huggingface',
  aggregation: 'simple',
  pieces: 16,
  stride: null,
  sentences: null,
}
const asked = { ...suite, deployed: deployment }

const passages = [
  passage('1.1', '1', 'Wilson/B-Disease disease/I-Disease is/O rare/O'),
  passage('2.1', '2', 'severe/O gout/B-Disease and/O <b>fever/B-Disease'),
  passage('3.1', '3', 'no/O ataxia/B-Disease'),
]
const ids = passages.map(({ id }) => id)
const ordinary: Record<string, string[]> = {
  '1.1': ['B-Disease', 'I-Disease', 'O', 'O'],
  '2.1': ['O', 'B-Disease', 'O', 'B-Disease'],
  '3.1': ['O', 'O'],
}
const entity = (start: number, end: number, type = 'Disease'): DeployedEntity => ({ start, end, type, score: 0.75 })
/** Cuts a word, loses the end of the second passage, finds what the first reading does not, and names a chemical and a space. */
const answer: DeployedAnswer = {
  limit: { pieces: 16, from: 'asked' },
  passages: [
    {
      id: ids[0] as PassageId,
      entities: [entity(0, 3), entity(3, 14), entity(18, 22, 'Chemical')],
      unread: [],
      cuts: [],
    },
    { id: ids[1] as PassageId, entities: [entity(7, 11), entity(12, 12)], unread: [{ start: 16, end: 24 }], cuts: [] },
    { id: ids[2] as PassageId, entities: [entity(3, 9)], unread: [], cuts: [] },
  ],
}

function tagger(deployed: DeployedAnswer | null): Tagger {
  const table = tableTagger(id => ordinary[id] ?? [])
  return deployed === null ? table : { ...table, tagAsDeployed: async () => deployed }
}

async function run(its: typeof suite, deployed: DeployedAnswer | null): Promise<FinishedCell> {
  const loaded = corpus('a', ['Disease'], passages)
  const own = doors(async () => tagger(deployed))
  const builtIn = () =>
    new Map<string, string | null>([
      ['Disease', 'Disease'],
      ['Chemical', null],
    ])
  const group = { model: 'embedded:fake', corpora: [loaded], learns: false, alone: false }
  const [cell] = await runGroup(its, group, { ...own, labelMaps: { given: null, builtIn } }, null)
  if (cell === undefined) throw new Error('no cell')
  return cell
}

describe('a run that also reads raw text', () => {
  test('counts both readings in characters, and says what became of each mention', async () => {
    const { record, passages: results } = await run(asked, answer)
    const { deployed, warnings } = record as CompletedRun
    expect(deployed).toMatchObject({
      ...{ deployment, limit: answer.limit },
      paper: [{ type: 'Disease', truePositives: 3, falsePositives: 0, falseNegatives: 1 }],
      deployed: [{ type: 'Disease', truePositives: 2, falsePositives: 2, falseNegatives: 2 }],
      broken: [
        { cause: 'truncated', mentions: 1 },
        { cause: 'inside-word', mentions: 1 },
      ],
      fixed: 1,
      truncated: { passages: 1, mentions: 1 },
      ...{ ignoredEntities: 1, emptyEntities: 1 },
    })
    expect(deployed?.examples.map(({ id, cause }) => [id, cause])).toEqual([
      ['2.1', 'truncated'],
      ['1.1', 'inside-word'],
      ['3.1', null],
    ])
    expect(deployed?.examples[1]).toEqual({
      ...{ id: '1.1', cause: 'inside-word', gold: { start: 0, end: 14, type: 'Disease' } },
      paper: [{ start: 0, end: 14, type: 'Disease' }],
      deployed: [
        { start: 0, end: 3, type: 'Disease' },
        { start: 3, end: 14, type: 'Disease' },
      ],
    })
    expect(warnings).toContainEqual({
      code: 'deployed-truncated',
      message: 'as deployed, 1 passages were read to piece 16 only; gold mentions behind it are lost',
      count: 1,
    })
    const sums = results?.map(({ readings }) => readings?.map(types => types[0]?.truePositives ?? 0))
    expect(sums).toEqual([
      [1, 0],
      [2, 1],
      [0, 1],
    ])
    if (deployed !== undefined) expect(readingGapOf(deployed).gap).toBeCloseTo(0.5 - 6 / 7, 12)
  })

  test('is stored, and read back as it was written', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bioner-deployed-'))
    try {
      const cell = await run(asked, answer)
      await writeRun(folder, cell)
      expect(await readRuns([folder])).toEqual([cell])
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  test('is shown with both scores, the parts of the gap and mentions that explain it', async () => {
    const cell = await run(asked, answer)
    const evidence = [{ ...cell, texts: new Map(passages.map(one => [one.id, one])) }]
    const table = await renderTable(evidence, { priors: fixturePriors(), colours: false, width: 80 })
    expect(table).toMatch(/F1 as run {2}deployed/)
    expect(table).toMatch(/fake +85\.7 +50\.0 +-35\.7/)
    expect(table).toContain('truncated: 1 passage not read to the end, 1 gold mention lost there')
    expect(table).toMatch(
      /border inside a word: "Wilson disease" in 1\.1: as run \[Wilson disease\]\s+Disease; deployed \[Wil\] Disease, \[son disease\] Disease/,
    )
    const page = await renderedHtml(evidence)
    expect(page).toContain('id="deployed"')
    expect(page).toContain('&lt;b>fever')
  })
})

describe('whatever either reading says', () => {
  const text = 'Ataxia-telangiectasia, gout and (rare) Wilson disease.'
  const span = fc
    .tuple(fc.nat({ max: text.length }), fc.nat({ max: text.length }), fc.constantFrom('Disease', 'Chemical', 'Other'))
    .filter(([a, b]) => a !== b)
    .map(([a, b, type]) => ({ start: Math.min(a, b), end: Math.max(a, b), type }))
  const spans = fc.array(span, { maxLength: 8 })
  const labelMap = [
    { modelType: 'Disease', corpusType: 'Disease' },
    { modelType: 'Chemical', corpusType: 'Chemical' },
    { modelType: 'Other', corpusType: null },
  ]

  test('law: what was broken and fixed is the change in true positives, and every broken mention has one cause', () => {
    fc.assert(
      fc.property(
        spans,
        spans,
        spans,
        fc.array(fc.nat({ max: text.length }), { maxLength: 2 }),
        (gold, found, raw, cuts) => {
          const id = 'p' as PassageId
          const mentions = gold.filter(({ type }) => type !== 'Other')
          const entities = raw.map(one => ({ ...one, score: 0.5 }))
          const { comparison, readings } = compareReadings({
            passages: [{ id, document: null, text, tokens: null, tags: null, mentions }],
            predictions: new Map([
              [id, { id, words: null, mentions: found.map(one => ({ ...one, score: null, margin: null })) }],
            ]),
            deployment,
            answer: { limit: answer.limit, passages: [{ id, entities, unread: [], cuts }] },
            labelMap,
          })
          const hits = (types: readonly { truePositives: number }[]) =>
            types.reduce((sum, { truePositives }) => sum + truePositives, 0)
          const broken = comparison.broken.reduce((sum, one) => sum + one.mentions, 0)
          expect(hits(comparison.deployed)).toBe(hits(comparison.paper) - broken + comparison.fixed)
          expect(readings.get(id)).toEqual([comparison.paper, comparison.deployed])
          expect(comparison.ignoredEntities).toBe(raw.filter(({ type }) => type === 'Other').length)
          const same = JSON.stringify(found) === JSON.stringify(raw)
          if (same) expect(comparison).toMatchObject({ broken: [], fixed: 0, examples: [] })
        },
      ),
    )
  })
})

describe('a run that does not', () => {
  test('is the same to the byte, whether or not the tagger could', async () => {
    const [could, cannot] = [await run(suite, answer), await run(suite, null)]
    expect(JSON.stringify(could)).toBe(JSON.stringify(cannot))
    expect(JSON.stringify(could)).not.toMatch(/deployed|readings/)
  })

  test('says so where it was asked for', async () => {
    const { record } = await run(asked, null)
    expect(record).not.toHaveProperty('deployed')
    expect(record.warnings).toContainEqual({
      code: 'not-deployed',
      message: 'not read as deployed: this tagger is no model that reads raw text',
      count: null,
    })
  })

  test('is another question to --resume', () => {
    const loaded = corpus('a', ['Disease'], passages)
    const own = doors(async () => tagger(null))
    const digests = [suite, asked, { ...asked, deployed: { ...deployment, pieces: 17 } }].map(its =>
      cellDigest(its, loaded, own, 'embedded:fake'),
    )
    expect(new Set(digests).size).toBe(3)
  })
})

describe('a record whose readings contradict each other', () => {
  test.each<[string, (deployed: NonNullable<CompletedRun['deployed']>) => object, RegExp]>([
    [
      'other gold',
      ({ paper }) => ({ paper: paper.map(one => ({ ...one, falseNegatives: 9 })) }),
      /12 gold mentions as run, 4 as deployed/,
    ],
    ['mentions from nowhere', () => ({ fixed: 2 }), /2 mentions found, 3 by what was broken and fixed/],
    ['an unknown cause', () => ({ broken: [{ cause: 'magic', mentions: 1 }] }), /deployed\.broken\.0\.cause/],
  ])('%s', async (_, change, message) => {
    const record = (await run(asked, answer)).record as CompletedRun
    if (record.deployed === undefined) throw new Error('not read as deployed')
    const changed = JSON.parse(
      JSON.stringify({ ...record, deployed: { ...record.deployed, ...change(record.deployed) } }),
    )
    expect(() => checkRecord('record.json', changed)).toThrow(message)
  })
})
