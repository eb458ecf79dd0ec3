import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { claimPart } from '../../../src/store/fetch/part.ts'
import { folderWith, refusalOf } from '../corpus/folders.ts'
import { file, serve, status } from '../fetch/server.ts'
import { commitA, commitB, gitId, isLarge, serveHub, sha256 } from './fake-hub.ts'
import { newHubCache, repositoryOf, tiny, weights } from './hub-cache.ts'

const large = sha256(weights)
const token = 'hf_secretOfTheTest'

describe('access', () => {
  const repositories = {
    'acme/tiny': repositoryOf(tiny, { access: 'gated' }),
    'acme/private': repositoryOf(tiny, { access: 'private' }),
  }

  test('a gated model: what to do, with a token and without', async () => {
    const hub = await serveHub(repositories, { token, stranger: 'hf_other' })
    expect(await refusalOf(newHubCache(hub.url).get('acme/tiny'))).toBe(
      `MODEL hf:acme/tiny: gated; accept the terms of its authors at ${hub.url}/acme/tiny, then set HF_TOKEN to a token of that ` +
        'account (the Hub: "restricted")',
    )
    expect(await refusalOf(newHubCache(hub.url).get('acme/tiny', { env: { HF_TOKEN: 'hf_other' } }))).toMatch(
      /^MODEL hf:acme\/tiny: gated, and the account of the token has no access yet; accept the terms .*, or wait/,
    )
  })

  test('a token that the Hub does not know', async () => {
    const hub = await serveHub(repositories, { token })
    const refusal = await refusalOf(newHubCache(hub.url).get('acme/tiny', { env: { HF_TOKEN: 'hf_expired' } }))
    expect(refusal).toMatch(/^MODEL hf:acme\/tiny: the Hub does not accept the token of HF_TOKEN.*renew it/)
    expect(refusal).not.toContain('hf_expired')
  })

  test('a token without the permission', async () => {
    const hub = await serveHub(repositories, {
      token,
      instead: () => status(403, { 'X-Error-Message': 'x\u00e9\tno' }),
    })
    expect(await refusalOf(newHubCache(hub.url).get('acme/tiny', { env: { HF_TOKEN: token } }))).toMatch(
      /^MODEL hf:acme\/tiny: the token may not read this repository \(403\); give the token read access to it \(the Hub: "x.*no"\)$/,
    )
  })

  test('no such repository, no such revision, no such file: told apart', async () => {
    const hub = await serveHub(repositories, { token, stranger: 'hf_other' })
    const refused = (name: string, env = {}) => refusalOf(newHubCache(hub.url).get(name, { env }))
    expect(await refused('acme/none')).toBe(
      'ARGUMENT hf:acme/none: no such repository, or a private one; look at its name, or set HF_TOKEN to a token that may read it',
    )
    expect(await refused('acme/private')).toMatch(
      /^ARGUMENT hf:acme\/private: no such repository, or a private one; look/,
    )
    expect(await refused('acme/private', { HF_TOKEN: 'hf_other' })).toBe(
      'ARGUMENT hf:acme/private: no such repository, or a private one that the token may not see',
    )
    expect(await refused('acme/tiny@v9')).toBe('ARGUMENT hf:acme/tiny: the repository is there, but has no revision v9')
    const vanished = await serveHub(
      { 'acme/tiny': repositoryOf(tiny) },
      {
        instead: address =>
          address.endsWith('/tokenizer.json') ? status(404, { 'X-Error-Code': 'EntryNotFound' }) : undefined,
      },
    )
    expect(await refusalOf(newHubCache(vanished.url).get('acme/tiny'))).toBe(
      `MODEL hf:acme/tiny: revision ${commitA} has no file tokenizer.json`,
    )
    const other = await serve(status(404))
    expect(await refusalOf(newHubCache(other.url).get('acme/tiny'))).toBe(
      'ARGUMENT hf:acme/tiny: no such repository, or it has no revision main (404)',
    )
  })

  test('the token goes to the endpoint, and never to where it redirects', async () => {
    const hub = await serveHub(repositories, { token })
    const home = folderWith({ token: `${token}\n` }) // as hf auth login leaves it
    for (const [env, folder] of [
      [{ HF_TOKEN: token }, folderWith()],
      [{ HUGGING_FACE_HUB_TOKEN: token }, folderWith()],
      [{}, home],
    ] as const) {
      hub.requests.length = 0
      await newHubCache(hub.url, folder).get('acme/tiny', { env })
      const [first, ...cdn] = [hub.requests[0], ...hub.requests.filter(request => request.startsWith('cdn'))]
      expect(first).toBe('hub /api/models/acme/tiny/revision/main?blobs=true token')
      expect(hub.requests.filter(request => request.startsWith('hub')).every(text => text.endsWith(' token'))).toBe(
        true,
      )
      expect(cdn).toEqual([`cdn /blobs/${large}?signature=x`])
    }
    const silent = { HF_HUB_DISABLE_IMPLICIT_TOKEN: '1' }
    expect(await refusalOf(newHubCache(hub.url, home).get('acme/tiny@v9', { env: silent }))).toContain('no revision v9')
    expect(hub.requests.at(-1)).toBe('hub /api/models/acme/tiny/revision/v9?blobs=true')
  })

  test('what cannot be a token is refused without being shown', async () => {
    const refusal = await refusalOf(newHubCache('http://127.0.0.1:9').get('acme/tiny', { env: { HF_TOKEN: 'a b' } }))
    expect(refusal).toBe('ARGUMENT HF_TOKEN: not a token: it has spaces or characters beyond ASCII')
  })
})

