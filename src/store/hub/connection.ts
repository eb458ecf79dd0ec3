import { setTimeout } from 'node:timers/promises'
import { BenchError } from '../../core/error.ts'
import type { Environment } from '../corpus/roots.ts'
import { type DownloadOptions, download } from '../fetch/download.ts'
import type { Part } from '../fetch/part.ts'
import { openWeb, type Reply, shownUrl, type Web } from '../fetch/web.ts'
import { type Asked, refusalOf } from './refusal.ts'
import type { HubSettings } from './settings.ts'

/** What the Hub says of a file in the headers of its own reply, before it sends one to where the bytes are. */
export interface FileHeaders {
  readonly commit: string | null
  /** SHA-256 of a large file, git blob id of a small one; the blob in the cache has this name. */
  readonly etag: string | null
}

/** The Hub, or what `HF_ENDPOINT` puts in its place. */
export interface HubConnection {
  addressOf(path: string): URL
  /**
   * Downloads an address of the endpoint into a part, and goes on where it ends. null: the part was whole already, nothing was asked.
   * Throws what `refusalOf` says; `ASSET` for what the network does; `OUTPUT`; the reason of the signal.
   */
  fill(part: Part, url: URL, asked: Asked, limits: Limits): Promise<FileHeaders | null>
}

export interface Limits {
  readonly signal: AbortSignal
  readonly maxBytes: number
  readonly onBytes: (received: number, total: number | null) => void
  readonly onRetry?: () => void
}

export interface ConnectionTuning {
  readonly sleep?: DownloadOptions['sleep']
  readonly now?: () => number
  /** A connection on which nothing comes for so long is given up; 30 s unless said. */
  readonly stallMilliseconds?: number
  /** Of the file system on which a folder is or will be. */
  readonly freeBytes?: (folder: string) => Promise<number>
}

/** Throws `ARGUMENT` where a proxy is set that cannot be used. */
export function connectHub(settings: HubSettings, env: Environment, tuning: ConnectionTuning = {}): HubConnection {
  const web = openWeb(env)
  const base = settings.endpoint.href.replace(/\/+$/, '')
  return {
    addressOf: path => new URL(base + path),
    async fill(part, url, asked, { signal, maxBytes, onBytes, onRetry }) {
      let headers: FileHeaders | null = null
      await download([url], part, {
        web: hubWeb(web, settings, asked, found => {
          headers = found
        }),
        signal,
        maxBytes,
        onBytes,
        onRetry: () => onRetry?.(),
        sleep: tuning.sleep ?? ((milliseconds, signal) => setTimeout(milliseconds, undefined, { signal })),
        now: tuning.now ?? Date.now,
        stallMilliseconds: tuning.stallMilliseconds ?? 30_000,
      })
      return headers
    },
  }
}

/**
 * The token goes to the endpoint alone: where a redirect leads elsewhere (to the store of large files, say), it is not sent. Only replies
 * of the endpoint are read as the Hub's.
 */
function hubWeb(web: Web, settings: HubSettings, asked: Asked, onHeaders: (headers: FileHeaders) => void): Web {
  const { origin } = settings.endpoint
  return {
    async get(url, headers, signal) {
      const replies: { readonly reply: Reply; readonly url: URL }[] = []
      const headersFor = (hop: URL): Record<string, string> =>
        settings.token !== null && hop.origin === origin ? { Authorization: `Bearer ${settings.token}` } : {}
      const onReply = (reply: Reply, url: URL) => void replies.push({ reply, url })
      const last = await web.get(url, headers, signal, { headersFor, onReply }).catch((error: unknown) => {
        throw isUnknownHost(error) ? unreachable(url, error) : error
      })
      const own = replies.filter(({ url }) => url.origin === origin).map(({ reply }) => reply)
      const refusal = own.includes(last) ? refusalOf(last, asked, settings) : null
      if (refusal !== null) {
        last.response.on('error', () => undefined).destroy()
        throw refusal
      }
      onHeaders(headersOf(own))
      return last
    },
  }
}

function headersOf(replies: readonly Reply[]): FileHeaders {
  const find = (name: string) =>
    replies.map(({ response }) => response.headers[name]).find(value => value !== undefined)
  const etag = find('x-linked-etag') ?? find('etag')
  const commit = find('x-repo-commit')
  return {
    commit: commit === undefined ? null : String(commit),
    etag: etag === undefined ? null : String(etag).replace(/^W\//, '').replace(/^"|"$/g, ''),
  }
}

function isUnknownHost(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOTFOUND'
}

function unreachable(url: URL, cause: unknown): BenchError {
  return new BenchError(
    'ASSET',
    `${shownUrl(url)}: no such host, or no network; HF_HUB_OFFLINE=1 uses what the cache has, HF_ENDPOINT names another host`,
    { cause },
  )
}
