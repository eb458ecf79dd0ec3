import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bench } from './bench.ts'

const trap = resolve(import.meta.dirname, 'network-trap.mjs')
let folder = ''
let log = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bioner-private-'))
  log = join(folder, 'log')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const run = [
  'run',
  '--model',
  'embedded:minilm-l6-cdr-ncbi',
  '--model',
  'dictionary',
  '--corpus',
  'ncbi-disease',
  '--limit',
  '12',
]

/** Lines of the trap for one command, and how the command ended. */
async function trapped(argv: readonly string[]) {
  await writeFile(log, '')
  const finished = await bench(argv, { cwd: folder, env: { NODE_OPTIONS: `--import=${trap}`, NETWORK_TRAP_LOG: log } })
  const lines = (await readFile(log, 'utf8')).trim().split('\n')
  return {
    ...finished,
    processes: lines.filter(line => line.startsWith('loaded')).length,
    attempts: lines.filter(line => !line.startsWith('loaded')),
  }
}

describe('private by construction', () => {
  test('run, in all its processes, opens no connection, and report and score neither', async () => {
    const ran = await trapped([...run, '--out', join(folder, 'out'), '--quiet'])
    expect(ran).toMatchObject({ code: 0, stderr: '', attempts: [] })
    expect(ran.processes).toBeGreaterThanOrEqual(2) // the command and the process of the session

    const reported = await trapped(['report', join(folder, 'out'), '--out', join(folder, 'report.html')])
    expect(reported).toMatchObject({ code: 0, attempts: [], processes: 1 })

    await writeFile(join(folder, 'tags.conll'), 'fever\tB-Disease\tB-Disease\n')
    expect(await trapped(['score', join(folder, 'tags.conll')])).toMatchObject({ code: 0, attempts: [], processes: 1 })
  })

  test.each([
    ['fetch', "fetch('http://127.0.0.1:4999/').catch(() => {})", 'connect'],
    ['net', "try { require('node:net').connect(9) } catch {}", 'connect'],
    ['dns', "try { require('node:dns').lookup('example.invalid', () => {}) } catch {}", 'lookup'],
    ['a server', "try { require('node:http').createServer().listen(0) } catch {}", 'listen'],
  ])('the trap does catch %s', async (_, script, attempt) => {
    await writeFile(log, '')
    execFileSync(process.execPath, ['--import', trap, '-e', script], { env: { ...process.env, NETWORK_TRAP_LOG: log } })
    expect(await readFile(log, 'utf8')).toMatch(new RegExp(`^${attempt} `, 'm'))
  })
})
