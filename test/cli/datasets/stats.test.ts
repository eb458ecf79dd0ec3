import { describe, expect, test } from 'vitest'
import { sharedPath, whenShared } from '../../shared.ts'
import { runDatasets } from './datasets-command.ts'

interface SplitJson {
  readonly documents: number | null
  readonly sentences: number | null
  readonly tokens: number | null
  readonly mentions: number
  readonly types: Readonly<Record<string, number>>
  readonly balance: Readonly<Record<string, Readonly<Record<string, number>>>> | null
}

async function statsOf(names: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { exitCode, stdout } = await runDatasets(['stats', ...names, '--json'], env)
  expect(exitCode).toBe(0)
  const json = JSON.parse(stdout)
  expect(json.format).toBe('bioner-bench/corpus-stats@1')
  return json.corpora as readonly {
    readonly id: string
    readonly variant: string
    readonly default: boolean
    readonly onDisk: boolean
    readonly view: string
    readonly splits: Readonly<Record<string, SplitJson>>
  }[]
}

const data = { BIONER_DATA: sharedPath('datasets') }

describe('datasets stats', () => {
  test('counts what is in the package, and states what is not on disk as published', async () => {
    const [corpus, absent] = await statsOf(['ncbi-disease', 'bc4chemd'])
    expect(corpus).toMatchObject({ id: 'ncbi-disease', variant: 'mtl', default: true, onDisk: false, view: 'sentence' })
    expect(corpus?.splits.test).toMatchObject({
      ...{ documents: 100, sentences: 940, tokens: 24_497, mentions: 960, types: { Disease: 960 } },
      ...{ nested: 0, discontinuous: 0 },
      sha256: '8f088ce45dc4746592188f9e69de3d89d87f3bb8f0ed8c4a287d018123fa148d',
    })
    expect(corpus?.splits.dev).toMatchObject({ mentions: 787, sha256: null, statistics: null })
    expect(absent).toMatchObject({ id: 'bc4chemd', onDisk: false })
    expect(absent?.splits.test).toMatchObject({ sentences: 26_364, mentions: 25_346, documents: null, sha256: null })
  })

  whenShared(
    'the gold balance of every split of every variant adds up to its mentions, in both units',
    async () => {
      const { stdout } = await runDatasets(['list', '--json'], data)
      const names = JSON.parse(stdout)
        .corpora.flatMap(
          (corpus: { variants: { id: string; variant: string; refused: string | null }[] }) => corpus.variants,
        )
        .filter((listed: { refused: string | null }) => listed.refused === null)
        .map((listed: { id: string; variant: string }) => `${listed.id}@${listed.variant}`)
      let splits = 0
      for (const { id, variant, splits: all } of await statsOf(names, data)) {
        for (const [split, { mentions, balance }] of Object.entries(all)) {
          for (const [unit, { gold, ...places }] of Object.entries(balance ?? {})) {
            expect(
              { gold, sum: Object.values(places).reduce((sum, each) => sum + each, 0) },
              `${id}@${variant} ${split} ${unit}`,
            ).toEqual({
              gold: mentions,
              sum: mentions,
            })
          }
          splits += balance === null ? 0 : 1
        }
      }
      expect(splits).toBeGreaterThan(140)
    },
    120_000,
  )

  whenShared('nested mentions of documents are counted in tokens and scored in characters', async () => {
    const [corpus] = await statsOf(['bionlp13cg@original'], data)
    const balance = corpus?.splits.test?.balance
    expect(balance?.character).toMatchObject({ gold: 6955, scored: 6955, nested: 0 })
    expect(balance?.token?.nested).toBeGreaterThan(0)
  })

  whenShared('--variants says where the versions disagree', async () => {
    const { stdout } = await runDatasets(['stats', '--variants', 'ncbi-disease@mtl,spyysalo,original'], data)
    expect(stdout).toMatch(/^ncbi-disease: 3 versions, /)
    expect(stdout).toMatch(/train mentions +≠ +5,134 +5,145 +5,145\n/)
    expect(stdout).toMatch(/test tokens +24,497 +24,497 +–\n/)
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      '6,881 mentions agree, 0 only in mtl, 11 only in spyysalo, in 1 document',
    )
    const json = JSON.parse(
      (await runDatasets(['stats', '--variants', 'ncbi-disease@mtl,spyysalo', '--json'], data)).stdout,
    )
    expect(json).toMatchObject({ format: 'bioner-bench/corpus-versions@1', corpus: 'ncbi-disease' })
  })

  test('--variants needs a corpus, and two versions of it', async () => {
    expect((await runDatasets(['stats', '--variants'])).stderr).toMatch(/--variants needs a corpus/)
    const { exitCode, stderr } = await runDatasets(['stats', '--variants', 'anatem'])
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/anatem: 0 versions on disk, two are needed; bioner-bench datasets fetch anatem@all/)
  })
})

describe('datasets overlap', () => {
  test('finds the sentences of the test split that training has too', async () => {
    const { exitCode, stdout } = await runDatasets(['overlap', 'ncbi-disease', '--json'])
    expect(exitCode).toBe(0)
    const json = JSON.parse(stdout)
    expect(json.format).toBe('bioner-bench/corpus-overlap@1')
    const pair = json.pairs.find(
      ({ a, b }: { a: { split: string }; b: { split: string } }) => a.split === 'train' && b.split === 'test',
    )
    expect(pair.inB.verbatim.all).toBe(1)
    expect(pair.sharedDocuments.count).toBe(0)
  })

  whenShared('between corpora: the texts of BC5CDR and its halves are the same', async () => {
    const { stdout } = await runDatasets(
      ['overlap', 'bc5cdr-chem', 'bc5cdr-disease', '--between', '--examples', '0'],
      data,
    )
    expect(stdout.replace(/\s+/g, ' ')).toContain('bc5cdr-disease@mtl')
  })

  test('a threshold that is none is refused', async () => {
    const { exitCode, stderr } = await runDatasets(['overlap', 'ncbi-disease', '--threshold', '80'])
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/a number above 0 and at most 1/)
  })
})
