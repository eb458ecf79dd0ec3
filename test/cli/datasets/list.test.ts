import { describe, expect, test } from 'vitest'
import { corpora } from '../../../src/datasets/index.ts'
import { runDatasets } from './datasets-command.ts'

describe('datasets list', () => {
  test('has every variant of every corpus, the default marked, and says what is in the package', async () => {
    const { exitCode, stdout } = await runDatasets(['list'])
    expect(exitCode).toBe(0)
    for (const corpus of Object.values(corpora)) {
      for (const variant of Object.keys(corpus.variants)) {
        const mark = variant === corpus.default ? ' \\*' : ''
        expect(stdout).toMatch(new RegExp(`^ {2}${corpus.id}@${variant}${mark}  `, 'm'))
      }
    }
    expect(stdout).toMatch(/ncbi-disease@mtl \* +sentence +package +no +package +attribution/)
    expect(stdout).toMatch(/jnlpba@iobes .*refused/)
  })

  test('as JSON names licence, citation, checksum and source of each', async () => {
    const { stdout } = await runDatasets(['list', 'ncbi-disease', '--json'])
    const list = JSON.parse(stdout)
    expect(list.format).toBe('bioner-bench/corpus-list@1')
    const [corpus] = list.corpora
    expect(corpus.citation).toMatch(/^@article\{/)
    const mtl = corpus.variants.find((one: { variant: string }) => one.variant === 'mtl')
    expect(mtl).toMatchObject({ default: true, view: 'sentence', types: ['Disease'] })
    expect(mtl.splits.test).toEqual({ onDisk: 'package', mentions: 960 })
    expect(mtl.files[0].source).toMatch(
      /^https:\/\/raw\.githubusercontent\.com\/cambridgeltl\/MTL-Bioinformatics-2016\/[0-9a-f]{40}\//,
    )
    expect(mtl.files[0].checksum).toMatch(/^sha256:[0-9a-f]{64}$/)
  })

  test('of an unknown corpus or variant is refused with the nearest name', async () => {
    const unknown = await runDatasets(['list', 'ncbi-diseases'])
    expect(unknown).toMatchObject({ exitCode: 2, stdout: '' })
    expect(unknown.stderr).toMatch(/no corpus ncbi-diseases .* did you mean ncbi-disease\?/)
    const variant = await runDatasets(['list', 'ncbi-disease@orginal'])
    expect(variant).toMatchObject({ exitCode: 2, stdout: '' })
    expect(variant.stderr).toMatch(/ncbi-disease has no variant "orginal"; it has mtl, .* did you mean original\?/)
  })
})
