import { BenchError } from '../../core/error.ts'
import type { Reply } from '../fetch/web.ts'
import type { HubSettings } from './settings.ts'

/** What was asked of the Hub, for messages. `path`: a file; null: the repository itself. */
export interface Asked {
  readonly repository: string
  readonly revision: string
  readonly path: string | null
}

/**
 * The error that a reply of the Hub means, null where it is none or may pass (429, 5xx). `ARGUMENT`: there is no such repository or
 * revision; `MODEL`: the file is missing, or access is denied, with what to do.
 */
export function refusalOf(
  { status, response }: Reply,
  asked: Asked,
  settings: Pick<HubSettings, 'endpoint' | 'token'>,
): BenchError | null {
  const code = response.headers['x-error-code']
  const what = `hf:${asked.repository}`
  if (status === 404 || status === 410) return absent(what, String(code ?? ''), asked, settings.token !== null)
  if (status !== 401 && status !== 403) return null
  const said = saidBy(response.headers['x-error-message'])
  if (code === 'GatedRepo') return new BenchError('MODEL', `${what}: ${gated(asked.repository, settings)}${said}`)
  if (settings.token === null) return hidden(what)
  return status === 401
    ? new BenchError(
        'MODEL',
        `${what}: the Hub does not accept the token of HF_TOKEN (or of hf auth login); renew it, or unset it where the model is ` +
          `public${said}`,
      )
    : new BenchError(
        'MODEL',
        `${what}: the token may not read this repository (403); give the token read access to it${said}`,
      )
}

/** `ARGUMENT`: connections are forbidden, and the cache does not have what is needed. */
export function offlineRefusal(
  what: string,
  { offline, cache }: Pick<HubSettings, 'offline' | 'cache'>,
  reason: string,
): BenchError {
  return new BenchError(
    'ARGUMENT',
    `${what}: ${offline} is set, and the cache ${cache} has not what is needed (${reason}); unset it, or set HF_HUB_CACHE to ` +
      'the cache that has it',
  )
}

function absent(what: string, code: string, { revision, path }: Asked, hasToken: boolean): BenchError {
  if (code === 'RevisionNotFound')
    return new BenchError('ARGUMENT', `${what}: the repository is there, but has no revision ${revision}`)
  if (path !== null && code !== 'RepoNotFound')
    return new BenchError('MODEL', `${what}: revision ${revision} has no file ${path}`)
  if (code === '')
    return new BenchError('ARGUMENT', `${what}: no such repository, or it has no revision ${revision} (404)`)
  return hasToken
    ? new BenchError('ARGUMENT', `${what}: no such repository, or a private one that the token may not see`)
    : hidden(what)
}

/** To somebody without a token the Hub answers 401 for what does not exist as for what is private. */
function hidden(what: string): BenchError {
  return new BenchError(
    'ARGUMENT',
    `${what}: no such repository, or a private one; look at its name, or set HF_TOKEN to a token that may read it`,
  )
}

function gated(repository: string, { endpoint, token }: Pick<HubSettings, 'endpoint' | 'token'>): string {
  const page = new URL(`${endpoint.pathname.replace(/\/+$/, '')}/${repository}`, endpoint.origin)
  const way = `accept the terms of its authors at ${page}`
  return token === null
    ? `gated; ${way}, then set HF_TOKEN to a token of that account`
    : `gated, and the account of the token has no access yet; ${way}, or wait until they agree`
}

/** What the server itself says of it; not to be trusted with the terminal. */
function saidBy(message: string | readonly string[] | undefined): string {
  return message === undefined ? '' : ` (the Hub: ${JSON.stringify(String(message).slice(0, 200))})`
}
