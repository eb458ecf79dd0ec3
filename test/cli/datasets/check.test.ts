import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { packagePath } from '../../../src/store/assets.ts'
import { sharedPath, whenShared } from '../../shared.ts'
import { runDatasets, temporaryFolder } from './datasets-command.ts'

const shippedTest = packagePath('assets', 'corpora', 'ncbi-disease', 'conll', 'test.tsv')

describe('datasets check of registered corpora', () => {
  test('verifies what is in the package', async () => {
    const { exitCode, stdout } = await runDatasets(['check', 'ncbi-disease@mtl'])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(
      /ok {2}ncbi-disease@mtl test\n {4}100 documents, 940 sentences, 24,497 tokens, 960 mentions \(Disease 960\)\n/,
    )
    expect(stdout).toMatch(/ABSENT {2}ncbi-disease@mtl dev/)
  })

  test('names both checksums of a file that was changed, and looks no further', async () => {
    const data = temporaryFolder()
    mkdirSync(join(data, 'ncbi-disease', 'conll'), { recursive: true })
    const path = join(data, 'ncbi-disease', 'conll', 'test.tsv')
    writeFileSync(path, readFileSync(shippedTest, 'utf8').replace('B-Disease', 'O'))
    const { exitCode, stdout } = await runDatasets(['check', 'ncbi-disease@mtl'], { BIONER_DATA: data })
    expect(exitCode).toBe(1)
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /FAILED ncbi-disease@mtl test .*test\.tsv: SHA-256 is [0-9a-f]{64}, expected 8f088ce45dc4746592188f9e69de3d89d87f3bb8f0ed8c4a287d018123fa148d;/,
    )
    expect(stdout).toMatch(/ok {2}ncbi-disease@mtl train/)
  })

  test('a BIONER_DATA that is no folder is an error', async () => {
    const { exitCode, stderr } = await runDatasets(['check'], { BIONER_DATA: '/nowhere/at/all' })
    expect(exitCode).toBe(2)
    expect(stderr).toBe('bioner-bench: BIONER_DATA: /nowhere/at/all: no such folder\n')
  })
})

describe('datasets check of one’s own files', () => {
  test('says the format, the schemes, and what a reader should know', async () => {
    const path = join(temporaryFolder(), 'mine.conll')
    writeFileSync(path, '\ufeffcafe\u0301\tB-X\r\n𝛽\tI-X\r\n\r\nno\tO\r\n')
    const { exitCode, stdout } = await runDatasets(['check', path])
    expect(exitCode).toBe(0)
    for (const said of [
      '2 sentences, 3 tokens, 1 mentions (X 1)',
      'read as conll',
      'tags are well formed as IOB2',
      '1 passages with decomposed characters',
      '1 passages with characters beyond 16 bits',
      'byte-order mark',
      'CRLF',
    ])
      expect(stdout).toContain(said)
  })

  test('recognises a file of a registered variant by its bytes', async () => {
    const path = join(temporaryFolder(), 'renamed.tsv')
    copyFileSync(shippedTest, path)
    const { stdout } = await runDatasets(['check', path])
    expect(stdout.replace(/\s+/g, ' ')).toContain('these are the bytes of ncbi-disease@mtl (test)')
  })

  test('ends with 2 where a file cannot be read, naming line and remedy, and checks the others', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'bad.conll'), 'a\tO\nb\n')
    const { exitCode, stdout } = await runDatasets([
      'check',
      join(folder, 'bad.conll'),
      shippedTest,
      join(folder, 'none'),
    ])
    expect(exitCode).toBe(2)
    expect(stdout).toMatch(/bad\.conll:2: expected a token and its tag/)
    expect(stdout).toContain('960 mentions')
    expect(stdout).toMatch(/none: no such file/)
  })

  const wrong = [
    ['jnlpba/conll-iobes/test.tsv', 'jnlpba@iobes', 'blank lines in wrong places'],
    ['cll/conll', 'cll@conll', 'tokens after the first of a hyphenated name are O'],
  ] as const
  for (const [path, variant, reason] of wrong) {
    whenShared(`${path} is refused under any name, with the reason`, async () => {
      const { exitCode, stdout } = await runDatasets(['check', sharedPath('datasets', path)])
      expect(exitCode).toBe(2)
      expect(stdout.replace(/\s+/g, ' ')).toContain(`refused: this is ${variant};`)
      expect(stdout.replace(/\s+/g, ' ')).toContain(reason)
    })
  }
})
