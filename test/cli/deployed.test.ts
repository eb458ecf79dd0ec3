import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findRunFolders } from '../../src/store/runs.ts'
import { bench } from './bench.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bioner-deployed-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const embedded = ['run', '--model', 'embedded:minilm-l6-cdr-ncbi', '--corpus', 'ncbi-disease', '--limit', '40']

describe('run --as-deployed', () => {
  test('what is wrong is said before the work', async () => {
    const attempts: [string[], RegExp][] = [
      [[...embedded, '--truncate', '64'], /--truncate says how raw text is read in deployment; add --as-deployed/],
      [[...embedded, '--as-deployed', 'frist'], /It is one of simple, first, average, max/],
      [
        [...embedded, '--as-deployed', '--truncate', '513'],
        /--truncate 513: .*config\.json says that the model reads at most 512/,
      ],
      [
        [...embedded, '--as-deployed', '--truncate', '32', '--pipeline-stride', '30'],
        /--pipeline-stride 30: a window holds 30 pieces/,
      ],
      [
        ['run', '--model', 'dictionary', '--corpus', 'ncbi-disease', '--as-deployed'],
        /dictionary: only a model with weights reads raw text/,
      ],
      [[...embedded, '--cross', '--as-deployed'], /cross-corpus cells are not compared with a deployed reading/],
    ]
    for (const [argv, message] of attempts) {
      const finished = await bench([...argv, '--quiet'], { cwd: folder })
      expect(finished).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(message) })
      expect(finished.stderr).not.toMatch(/\n\s+at /)
    }
    const left = await readdir(folder, { recursive: true })
    expect(left.filter(name => name.endsWith('record.json'))).toEqual([])
  })

  test('prints the gap with its parts, keeps it in the record, and reports it', async () => {
    const out = join(folder, 'kept')
    const first = await bench([...embedded, '--as-deployed', '--truncate', '24', '--out', out, '--quiet', '--json'])
    expect(first).toMatchObject({ code: 0, stderr: '' })
    const [cell] = JSON.parse(first.stdout).cells
    const { deployed } = cell
    expect(deployed).toMatchObject({
      deployment: { pipeline: 'huggingface', aggregation: 'simple', pieces: 24, stride: null, sentences: null },
      limit: { pieces: 24, from: 'asked' },
    })
    const shares = deployed.shares.reduce((sum: number, { share }: { share: number }) => sum + share, 0)
    expect(shares).toBeCloseTo(deployed.gap, 10)
    expect(deployed.gap).toBeLessThan(0)
    expect(deployed.truncated.passages).toBeGreaterThan(0)
    expect(cell.warnings.map(({ code }: { code: string }) => code)).toContain('deployed-truncated')

    const [run] = await findRunFolders(out)
    const stored = JSON.parse(await readFile(join(run ?? '', 'record.json'), 'utf8'))
    expect(stored.deployed.broken).toEqual(deployed.broken)
    expect(JSON.stringify(stored.deployed)).not.toContain('"text"')

    const page = join(folder, 'report.html')
    expect(await bench(['report', out, '--format', 'html', '--out', page])).toMatchObject({ code: 0 })
    expect(await readFile(page, 'utf8')).toContain('What the gap is made of')
  })

  test('a table for people, with mentions; whole words by their first piece change nothing here', async () => {
    const out = join(folder, 'table')
    const { code, stdout } = await bench([...embedded, '--as-deployed', 'first', '--sentence-splitting', '--out', out])
    expect(code).toBe(0)
    expect(stdout).toMatch(/F1 as run +deployed +gap +95 % +broken +fixed/)
    expect(stdout).toMatch(/aggregation first, sentence by\s+sentence/)
  })
})
