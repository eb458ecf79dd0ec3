/** The world as the command line sees it; tests hand in another one. stdout is the answer, stderr is the talk. */
export interface Io {
  stdout(text: string): void
  stderr(text: string): void
  /** All of standard input. */
  readStdin(): Promise<Uint8Array>
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether a person watches: colours on stdout, progress on stderr. */
  readonly colours: boolean
  readonly interactive: boolean
}

/** 0 all well · 1 a cell or a check failed · 2 called wrongly or bad input · 3 a gate did not hold · 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 3 | 130

/** `NO_COLOR`, `FORCE_COLOR` and `TERM=dumb` as no-color.org and force-color.org have them: any non-empty value counts. */
export function wantsColours(env: Io['env'], isTerminal: boolean): boolean {
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0'
  return isTerminal && env.TERM !== 'dumb'
}
