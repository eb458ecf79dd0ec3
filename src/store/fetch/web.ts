import { Agent as HttpAgent, get as httpGet, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, get as httpsGet } from 'node:https'
import { BenchError } from '../../core/error.ts'
import type { Environment } from '../corpus/roots.ts'

export interface Reply {
  readonly response: IncomingMessage
  readonly status: number
}

/** What differs from one address to the next on the way through redirects. */
export interface Hops {
  /** Headers for one address only, such as a password that the next host must not see. */
  headersFor(url: URL): Readonly<Record<string, string>>
  /** Each reply on the way, the last one included, and the address that gave it. */
  onReply(reply: Reply, url: URL): void
}

/** Gets addresses, through the proxy that the environment names. */
export interface Web {
  /**
   * Headers of the reply after at most five redirects; its body is not read yet, and the caller reads or destroys it. `headers` go to every
   * address on the way. Throws `ASSET` where redirects lead in a circle or to an unprotected place; else what Node throws where no reply
   * comes.
   */
  get(url: URL, headers: Readonly<Record<string, string>>, signal: AbortSignal, hops?: Hops): Promise<Reply>
}

const mostRedirects = 5

/**
 * `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, in capitals or not, are read by Node itself. Throws `ARGUMENT` where a proxy is set and this
 * Node cannot use one: to pass it over would go past what a network allows.
 */
export function openWeb(env: Environment, nodeVersion: string = process.versions.node): Web {
  const proxyEnv = proxyVariables(env)
  if (Object.keys(proxyEnv).length > 0 && !canProxy(nodeVersion))
    throw new BenchError('ARGUMENT', `HTTPS_PROXY needs Node 24.5 or newer; this is ${nodeVersion}`)
  const agents = { http: new HttpAgent({ proxyEnv }), https: new HttpsAgent({ proxyEnv }) }

  async function request(url: URL, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const options = { headers: { ...headers }, signal }
      const answer = (response: IncomingMessage) => resolve({ response, status: response.statusCode ?? 0 })
      const request =
        url.protocol === 'https:'
          ? httpsGet(url, { ...options, agent: agents.https }, answer)
          : httpGet(url, { ...options, agent: agents.http }, answer)
      request.on('error', reject)
    })
  }

  return {
    async get(url, headers, signal, hops) {
      let current = url
      for (let redirects = 0; ; redirects++) {
        const reply = await request(current, { ...headers, ...hops?.headersFor(current) }, signal)
        hops?.onReply(reply, current)
        const { location } = reply.response.headers
        if (![301, 302, 303, 307, 308].includes(reply.status) || location === undefined) return reply
        reply.response.on('error', () => undefined).destroy()
        if (redirects === mostRedirects)
          throw new BenchError('ASSET', `${shownUrl(url)}: more than ${mostRedirects} redirects`)
        current = redirected(current, location)
      }
    },
  }
}

/** An address for a message: without a password. */
export function shownUrl(url: URL): string {
  const shown = new URL(url)
  shown.username = ''
  shown.password = ''
  return shown.href
}

/** Where a redirect leads. Throws `ASSET` where that is no web address, or leaves https for a place that is not this machine. */
export function redirected(from: URL, location: string): URL {
  const to = URL.parse(location, from)
  const fault =
    to === null || !['http:', 'https:'].includes(to.protocol)
      ? 'which is no web address'
      : from.protocol === 'https:' && to.protocol === 'http:' && !isLoopback(to)
        ? 'which is not protected by https'
        : null
  if (to === null || fault !== null)
    throw new BenchError('ASSET', `${shownUrl(from)}: redirects to ${JSON.stringify(location.slice(0, 200))}, ${fault}`)
  return to
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)
}

function proxyVariables(env: Environment): Record<string, string> {
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'].flatMap(name => [name, name.toLowerCase()])
  return Object.fromEntries(names.flatMap(name => (env[name] ? [[name, env[name]]] : [])))
}

function canProxy(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 24 || (major === 24 && minor >= 5)
}
