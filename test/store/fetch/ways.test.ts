import { request as httpRequest } from 'node:http'
import { expect, test } from 'vitest'
import { openWeb, redirected } from '../../../src/store/fetch/web.ts'
import { folderWith, refusalOf } from '../corpus/folders.ts'
import { filePin, newCache } from './fetching.ts'
import { file, serve, status } from './server.ts'

const text = 'IL-2\tB-protein\n'

test('redirects are followed, five of them', async () => {
  const { url } = await serve((request, response) => {
    const left = Number(request.url?.slice(1))
    const answer =
      left === 0 ? file(text) : status([301, 302, 303, 307, 308][left % 5] ?? 0, { Location: `/${left - 1}` })
    answer(request, response)
  })
  const cache = newCache()
  expect(await cache.fetch([filePin('x/a', `${url}/5`, text), filePin('x/b', `${url}/6`, text)])).toEqual([
    'fetched',
    `ASSET ${url}/6: more than 5 redirects`,
  ])
})

test('a redirect to an unprotected place or to no web address is refused', () => {
  const from = new URL('https://user:secret@example.org/a/b')
  expect(redirected(from, '../c').href).toBe('https://user:secret@example.org/c')
  expect(redirected(from, '//other.org/c').href).toBe('https://other.org/c')
  expect(redirected(from, 'http://127.0.0.1:80/c').href).toBe('http://127.0.0.1/c')
  expect(redirected(new URL('http://example.org'), 'http://other.org').href).toBe('http://other.org/')
  const refusal = 'https://example.org/a/b: redirects to'
  expect(() => redirected(from, 'http://other.org/c')).toThrow(
    `${refusal} "http://other.org/c", which is not protected`,
  )
  expect(() => redirected(from, 'http://127.evil.org/c')).toThrow('which is not protected by https')
  expect(() => redirected(from, 'file:///etc/passwd')).toThrow('which is no web address')
  expect(() => redirected(from, 'http://')).toThrow('which is no web address')
})

test('BIONER_OFFLINE: what is there is used, what is missing is named before any connection', async () => {
  const { url, requests } = await serve(file(text))
  const cache = newCache(folderWith({ 'x/a': text }))
  const [a, b, c] = ['x/a', 'x/b', 'y/c'].map(path => filePin(path, `${url}/${path}`, text))
  if (a === undefined || b === undefined || c === undefined) throw new Error('three pins')
  const env = { BIONER_OFFLINE: '1' }
  expect(await cache.fetch([a], { env })).toEqual(['present'])
  expect(await refusalOf(cache.fetch([a, b, c], { env }))).toBe(
    'ARGUMENT BIONER_OFFLINE is set, and not on disk: x/b, y/c; unset it, or put the files into a folder and set BIONER_DATA',
  )
  expect(requests).toEqual([])
  expect(await cache.fetch([b], { env: { BIONER_OFFLINE: '0' } })).toEqual(['fetched'])
})

test('BIONER_MIRROR is asked first, and the address itself only for what the mirror does not have', async () => {
  const origin = await serve(file(text))
  const mirror = await serve((request, response) =>
    (request.url?.endsWith('/absent?v=1') ? status(404) : request.url?.endsWith('/denied') ? status(403) : file(text))(
      request,
      response,
    ),
  )
  const cache = newCache()
  const pins = ['here', 'absent?v=1', 'denied'].map(name => filePin(`x/${name}`, `${origin.url}/${name}`, text))
  const host = new URL(origin.url).host
  expect(await cache.fetch(pins, { env: { BIONER_MIRROR: `${mirror.url}/base/` }, parallel: 1 })).toEqual([
    'fetched',
    'fetched',
    `ASSET ${mirror.url}/base/${host}/denied: the server answered 403, access denied`,
  ])
  expect(mirror.requests).toEqual(['here', 'absent?v=1', 'denied'].map(name => `GET /base/${host}/${name}`))
  expect(origin.requests).toEqual(['GET /absent?v=1'])

  const nowhere = await serve(status(404))
  const gone = filePin('x/gone', `${nowhere.url}/gone`, text)
  expect(await cache.fetch([gone], { env: { BIONER_MIRROR: nowhere.url } })).toEqual([
    expect.stringContaining(`/gone, nor at ${nowhere.url}/gone: not there (404)`),
  ])
  expect(await refusalOf(cache.fetch([gone], { env: { BIONER_MIRROR: 'mirror' } }))).toBe(
    'ARGUMENT BIONER_MIRROR: mirror: expected an address such as https://host/base',
  )
})

test('a download goes through the proxy of the environment, unless NO_PROXY names its host', async () => {
  const origin = await serve(file(text))
  const proxy = await serve((request, response) => {
    httpRequest(request.url ?? '', { headers: request.headers }, answer => {
      response.writeHead(answer.statusCode ?? 0, answer.headers)
      answer.pipe(response)
    }).end()
  })
  const cache = newCache()
  expect(await cache.fetch([filePin('x/a', `${origin.url}/a`, text)], { env: { http_proxy: proxy.url } })).toEqual([
    'fetched',
  ])
  expect(proxy.requests).toEqual([`GET ${origin.url}/a`])
  const env = { HTTP_PROXY: proxy.url, NO_PROXY: '127.0.0.1' }
  expect(await cache.fetch([filePin('x/b', `${origin.url}/b`, text)], { env })).toEqual(['fetched'])
  expect(proxy.requests).toHaveLength(1)
  expect(origin.requests).toEqual(['GET /a', 'GET /b'])
})

test('https goes through a tunnel of the proxy, and a proxy that refuses it is told', async () => {
  const asked: string[] = []
  const proxy = await serve(status(500), (request, socket) => {
    asked.push(`${request.method} ${request.url}`)
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
  })
  const cache = newCache()
  const [message] = await cache.fetch([filePin('x/a', 'https://corpora.invalid/a', text)], {
    env: { HTTPS_PROXY: proxy.url },
  })
  expect(message).toMatch(/^ASSET https:\/\/corpora\.invalid\/a: .*407/)
  expect(asked).toEqual(['CONNECT corpora.invalid:443'])
})

test('a proxy that this Node cannot use is an error, not passed over', () => {
  expect(() => openWeb({ HTTPS_PROXY: 'http://p' }, '24.4.1')).toThrow(
    'HTTPS_PROXY needs Node 24.5 or newer; this is 24.4.1',
  )
  expect(openWeb({}, '24.4.1')).toBeDefined()
  expect(openWeb({ HTTPS_PROXY: 'http://p' }, '25.0.0')).toBeDefined()
})

test('an address that is none fails alone', async () => {
  const { url } = await serve(file(text))
  const pins = [filePin('x/a', 'ftp://example.org/a', text), filePin('x/b', `${url}/b`, text)]
  expect(await newCache().fetch(pins)).toEqual([
    'ASSET ftp://example.org/a: not an address that can be fetched',
    'fetched',
  ])
})
