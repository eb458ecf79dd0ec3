import { existsSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderWith, refusalOf } from '../corpus/folders.ts'
import { file } from '../fetch/server.ts'
import { commitA, commitB, gitId, serveHub, sha256 } from './fake-hub.ts'
import { newHubCache, repositoryOf, tiny, weights } from './hub-cache.ts'

const needed = ['config.json', 'model.safetensors', 'tokenizer.json', 'tokenizer_config.json'] as const
const large = sha256(weights)

describe('a first download', () => {
  test('fetches what is needed and nothing else, in the layout of huggingface_hub', async () => {
    const hub = await serveHub({ 'acme/tiny': repositoryOf(tiny) })
    const cache = newHubCache(hub.url)
    const model = await cache.get('acme/tiny')
    expect(model).toEqual({
      path: join(cache.folder, 'snapshots', commitA, 'model.safetensors'),
      commit: commitA,
      notes: [],
    })
    const small = needed.filter(name => name !== 'model.safetensors')
    expect(cache.list()).toEqual(
      [
        ...small.map(name => `blobs/${gitId(tiny[name])}`),
        `blobs/${large}`,
        'refs/main',
        ...small.map(name => `snapshots/${commitA}/${name} -> ../../blobs/${gitId(tiny[name])}`),
        `snapshots/${commitA}/model.safetensors -> ../../blobs/${large}`,
        `trees/${commitA}.json`,
      ].sort(),
    )
    expect(cache.read('refs/main')).toBe(commitA)
    expect(cache.read(`snapshots/${commitA}/model.safetensors`)).toBe(weights)
    expect(hub.requests[0]).toBe('hub /api/models/acme/tiny/revision/main?blobs=true')
    expect(hub.requests.filter(request => request.includes('/resolve/')).sort()).toEqual(
      needed.map(name => `hub /acme/tiny/resolve/${commitA}/${name}`),
    )
    expect(hub.requests.filter(request => request.startsWith('cdn'))).toHaveLength(1)
  })

  test('tells the bytes of each file as they come', async () => {
    const hub = await serveHub({ 'acme/tiny': repositoryOf(tiny) })
    const last = new Map<string, string>()
    await newHubCache(hub.url).get('acme/tiny', {
      onBytes: (path, received, total) => last.set(path, `${received} of ${total}`),
    })
    expect(last.get('model.safetensors')).toBe('80000 of 80000')
    expect([...last.keys()].sort()).toEqual([...needed])
  })

  test('works where the server lists names only: checksums come from the headers', async () => {
    const hub = await serveHub({ 'acme/tiny': repositoryOf(tiny) }, { terse: true })
    const cache = newHubCache(hub.url)
    await cache.get('acme/tiny')
    expect(cache.read(`blobs/${large}`)).toBe(weights)
    expect(cache.list()).not.toContain(`trees/${commitA}.json`)
  })

  test('follows a repository that was renamed', async () => {
    const hub = await serveHub({ 'acme/tiny': repositoryOf(tiny) })
    const cache = newHubCache(hub.url, folderWith(), 'old--tiny')
    expect(await cache.get('old/tiny')).toMatchObject({ commit: commitA })
    expect(cache.read(`blobs/${large}`)).toBe(weights)
  })

  test('takes branches with a slash, tags and refs of pull requests', async () => {
    const revisions = { main: commitA, 'refs/pr/7': commitB, 'v1.0': commitB }
    const commits = { [commitA]: tiny, [commitB]: { ...tiny, 'model.safetensors': `${weights}!` } }
    const hub = await serveHub({ 'acme/tiny': { commits, revisions } })
    const cache = newHubCache(hub.url)
    expect(await cache.get('acme/tiny@refs/pr/7')).toMatchObject({ commit: commitB })
    expect(hub.requests[0]).toBe('hub /api/models/acme/tiny/revision/refs%2Fpr%2F7?blobs=true')
    expect(cache.read('refs/refs/pr/7')).toBe(commitB)
    expect(await cache.get('acme/tiny@v1.0')).toMatchObject({ commit: commitB })
    expect(cache.read('refs/v1.0')).toBe(commitB)
  })

  test('shares what two commits have in common', async () => {
    const commits = { [commitA]: tiny, [commitB]: { ...tiny, 'config.json': '{"model_type":"other"}' } }
    const hub = await serveHub({ 'acme/tiny': { commits, revisions: { main: commitA, next: commitB } } })
    const cache = newHubCache(hub.url)
    await cache.get('acme/tiny')
    const before = hub.requests.length
    await cache.get('acme/tiny@next')
    expect(hub.requests.slice(before)).toEqual([
      'hub /api/models/acme/tiny/revision/next?blobs=true',
      `hub /acme/tiny/resolve/${commitB}/config.json`,
      `hub /acme/tiny/cached/${commitB}/config.json`,
    ])
  })

  test('fetches the shards that the index names', async () => {
    const index = { weight_map: { a: 'model-00001-of-00002.safetensors', b: 'model-00002-of-00002.safetensors' } }
    const { 'model.safetensors': _, ...rest } = tiny
    const files = {
      ...rest,
      'model.safetensors.index.json': JSON.stringify(index),
      'model-00001-of-00002.safetensors': `1${weights}`,
      'model-00002-of-00002.safetensors': `2${weights}`,
      'model-00003-of-00002.safetensors': `3${weights}`,
    }
    const hub = await serveHub({ 'acme/tiny': repositoryOf(files) })
    const cache = newHubCache(hub.url)
    await cache.get('acme/tiny')
    expect(cache.read(`snapshots/${commitA}/model-00002-of-00002.safetensors`)).toBe(`2${weights}`)
    expect(cache.list().filter(path => path.includes('00003'))).toEqual([])
    await cache.get('acme/tiny', { env: { HF_HUB_OFFLINE: '1' } })
  })
})

