import { describe, expect, test } from 'vitest'
import { status } from '../fetch/server.ts'
import { commitA, commitB, type FakeRepository, serveHub } from './fake-hub.ts'
import { newHubCache, tiny, weights } from './hub-cache.ts'

const { 'model.safetensors': _, ...pickled } = tiny
const proposal = { num: 7, status: 'open', isPullRequest: true, author: { name: 'SFconvertbot' } }

function repository(more: Partial<FakeRepository> = {}): FakeRepository {
  return {
    commits: { [commitA]: pickled, [commitB]: { ...pickled, 'model.safetensors': weights } },
    revisions: { main: commitA, 'refs/pr/7': commitB },
    discussions: [proposal],
    ...more,
  }
}

describe('a pickle that the converter of the Hub has made safetensors of', () => {
  test('is read from there, and said so; a commit and an offline run ask nothing', async () => {
    const hub = await serveHub({ 'acme/tiny': repository() })
    const cache = newHubCache(hub.url)
    const notes = [
      "The weights of hf:acme/tiny@main are a pickle; read from the safetensors that the Hub's converter made of it (refs/pr/7).",
    ]
    const first = await cache.get('acme/tiny')
    expect(first).toEqual({ path: `${cache.folder}/snapshots/${commitB}/model.safetensors`, commit: commitB, notes })
    expect([cache.read('refs/main'), cache.read('refs/refs/pr/7')]).toEqual([commitA, commitB])
    expect(hub.requests.filter(request => request.includes('pytorch_model'))).toEqual([])
    const before = hub.requests.length
    expect(await cache.get('acme/tiny', { env: { HF_HUB_OFFLINE: '1' } })).toEqual(first)
    expect(await cache.get(`acme/tiny@${commitA}`)).toMatchObject({ commit: commitB })
    expect(await cache.get(`acme/tiny@${commitB}`)).toMatchObject({ commit: commitB, notes: [] })
    expect(hub.requests.slice(before)).toEqual([])
  })

  test.each<[string, Partial<FakeRepository>]>([
    ['somebody else proposes it', { discussions: [{ ...proposal, author: { name: 'SFconvertb0t' } }] }],
    ['its author is gone', { discussions: [{ ...proposal, author: null }] }],
    ['it was closed', { discussions: [{ ...proposal, status: 'closed' }] }],
    ['it is a talk', { discussions: [{ ...proposal, isPullRequest: false }] }],
    ['the answer has another shape', { discussions: [{}] }],
    [
      'it was made of other weights',
      {
        commits: {
          [commitA]: pickled,
          [commitB]: { ...pickled, 'pytorch_model.bin': `older ${weights}`, 'model.safetensors': weights },
        },
      },
    ],
    [
      'the configuration has changed since',
      { commits: { [commitA]: pickled, [commitB]: { ...tiny, 'config.json': '{"model_type":"older"}' } } },
    ],
    ['it has none either', { commits: { [commitA]: pickled, [commitB]: pickled } }],
  ])('is not looked for there where %s', async (_, more) => {
    const hub = await serveHub({ 'acme/tiny': repository(more) })
    const cache = newHubCache(hub.url)
    expect(await cache.get('acme/tiny')).toEqual({
      path: `${cache.folder}/snapshots/${commitA}/pytorch_model.bin`,
      commit: commitA,
      notes: [],
    })
  })

  test('is read itself where the Hub does not tell of proposals', async () => {
    const hub = await serveHub(
      { 'acme/tiny': repository() },
      { instead: address => (address.includes('/discussions') ? status(403) : undefined) },
    )
    expect(await newHubCache(hub.url).get('acme/tiny')).toMatchObject({ commit: commitA, notes: [] })
  })
})
