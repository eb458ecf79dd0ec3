import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CompletedRun } from '../../src/core/record.ts'
import { scoreOf } from '../../src/eval/score.ts'
import { readRuns } from '../../src/store/runs.ts'
import { bench, type Finished } from './bench.ts'

/** On another processor some words get another label (see embedded-results.test.ts); whole scores hardly move. */
const f1Bound = 0.002

const root = resolve(import.meta.dirname, '..', '..')
let folder = ''
let demo: Finished = { code: -1, stdout: '', stderr: '' }
let attempts = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bioner-demo-'))
  const log = join(folder, 'log')
  await writeFile(log, '')
  const trap = `--import=${join(root, 'test', 'cli', 'network-trap.mjs')}`
  demo = await bench(['demo'], {
    cwd: folder,
    env: { NODE_OPTIONS: trap, NETWORK_TRAP_LOG: log, BIONER_REGION: '' },
    before: noNetwork(),
  })
  attempts = await readFile(log, 'utf8')
}, 300_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the demo', () => {
  test('ends well, says where its files are, and prints a block for each corpus', () => {
    expect(demo.code).toBe(0)
    expect(demo.stderr).toContain('report   results/demo/report.html')
    const blocks = ['NCBI-Disease: test split', 'BC5CDR-Disease: test split', 'BC5CDR-Chem: test split']
    expect(blocks.filter(block => !demo.stdout.includes(block))).toEqual([])
    for (const part of [
      'comparable (conlleval): ',
      'not comparable: ',
      'p50',
      'p99',
      'CO2e: 473 g/kWh (WORLD, assumed',
    ]) {
      expect(demo.stdout).toContain(part)
    }
  })

  test('gives the scores of the reference records', async () => {
    const reference = await f1ByCell(join(root, 'results', 'embedded'))
    const found = await f1ByCell(join(folder, 'results', 'demo'))
    expect([...found.keys()].sort()).toEqual([...reference.keys()].sort())
    for (const [cell, f1] of reference) {
      if (cell.startsWith('dictionary')) expect(found.get(cell), cell).toBe(f1)
      else expect(Math.abs((found.get(cell) ?? 0) - (f1 ?? 1)), cell).toBeLessThan(f1Bound)
    }
  })

  test('times 300 passages one by one, finds nothing that depends on the batch, and shares inference', async () => {
    const runs = await readRuns([join(folder, 'results', 'demo')])
    const tagged = runs.map(({ record }) => record as CompletedRun).filter(({ batchPlan }) => batchPlan !== null)
    expect(tagged.map(({ latency }) => latency?.samples)).toEqual([300, 300, 300])
    expect(tagged.map(({ batchSensitivity }) => batchSensitivity?.changedMentions)).toEqual([0, 0, 0])
    expect(new Set(tagged.map(({ throughput }) => throughput.sharedBy.join())).size).toBe(2)
  })

  test('reaches for no network, in any of its processes', () => {
    const lines = attempts.trim().split('\n')
    expect(lines.filter(line => !line.startsWith('loaded'))).toEqual([])
    expect(lines.length).toBeGreaterThanOrEqual(3) // the command and one session for each text
  })

  test('writes one page that needs neither network nor script', async () => {
    const page = await readFile(join(folder, 'results', 'demo', 'report.html'), 'utf8')
    expect(page).toContain("default-src 'none'")
    expect(page).not.toMatch(/<script|<link|<iframe|url\(|@import/i)
  })
})

async function f1ByCell(path: string): Promise<Map<string, number | null>> {
  const runs = (await readRuns([path])).map(({ record }) => record as CompletedRun)
  return new Map(
    runs.map(({ model, corpus, scores }) => [`${model.name} ${corpus.id}`, scoreOf(scores[0]?.types ?? []).micro.f1]),
  )
}

/** Where the system allows it, the demo runs in a network namespace of its own, without even loopback. */
function noNetwork(): string[] {
  try {
    execFileSync('unshare', ['-rn', 'true'], { stdio: 'ignore' })
    return ['unshare', '-rn']
  } catch {
    return []
  }
}
