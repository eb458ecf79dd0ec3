import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { BenchError } from '../../core/error.ts'
import type { Environment } from '../corpus/roots.ts'
import { isOffline } from '../fetch/addresses.ts'

/** What the environment says of the Hub, read as Python's `huggingface_hub` reads it, so that both share one cache. */
export interface HubSettings {
  /** Without a slash at its end. */
  readonly endpoint: URL
  /** Folder of the cache: `models--OWNER--NAME` lie in it. */
  readonly cache: string
  /** Sent to the endpoint and nowhere else; never part of a message. */
  readonly token: string | null
  /** The variable that forbids connections; null: they are allowed. */
  readonly offline: string | null
}

/**
 * `HF_ENDPOINT`; `HF_HUB_CACHE`, else `HF_HOME/hub`, else `huggingface/hub` in the user's cache folder; `HF_TOKEN`, else what
 * `hf auth login` has stored; `HF_HUB_OFFLINE` and `BIONER_OFFLINE`. Throws `ARGUMENT` where the endpoint is no web address or the
 * token has characters that none has.
 */
export async function readHubSettings(env: Environment): Promise<HubSettings> {
  const home = expand(env.HF_HOME || join(env.XDG_CACHE_HOME || join(userHome(env), '.cache'), 'huggingface'), env)
  const cache = env.HF_HUB_CACHE || env.HUGGINGFACE_HUB_CACHE
  return {
    endpoint: endpointOf(env.HF_ENDPOINT || 'https://huggingface.co'),
    cache: resolve(cache ? expand(cache, env) : join(home, 'hub')),
    token: await readToken(env, home),
    offline: offlineVariable(env),
  }
}

function endpointOf(text: string): URL {
  const url = URL.parse(text.replace(/\/+$/, ''))
  if (url !== null && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '') return url
  throw new BenchError('ARGUMENT', `HF_ENDPOINT: ${text}: expected an address such as https://huggingface.co`)
}

async function readToken(env: Environment, home: string): Promise<string | null> {
  const given = env.HF_TOKEN || env.HUGGING_FACE_HUB_TOKEN
  if (!given && isTrue(env.HF_HUB_DISABLE_IMPLICIT_TOKEN)) return null
  const path = expand(env.HF_TOKEN_PATH || join(home, 'token'), env)
  const token = (given || (await readFile(path, 'utf8').catch(() => ''))).trim()
  if (token === '') return null
  if (/^[\x21-\x7e]+$/.test(token)) return token
  throw new BenchError(
    'ARGUMENT',
    `${given ? 'HF_TOKEN' : path}: not a token: it has spaces or characters beyond ASCII`,
  )
}

function offlineVariable(env: Environment): string | null {
  if (isOffline(env)) return 'BIONER_OFFLINE'
  if (isTrue(env.HF_HUB_OFFLINE)) return 'HF_HUB_OFFLINE'
  return !env.HF_HUB_OFFLINE && isTrue(env.TRANSFORMERS_OFFLINE) ? 'TRANSFORMERS_OFFLINE' : null
}

/** What `huggingface_hub` takes for yes. */
function isTrue(value = ''): boolean {
  return ['1', 'ON', 'YES', 'TRUE'].includes(value.toUpperCase())
}

/** `~` and `$NAME` at the beginning or within, as Python expands them; an unknown name stays as it is. */
function expand(path: string, env: Environment): string {
  return path
    .replace(/^~(?=$|[\\/])/, () => userHome(env))
    .replace(/\$(?:(\w+)|\{(\w+)\})/g, (whole, bare?: string, braced?: string) => env[bare ?? braced ?? ''] ?? whole)
}

function userHome(env: Environment): string {
  return env.HOME || homedir()
}
