import { execFile } from 'node:child_process'
import { resolve } from 'node:path'

const main = resolve(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')

export interface Finished {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs the real command line in a process of its own, as a user would. */
export function bench(
  argv: readonly string[],
  options: {
    readonly cwd?: string
    readonly env?: Record<string, string>
    readonly stdin?: string
    readonly before?: readonly string[]
    /** Another copy of the command line. */
    readonly program?: string
  } = {},
): Promise<Finished> {
  const [program = process.execPath, ...first] = [
    ...(options.before ?? []),
    process.execPath,
    options.program ?? main,
    ...argv,
  ]
  return new Promise(done => {
    const child = execFile(
      program,
      first,
      { cwd: options.cwd, env: { ...process.env, NO_COLOR: '1', ...options.env }, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) =>
        done({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, stdout, stderr }),
    )
    child.stdin?.end(options.stdin ?? '')
  })
}
