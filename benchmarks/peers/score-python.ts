import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { TaggedSentences } from './score-input.ts'

export interface PythonResult {
  readonly versions: { readonly python: string; readonly seqeval: string; readonly numpy: string }
  readonly f1: { readonly conlleval: number; readonly strictIob2: number }
  /** Of each run, by call. */
  readonly seconds: Readonly<Record<string, readonly number[]>>
}

/** Python's own times, or why there are none. A failure once seqeval is there is an error, not an absence. */
export async function timePython(
  python: string,
  input: TaggedSentences,
  runs: number,
): Promise<PythonResult | { readonly absent: string }> {
  const probe = spawnSync(python, ['-c', 'import seqeval'], { encoding: 'utf8' })
  if (probe.error) return { absent: `${python} cannot be started (${probe.error.message})` }
  if (probe.status !== 0) return { absent: `${python} has no seqeval (${probe.stderr.trim().split('\n').at(-1)})` }

  const child = spawn(python, [join(import.meta.dirname, 'score_seqeval.py')], { stdio: ['pipe', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const exit = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve))
  child.stdin.end(JSON.stringify({ ...input, runs }))
  const status = await exit
  process.stderr.write('\n')
  if (status !== 0) throw new Error(`score_seqeval.py ended with status ${status}`)
  return JSON.parse(output) as PythonResult
}
