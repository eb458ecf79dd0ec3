import type { IncomingHttpHeaders } from 'node:http'

/** A failure that may pass: why, and for how many seconds the server asks to be left alone, null where it does not say. */
export interface Setback {
  readonly reason: string
  readonly askedSeconds: number | null
}

const longestWait = 60

/** Seconds to wait before the next attempt: what the server asks for, at most a minute; else 1, 2, 4 … after each failure in a row. */
export function waitSeconds({ askedSeconds }: Setback, failures: number): number {
  return Math.min(askedSeconds ?? 2 ** (failures - 1), longestWait)
}

/** Statuses that may be another one soon. */
export function isPassing(status: number): boolean {
  return [408, 425, 429].includes(status) || status >= 500
}

/** Seconds that `Retry-After` names, as a number or as a date; null where there is none, or it cannot be read. */
export function retryAfter(headers: IncomingHttpHeaders, nowMilliseconds: number): number | null {
  const text = headers['retry-after']?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text)
  const date = Date.parse(text)
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - nowMilliseconds) / 1000))
}

/**
 * The reason where a network error may pass (a connection that was lost, refused or too slow), null where it will not: no such host, or
 * a certificate that is not trusted.
 */
export function passingReason(error: unknown): string | null {
  const code = codeOf(error)
  if (code === null || /CERT|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|^ERR_(?!STREAM_PREMATURE_CLOSE)/.test(code))
    return null
  return code === 'ENOTFOUND' ? null : (reasons.get(code) ?? messageOf(error))
}

/** What to say of a network error that will not pass. */
export function lastingReason(error: unknown): string {
  const code = codeOf(error) ?? ''
  if (code === 'ENOTFOUND')
    return 'no such host, or no network (offline: put the files into a folder and set BIONER_DATA)'
  const hint = /CERT|SELF_SIGNED|UNABLE_TO_/.test(code) ? '; where a proxy signs, set NODE_EXTRA_CA_CERTS' : ''
  return `${messageOf(error)}${hint}`
}

const reasons = new Map([
  ['ECONNRESET', 'the connection was lost'],
  ['ERR_STREAM_PREMATURE_CLOSE', 'the connection was lost'],
  ['ECONNREFUSED', 'the connection was refused'],
  ['ETIMEDOUT', 'no connection in time'],
  ['EAI_AGAIN', 'the name of the host could not be looked up'],
])

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}

function messageOf(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : (codeOf(error) ?? String(error))
}
