import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import { main } from '../../../src/cli/program.ts'

/** Runs `bioner-bench models …` in this process. `env` is all there is: no folder of the person who runs the tests is looked into. */
export async function runModels(...args: readonly string[]) {
  const out: string[] = []
  const talk: string[] = []
  const exitCode = await main(
    ['models', ...args],
    {
      stdout: text => out.push(text),
      stderr: text => talk.push(text),
      readStdin: async () => new Uint8Array(),
      env: { BIONER_HOME: join(tmpdir(), 'bioner-bench-nowhere'), BIONER_OFFLINE: '1' },
      colours: false,
      interactive: false,
    },
    '0.0.0',
  )
  return { exitCode, stdout: out.join(''), stderr: talk.join('') }
}

/** A folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bioner-bench-models-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A model that lies with the tests: BERT with random weights. */
export const tinyBert = resolve(import.meta.dirname, '..', '..', 'fixtures', 'inference', 'tiny-bert')