describe('a second run', () => {
  test('of a commit asks nothing; of a branch asks only where it is now', async () => {
    const hub = await serveHub({ 'acme/tiny': repositoryOf(tiny) })
    const cache = newHubCache(hub.url)
    await cache.get('acme/tiny')
    const before = hub.requests.length
    const again = await cache.get(`acme/tiny@${commitA}`)
    expect(again).toEqual({
      path: join(cache.folder, 'snapshots', commitA, 'model.safetensors'),
      commit: commitA,
      notes: [],
    })
    expect(hub.requests.slice(before)).toEqual([])
    await cache.get('acme/tiny@main')
    expect(hub.requests.slice(before)).toEqual(['hub /api/models/acme/tiny/revision/main?blobs=true'])
  })

  test.each(['HF_HUB_OFFLINE', 'BIONER_OFFLINE', 'TRANSFORMERS_OFFLINE'])('with %s asks nothing', async variable => {
    const hub = await serveHub({ 'acme/tiny': repositoryOf(tiny) })
    const cache = newHubCache(hub.url)
    await cache.get('acme/tiny')
    const before = hub.requests.length
    expect(await cache.get('acme/tiny', { env: { [variable]: '1' } })).toMatchObject({ commit: commitA, notes: [] })
    expect(hub.requests.slice(before)).toEqual([])
  })

  test('with the Hub away uses the cache, and says so', async () => {
    const hub = await serveHub({ 'acme/tiny': repositoryOf(tiny) })
    const cache = newHubCache(hub.url)
    await cache.get('acme/tiny')
    const away = await serveHub({}, { instead: () => (_, response) => response.writeHead(503).end() })
    const found = await newHubCache(away.url, cache.home).get('acme/tiny')
    expect(found).toMatchObject({
      commit: commitA,
      notes: ['The Hub could not be asked what main of acme/tiny is by now: it is what the cache has of it.'],
    })
  })

  test('fetches again what was cut off on the disk, and what was deleted', async () => {
    const hub = await serveHub({ 'acme/tiny': repositoryOf(tiny) })
    const cache = newHubCache(hub.url)
    await cache.get('acme/tiny')
    truncateSync(join(cache.folder, 'blobs', large), 10)
    rmSync(join(cache.folder, 'blobs', gitId(tiny['config.json'])))
    await cache.get(`acme/tiny@${commitA}`)
    expect(cache.read(`snapshots/${commitA}/model.safetensors`)).toBe(weights)
    expect(cache.read(`snapshots/${commitA}/config.json`)).toBe(tiny['config.json'])
  })
})

