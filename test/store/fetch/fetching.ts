import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Checksum, Pin } from '../../../src/core/corpus.ts'
import { type FetchEvent, type FetchOptions, fetchPins } from '../../../src/store/fetch/fetch-pins.ts'
import { folderWith, rootsOf } from '../corpus/folders.ts'

export function sha256(content: string | Uint8Array): Checksum {
  return { algorithm: 'sha256', hex: createHash('sha256').update(content).digest('hex') }
}

/** A file that is fetched as it is; `content` is what it should be, null where nobody knows. */
export function filePin(path: string, url: string, content: string | null): Pin {
  return { path, checksum: content === null ? null : sha256(content), origin: { kind: 'file', url } }
}

export function archivePin(path: string, url: string, member: string, checksum: Checksum | null = null): Pin {
  return { path, checksum, origin: { kind: 'archive', url, checksum: null, member, suffixes: null } }
}

interface Cache {
  readonly folder: string
  /** Milliseconds of each wait, none of which takes any time. */
  readonly waits: number[]
  readonly events: FetchEvent[]
  fetch(pins: readonly Pin[], options?: Partial<FetchOptions>): Promise<string[]>
  /** Content of a file of the cache, null where there is none. */
  read(path: string): string | null
  /** All that lies in the cache, downloads on their way included. */
  list(): string[]
}

/** An empty cache, and a fetch into it whose outcomes are told in a word each: status, or status and message. */
export function newCache(folder: string = folderWith()): Cache {
  const waits: number[] = []
  const events: FetchEvent[] = []
  return {
    folder,
    waits,
    events,
    async fetch(pins, { tuning, ...options } = {}) {
      const outcomes = await fetchPins(pins, {
        roots: rootsOf({ cache: folder }),
        env: {},
        onProgress: event => events.push(event),
        ...options,
        tuning: {
          sleep: async milliseconds => void waits.push(milliseconds),
          now: () => Date.parse('2026-01-01T00:00:00Z'),
          stallMilliseconds: 2000,
          ...tuning,
        },
      })
      return outcomes.map(outcome =>
        outcome.status === 'failed' ? `${outcome.error.code} ${outcome.error.message}` : outcome.status,
      )
    },
    read: path => (existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : null),
    list: () =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
        .sort(),
  }
}
