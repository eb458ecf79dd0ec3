import type { RunEvent } from '../wire/run.ts'
import type { Io } from './io.ts'

/** One line on stderr that rewrites itself, on a terminal only; elsewhere finished cells speak for themselves. */
export interface Progress {
  show(event: RunEvent): void
  clear(): void
}

export function createProgress(io: Io, quiet: boolean): Progress {
  if (quiet || !io.interactive) return { show: () => {}, clear: () => {} }
  let shown = ''
  return {
    show: event => {
      const text = describe(event)
      if (text === shown) return
      shown = text
      io.stderr(`\r\u001b[K${text}`)
    },
    clear: () => io.stderr('\r\u001b[K'),
  }
}

function describe(event: RunEvent): string {
  switch (event.kind) {
    case 'opening':
      return `${event.model} on ${event.corpora.join(', ')}: opening`
    case 'downloading':
      return `${event.model}: ${event.file} ${megabytes(event.received)}${event.total === null ? '' : ` of ${megabytes(event.total)}`} MB`
    case 'tagging':
      return `${event.model}: tagging ${bar(event.tagged, event.of)} ${event.tagged} of ${event.of} passages`
    case 'timing':
      return `${event.model}: timing ${bar(event.timed, event.of)} ${event.timed} of ${event.of} passages, one at a time`
    case 'deploying':
      return `${event.model}: as deployed ${bar(event.read, event.of)} ${event.read} of ${event.of} passages`
    case 'scoring':
      return `${event.model}: scoring ${event.corpus}`
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1)
}

function bar(done: number, all: number): string {
  const full = all === 0 ? 0 : Math.floor((20 * done) / all)
  return `[${'='.repeat(full)}${' '.repeat(20 - full)}]`
}
