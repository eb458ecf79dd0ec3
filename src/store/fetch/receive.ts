import { open } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { BenchError } from '../../core/error.ts'
import { onDisk } from './disk-error.ts'
import type { Part, PartFacts } from './part.ts'
import { isPassing, lastingReason, passingReason, retryAfter, type Setback } from './setback.ts'
import { stallGuard } from './stall-guard.ts'
import { type Reply, shownUrl, type Web } from './web.ts'

/** What one request needs besides the address. */
export interface Reception {
  readonly web: Web
  readonly signal: AbortSignal
  readonly stallMilliseconds: number
  readonly maxBytes: number
  /** Milliseconds since 1970, to read dates in `Retry-After`. */
  readonly now: () => number
  readonly onBytes: (received: number, total: number | null) => void
}

/** `done`: the body is whole, as far as the server says how long it is. `absent`: the server does not have it (404, 410). */
export type Received = 'done' | 'absent' | Setback

/**
 * Asks once, for what is missing of the part's body where the server says by its validator that it is still the same, else for all of
 * it, and appends what comes. Throws `ASSET` where asking again would not help, `OUTPUT` where the body cannot be written, and the
 * reason of `signal`.
 */
export async function receive(url: URL, part: Part, reception: Reception): Promise<Received> {
  const { web, signal, stallMilliseconds } = reception
  const guard = stallGuard(stallMilliseconds, signal)
  try {
    const known = await part.facts()
    const have = known?.url === url.href && known.validator !== null ? await part.size() : 0
    if (have > 0 && have === known?.totalBytes) return 'done'
    const range = have > 0 && known?.validator ? { Range: `bytes=${have}-`, 'If-Range': known.validator } : {}
    // Bytes as they are stored: a body packed for the way would not have the length and the checksum that are compared.
    const headers = { 'Accept-Encoding': 'identity', 'User-Agent': 'bioner-bench', ...range }
    const reply = await web.get(url, headers, guard.signal)
    guard.moved()
    reply.response.on('error', () => undefined) // kept for whoever reads the body
    try {
      const start = await startOf(reply, url, part, have > 0 ? known : null, reception)
      if (start === 'absent' || 'reason' in start) return start
      return await append(url, reply.response, start, part, reception, guard.moved)
    } finally {
      reply.response.destroy()
    }
  } catch (error) {
    signal.throwIfAborted()
    if (guard.hasStalled()) return { reason: `nothing came for ${stallMilliseconds / 1000} s`, askedSeconds: null }
    if (error instanceof BenchError || (error instanceof Error && !('code' in error))) throw error
    const reason = passingReason(error)
    if (reason !== null) return { reason, askedSeconds: null }
    throw new BenchError('ASSET', `${shownUrl(url)}: ${lastingReason(error)}`, { cause: error })
  } finally {
    guard.stop()
  }
}

interface Start {
  /** Bytes of the body that are there already. */
  readonly from: number
  readonly total: number | null
}

/** Reads the headers, and readies the part for what comes. `known`: what was asked to be gone on with. */
async function startOf(
  { response, status }: Reply,
  url: URL,
  part: Part,
  known: PartFacts | null,
  { now, maxBytes }: Reception,
): Promise<Start | 'absent' | Setback> {
  const { headers } = response
  if (status === 404 || status === 410) return 'absent'
  if (isPassing(status)) return { reason: `the server answered ${status}`, askedSeconds: retryAfter(headers, now()) }
  const from = status === 206 ? await part.size() : 0
  const total = status === 206 ? totalOf(response, from, known) : numberOf(headers['content-length'])
  if (status === 416 || total === 'another') {
    await part.restart(null)
    return { reason: 'the file on the server has changed', askedSeconds: 0 }
  }
  if (status !== 200 && status !== 206) {
    const denied = status === 401 || status === 403 ? ', access denied' : ''
    throw new BenchError('ASSET', `${shownUrl(url)}: the server answered ${status}${denied}`)
  }
  if (total !== null && total > maxBytes) throw tooLong(url, maxBytes)
  if (status === 200) await part.restart({ url: url.href, validator: validatorOf(response), totalBytes: total })
  return { from, total }
}

/** Total bytes of a partial reply, null where not said; `another`: it does not go on where the part ends, or is of another file. */
function totalOf({ headers }: IncomingMessage, from: number, known: PartFacts | null): number | null | 'another' {
  const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers['content-range'] ?? '') ?? []
  if (known === null || Number(start) !== from) return 'another'
  const bytes = numberOf(total)
  if (bytes !== null && known.totalBytes !== null && bytes !== known.totalBytes) return 'another'
  const same = [headers.etag, headers['last-modified']].includes(known.validator ?? '')
  return same || (headers.etag === undefined && headers['last-modified'] === undefined) ? bytes : 'another'
}

/** A weak `ETag` says that two bodies mean the same, not that they are the same bytes. */
function validatorOf({ headers: { etag, 'last-modified': modified } }: IncomingMessage): string | null {
  return etag !== undefined && !etag.startsWith('W/') ? etag : (modified ?? null)
}

function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null
}

async function append(
  url: URL,
  response: AsyncIterable<Uint8Array>,
  { from, total }: Start,
  part: Part,
  { onBytes, maxBytes }: Reception,
  moved: () => void,
): Promise<Received> {
  const file = await onDisk(part.body, () => open(part.body, 'a'))
  let received = from
  try {
    onBytes(received, total)
    for await (const chunk of response) {
      received += chunk.length
      if (received > maxBytes) throw tooLong(url, maxBytes)
      await onDisk(part.body, () => file.writeFile(chunk))
      moved()
      onBytes(received, total)
    }
    await onDisk(part.body, () => file.sync())
  } finally {
    await file.close()
  }
  return total === null || received === total ? 'done' : { reason: 'the connection was lost', askedSeconds: null }
}

function tooLong(url: URL, maxBytes: number): BenchError {
  return new BenchError('ASSET', `${shownUrl(url)}: longer than ${maxBytes} bytes`)
}
