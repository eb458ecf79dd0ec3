import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { onTestFinished } from 'vitest'

export interface TestServer {
  /** `http://127.0.0.1:PORT`, without a slash at its end. */
  readonly url: string
  /** `METHOD address` of each request and the headers that matter, in order. */
  readonly requests: readonly string[]
}

/** A server on this machine, closed when the test ends. `onConnect`: asked for a tunnel, as a proxy for https is. */
export async function serve(
  listener: RequestListener,
  onConnect?: (request: IncomingMessage, socket: Duplex) => void,
): Promise<TestServer> {
  const requests: string[] = []
  const server = createServer((request, response) => {
    const { method, url, headers } = request
    requests.push([method, url, headers.range, headers['if-range']].filter(Boolean).join(' '))
    listener(request, response)
  })
  if (onConnect) server.on('connect', onConnect)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests }
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** Answers in order; the last one also to all further requests. */
export function answers(...list: readonly Answer[]): RequestListener {
  let next = 0
  return (request, response) => list[Math.min(next++, list.length - 1)]?.(request, response)
}

interface FileOptions {
  readonly etag?: string
  readonly modified?: string
  readonly ranges?: boolean
  /** Bytes of the body after which the connection is cut, or nothing more is sent. */
  readonly cutAfter?: number
  readonly stallAfter?: number
  /** No `Content-Length`. */
  readonly chunked?: boolean
}

/** A file as an ordinary web server has it. */
export function file(content: string | Uint8Array, options: FileOptions = {}): Answer {
  const whole = Buffer.from(content)
  const { etag, modified, ranges = true, cutAfter, stallAfter, chunked = false } = options
  return (request, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
    const isSame = request.headers['if-range'] === (etag ?? modified)
    const partial = ranges && from > 0 && isSame
    if (partial && from >= whole.length) return void response.writeHead(416).end()
    const body = partial ? whole.subarray(from) : whole
    response.writeHead(partial ? 206 : 200, {
      ...(etag && { ETag: etag }),
      ...(modified && { 'Last-Modified': modified }),
      ...(partial && { 'Content-Range': `bytes ${from}-${whole.length - 1}/${whole.length}` }),
      ...(!chunked && { 'Content-Length': body.length }),
    })
    if (cutAfter === undefined && stallAfter === undefined) return void response.end(body)
    response.write(body.subarray(0, cutAfter ?? stallAfter), () => {
      if (cutAfter !== undefined) setTimeout(() => response.destroy(), 20) // after the client has read it
    })
  }
}

export function status(code: number, headers: Record<string, string> = {}, body = ''): Answer {
  return (_, response) => void response.writeHead(code, headers).end(body)
}
