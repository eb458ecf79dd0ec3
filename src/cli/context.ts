import type { ExitCode, Io } from './io.ts'

/** What a command gets besides its arguments: the world, and a place to leave its exit code. */
export interface CommandContext {
  readonly io: Io
  /** The command line as it could be typed again; part of every record. */
  readonly commandLine: string
  finish(code: ExitCode): void
}
