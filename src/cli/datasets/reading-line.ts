import type { Io } from '../io.ts'

/** Says which corpus is being read, on a terminal only, on a line that rewrites itself. */
export function createReadingLine(io: Io, quiet: boolean): { show(name: string): void; clear(): void } {
  if (quiet || !io.interactive) return { show: () => {}, clear: () => {} }
  const line = (text: string) => io.stderr(`\r\u001b[K${text}`)
  return { show: name => line(`reading ${name}`), clear: () => line('') }
}