describe('what Python has downloaded', () => {
  function pythonCache(names: readonly (keyof typeof tiny)[]): string {
    const home = folderWith()
    const folder = join(home, 'hub', 'models--acme--tiny')
    for (const part of ['blobs', 'refs', `snapshots/${commitA}`]) mkdirSync(join(folder, part), { recursive: true })
    writeFileSync(join(folder, 'refs', 'main'), commitA)
    for (const name of names) {
      writeFileSync(join(folder, 'blobs', sha256(tiny[name])), tiny[name])
      symlinkSync(`../../blobs/${sha256(tiny[name])}`, join(folder, 'snapshots', commitA, name))
    }
    return home
  }

  test('is used without a request for a commit, and offline', async () => {
    const hub = await serveHub({})
    const cache = newHubCache(hub.url, pythonCache(['config.json', 'tokenizer.json', 'model.safetensors']))
    expect(await cache.get(`acme/tiny@${commitA}`)).toMatchObject({ commit: commitA })
    expect(await cache.get('acme/tiny', { env: { HF_HUB_OFFLINE: 'yes' } })).toMatchObject({ commit: commitA })
    expect(hub.requests).toEqual([])
  })

  test('is completed where something is missing', async () => {
    const hub = await serveHub({ 'acme/tiny': repositoryOf(tiny) })
    const cache = newHubCache(hub.url, pythonCache(['tokenizer.json', 'model.safetensors']))
    await cache.get(`acme/tiny@${commitA}`)
    expect(hub.requests.filter(request => request.includes('/resolve/')).sort()).toEqual([
      `hub /acme/tiny/resolve/${commitA}/config.json`,
      `hub /acme/tiny/resolve/${commitA}/tokenizer_config.json`,
    ])
  })

  test('is asked for where the cache could have a worse choice than the repository', async () => {
    const hub = await serveHub({ 'acme/tiny': repositoryOf(tiny) })
    const cache = newHubCache(hub.url, pythonCache(['config.json', 'tokenizer.json', 'pytorch_model.bin']))
    await cache.get(`acme/tiny@${commitA}`)
    expect(cache.read(`snapshots/${commitA}/model.safetensors`)).toBe(weights)
  })

  test('offline, what is missing is named', async () => {
    const cache = newHubCache('http://127.0.0.1:9', pythonCache(['tokenizer.json', 'model.safetensors']))
    expect(await refusalOf(cache.get('acme/tiny', { env: { HF_HUB_OFFLINE: '1' } }))).toMatch(
      /^ARGUMENT hf:acme\/tiny@main: HF_HUB_OFFLINE is set, .*no config\.json/,
    )
    expect(await refusalOf(cache.get('acme/other', { env: { BIONER_OFFLINE: '1' } }))).toMatch(
      /^ARGUMENT hf:acme\/other@main: BIONER_OFFLINE is set, .*nothing of it was ever downloaded/,
    )
  })

  test('of a shared cache that is elsewhere', async () => {
    const hub = await serveHub({})
    const home = pythonCache(['config.json', 'tokenizer.json', 'model.safetensors'])
    const env = { HF_HOME: '/nowhere', HOME: home, HF_HUB_CACHE: '~/hub' }
    expect(await newHubCache(hub.url).get(`acme/tiny@${commitA}`, { env })).toMatchObject({ commit: commitA })
  })
})

describe('interruptions', () => {
  /** The store sends the beginning of the large file, and nothing more until it is told to hang up. */
  async function stallingHub() {
    let held: ServerResponse | null = null
    let left = 1
    const hub = await serveHub(
      { 'acme/tiny': repositoryOf(tiny) },
      {
        instead: address =>
          address.startsWith('cdn') && left-- > 0
            ? (request, response) => {
                held = response
                file(weights, { etag: `"cdn-${large}"`, stallAfter: 30_000 })(request, response)
              }
            : undefined,
      },
    )
    return { hub, hangUp: () => held?.destroy() }
  }

  test('a lost connection is gone on with where it broke, from a fresh address', async () => {
    const { hub, hangUp } = await stallingHub()
    const cache = newHubCache(hub.url)
    await cache.get('acme/tiny', { onBytes: (_, received) => void (received === 30_000 && hangUp()) })
    expect(cache.read(`blobs/${large}`)).toBe(weights)
    expect(hub.requests.filter(request => request.includes('blobs/'))).toEqual([
      `cdn /blobs/${large}?signature=x`,
      `cdn /blobs/${large}?signature=x bytes=30000-`,
    ])
    expect(hub.requests.filter(request => request.includes('model.safetensors'))).toHaveLength(2)
  })

  test('a run that is stopped leaves the rest to the next', async () => {
    const { hub } = await stallingHub()
    const cache = newHubCache(hub.url)
    const stop = new AbortController()
    const onBytes = (_: string, received: number) => {
      if (received === 30_000) stop.abort(new Error('stopped by the user'))
    }
    await expect(cache.get('acme/tiny', { signal: stop.signal, onBytes })).rejects.toThrow('stopped by the user')
    expect(cache.list().filter(path => path.endsWith(large))).toEqual([])
    const before = hub.requests.length
    await cache.get('acme/tiny')
    expect(hub.requests.slice(before).find(request => request.startsWith('cdn'))).toContain('bytes=30000-')
    expect(cache.read(`blobs/${large}`)).toBe(weights)
    expect(cache.list().filter(path => path.includes('.downloads'))).toEqual([])
  })

  test('two runs at the same time do not disturb each other', async () => {
    const hub = await serveHub({ 'acme/tiny': repositoryOf(tiny) })
    const home = folderWith()
    const found = await Promise.all([1, 2, 3].map(() => newHubCache(hub.url, home).get('acme/tiny')))
    expect(new Set(found.map(({ path }) => path)).size).toBe(1)
    expect(existsSync(found[0]?.path ?? '')).toBe(true)
  })
})
