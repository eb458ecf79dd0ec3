import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import { main } from '../../src/cli/program.ts'

const fixtures = resolve(import.meta.dirname, '..', 'fixtures', 'score')

/** Path of a file in test/fixtures/score. */
export function fixture(name: string): string {
  return join(fixtures, name)
}

/** Runs `bioner-bench score …` in this process; `stdin` is what standard input holds. */
export async function runScore(args: readonly string[], stdin = '') {
  const out: string[] = []
  const talk: string[] = []
  const exitCode = await main(
    ['score', ...args],
    {
      stdout: text => out.push(text),
      stderr: text => talk.push(text),
      readStdin: async () => new TextEncoder().encode(stdin),
      env: {},
      colours: false,
      interactive: false,
    },
    '0.0.0',
  )
  return { exitCode, stdout: out.join(''), stderr: talk.join('') }
}

/** Writes a file into a folder that is removed when the test ends, and says its path. */
export function temporaryFile(name: string, content: string | Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'bioner-bench-score-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