describe('the network', () => {
  test('429: waits as long as the Hub asks, then goes on', async () => {
    let left = 2
    const hub = await serveHub(
      { 'acme/tiny': repositoryOf(tiny) },
      {
        instead: address => (address.includes('/api/') && left-- > 0 ? status(429, { 'Retry-After': '7' }) : undefined),
      },
    )
    const cache = newHubCache(hub.url)
    await cache.get('acme/tiny')
    expect(cache.waits).toEqual([7, 7])
  })

  test('429 without end is given up, and says how long the Hub asks to wait', async () => {
    const hub = await serveHub({}, { instead: () => status(429, { 'Retry-After': '3600' }) })
    const cache = newHubCache(hub.url)
    expect(await refusalOf(cache.get('acme/tiny'))).toMatch(
      /^ASSET .*\/api\/models\/acme\/tiny.*: the server answered 429, and asks to wait 3600 s; given up after 5 attempts/,
    )
    expect(cache.waits).toEqual([60, 60, 60, 60])
  })

  test('a host that is not there', async () => {
    expect(await refusalOf(newHubCache('http://hub.invalid').get('acme/tiny'))).toMatch(
      /^ASSET http:\/\/hub\.invalid\/api\/models.*: .*HF_(HUB_OFFLINE|ENDPOINT)|^ASSET .*given up/,
    )
  })

  test('a refusal of the store is not taken for one of the Hub', async () => {
    const hub = await serveHub(
      { 'acme/tiny': repositoryOf(tiny) },
      { instead: address => (address.startsWith('cdn') ? status(403) : undefined) },
    )
    expect(await refusalOf(newHubCache(hub.url).get('acme/tiny'))).toMatch(/^ASSET .*the server answered 403/)
  })

  test.each([
    ['a web page', '<!DOCTYPE html><html>log in</html>'],
    ['another shape', '{"sha":"main","siblings":[]}'],
    ['no files', `{"sha":"${commitA}"}`],
  ])('%s in place of the listing', async (_, body) => {
    const { url } = await serve(file(body))
    expect(await refusalOf(newHubCache(url).get('acme/tiny'))).toMatch(
      /^ASSET .*: not an answer of the Hub .*HF_ENDPOINT/,
    )
  })
})

describe('bytes that are not right', () => {
  const wrong = (part: string, body: string, times = 99) => {
    let left = times
    return (address: string) => (address.includes(part) && left-- > 0 ? file(body) : undefined)
  }

  test.each([
    ['a large file', 'cdn', `x${weights.slice(1)}`, 'SHA-256 is'],
    ['a file that is too short', 'cdn', weights.slice(1), 'SHA-256 is'],
    ['a file that is too long', 'cdn', `${weights}x`, 'longer than 80000 bytes'],
    ['a small file', '/cached/', '{}', 'git blob id is'],
    ['a log-in page', 'cdn', '<html>log in</html>', 'the server sent a web page'],
  ])('%s never reaches the cache', async (_, part, body, message) => {
    const { 'tokenizer_config.json': __, ...files } = tiny
    const hub = await serveHub({ 'acme/tiny': repositoryOf(files) }, { instead: wrong(part, body) })
    const cache = newHubCache(hub.url)
    expect(await refusalOf(cache.get('acme/tiny'))).toMatch(new RegExp(`^ASSET http.*${message}`))
    const right = Object.values(files).map(content => (isLarge(content) ? sha256(content) : gitId(content)))
    const blobs = cache.list().filter(path => path.startsWith('blobs/'))
    expect(blobs.filter(path => !right.includes(path.slice('blobs/'.length)))).toEqual([])
    for (const path of blobs) expect(Object.values(files)).toContain(cache.read(path))
    expect(cache.list()).not.toContain('refs/main')
  })

  test('pieces that do not fit are thrown away, and the whole is asked for once more', async () => {
    const hub = await serveHub({ 'acme/tiny': repositoryOf(tiny) })
    const cache = newHubCache(hub.url)
    const url = `${hub.url}/acme/tiny/resolve/${commitA}/model.safetensors`
    const part = await claimPart(join(cache.folder, '.downloads'), url)
    await part.restart({ url, validator: `"cdn-${large}"`, totalBytes: weights.length })
    writeFileSync(part.body, 'y'.repeat(30_000))
    await part.release()
    await cache.get('acme/tiny')
    expect(cache.read(`blobs/${large}`)).toBe(weights)
    expect(hub.requests.filter(request => request.startsWith('cdn'))).toEqual([
      `cdn /blobs/${large}?signature=x bytes=30000-`,
      `cdn /blobs/${large}?signature=x`,
    ])
  })

  test('a file of another commit, or without a checksum', async () => {
    const other = await serveHub(
      { 'acme/tiny': repositoryOf(tiny) },
      {
        instead: address => (address.endsWith('/config.json') ? status(200, { 'X-Repo-Commit': commitB }) : undefined),
      },
    )
    expect(await refusalOf(newHubCache(other.url).get('acme/tiny'))).toContain(`of commit "${commitB}"`)
    const bare = await serveHub(
      { 'acme/tiny': repositoryOf(tiny) },
      { terse: true, instead: address => (address.endsWith('/config.json') ? file('{}') : undefined) },
    )
    expect(await refusalOf(newHubCache(bare.url).get('acme/tiny'))).toMatch(
      /config\.json: the server states no checksum/,
    )
  })
})

