import { execFile } from 'node:child_process'

/** What a program printed; null where there is no such program, it failed, or it was ended after `seconds`. */
export function runProgram(
  program: string,
  parameters: readonly string[],
  options: { readonly seconds: number; readonly folder?: string; readonly env?: NodeJS.ProcessEnv },
): Promise<string | null> {
  return new Promise(resolve => {
    execFile(
      program,
      [...parameters],
      {
        timeout: options.seconds * 1_000,
        killSignal: 'SIGKILL',
        maxBuffer: 16 * 1_024 * 1_024,
        windowsHide: true,
        ...(options.folder === undefined ? {} : { cwd: options.folder }),
        ...(options.env === undefined ? {} : { env: options.env }),
      },
      (error, stdout) => resolve(error === null ? stdout : null),
    )
  })
}