describe('the disk', () => {
  test('is looked at before the first byte', async () => {
    const hub = await serveHub({ 'acme/tiny': repositoryOf(tiny) })
    const cache = newHubCache(hub.url)
    const tuning = { freeBytes: async () => 50_000 }
    expect(await refusalOf(cache.get('acme/tiny', { tuning }))).toBe(
      `OUTPUT ${cache.folder}: needs 1 MB, and 1 MB are free; make room, or set HF_HOME to another folder`,
    )
    expect(hub.requests).toHaveLength(1)
    expect(cache.list()).toEqual([])
  })

  test('a cache that cannot be written names the variable', async () => {
    const hub = await serveHub({ 'acme/tiny': repositoryOf(tiny) })
    const home = folderWith({ hub: 'a file' })
    expect(await refusalOf(newHubCache(hub.url, home).get('acme/tiny'))).toMatch(
      /^OUTPUT .*: cannot be written: a file stands where a folder is needed; make room, or set HF_HOME to another folder$/,
    )
  })

  test('a blob that cannot be put into its place is kept for the next run', async () => {
    const hub = await serveHub({ 'acme/tiny': repositoryOf(tiny) })
    const cache = newHubCache(hub.url)
    mkdirSync(join(cache.folder, 'blobs', large), { recursive: true })
    writeFileSync(join(cache.folder, 'blobs', large, 'odd'), '')
    expect(await refusalOf(cache.get('acme/tiny'))).toMatch(/^OUTPUT .*cannot be written: .*set HF_HOME/)
    rmSync(join(cache.folder, 'blobs', large), { recursive: true })
    const before = hub.requests.length
    await cache.get('acme/tiny')
    expect(hub.requests.slice(before).filter(request => request.startsWith('cdn'))).toEqual([])
    expect(cache.read(`blobs/${large}`)).toBe(weights)
  })
})

describe('names that a server gives', () => {
  test('no path leads out of the snapshot', async () => {
    const index = (name: string) => JSON.stringify({ weight_map: { a: name } })
    const { 'model.safetensors': _, ...rest } = tiny
    const refused = async (text: string, more = {}) => {
      const files = { ...rest, 'model.safetensors.index.json': text, '../evil.safetensors': weights, ...more }
      const hub = await serveHub({ 'acme/tiny': repositoryOf(files) })
      const cache = newHubCache(hub.url)
      const refusal = await refusalOf(cache.get('acme/tiny'))
      expect(hub.requests.filter(request => request.includes('evil'))).toEqual([])
      expect(cache.list().filter(path => path.includes('evil'))).toEqual([])
      return refusal
    }
    const lies = 'which does not lie in the folder of the model'
    for (const name of ['../evil.safetensors', '/etc/evil', 'a/../../evil', 'a\\..\\evil', 'C:evil', 'evil\u0000', ''])
      expect(await refused(index(name))).toContain(`weight_map names ${JSON.stringify(name)}, ${lies}`)
    expect(await refused(index('evil.safetensors'))).toContain(
      'MODEL hf:acme/tiny@main: model.safetensors.index.json names "evil.safetensors", which is not there',
    )
    expect(await refused('{"weight_map":["a"]}')).toContain('not an index of shards')
    expect(await refused('{"weight_map"')).toContain('not an index of shards')
  })

  test('a commit that is a path', async () => {
    const { url } = await serve(file('{"sha":"../../../evil","siblings":[]}'))
    expect(await refusalOf(newHubCache(url).get('acme/tiny'))).toMatch(/^ASSET .*sha: expected a commit/)
  })

  test('a ref in the cache that is damaged counts as none', async () => {
    const home = folderWith({ 'hub/models--acme--tiny/refs/main': '../../evil' })
    const offline = { HF_HUB_OFFLINE: '1' }
    expect(await refusalOf(newHubCache('http://127.0.0.1:9', home).get('acme/tiny', { env: offline }))).toContain(
      'nothing of it was ever downloaded',
    )
  })
})
