import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { file, serve } from '../fetch/server.ts'

type Files = Readonly<Record<string, string | Uint8Array>>
type Answer = (request: IncomingMessage, response: ServerResponse) => void

export interface FakeRepository {
  readonly commits: Readonly<Record<string, Files>>
  readonly revisions: Readonly<Record<string, string>>
  /** Without a token nobody sees it; with one, only who has consent may read. */
  readonly access?: 'public' | 'private' | 'gated'
  readonly discussions?: readonly unknown[]
}

interface FakeHubOptions {
  /** The token that may see everything. */
  readonly token?: string
  /** A token that is valid, but has no access to what is private or gated. */
  readonly stranger?: string
  /** An answer in place of the Hub's or the store's own; undefined: its own. */
  readonly instead?: (address: string) => Answer | undefined
  /** The listing states no sizes and no checksums, as one that does not know `blobs=true`. */
  readonly terse?: boolean
}

interface FakeHub {
  readonly url: string
  /** `hub` or `cdn`, address, range and `token` where one was sent; in order. */
  readonly requests: string[]
}

export const commitA = 'a'.repeat(40)
export const commitB = 'b'.repeat(40)

/** The part of the Hub that downloads speak to, and the store of large files on another port that it sends them to. */
export async function serveHub(
  repositories: Readonly<Record<string, FakeRepository>>,
  options: FakeHubOptions = {},
): Promise<FakeHub> {
  const requests: string[] = []
  const note = (who: string, { url, headers }: IncomingMessage) =>
    requests.push([who, url, headers.range, headers.authorization && 'token'].filter(Boolean).join(' '))
  const blobs = new Map<string, Uint8Array>()

  const cdn = await serve((request, response) => {
    note('cdn', request)
    const digest = request.url?.slice('/blobs/'.length).replace(/\?.*/, '') ?? ''
    const answer = options.instead?.(`cdn ${request.url}`) ?? file(blobs.get(digest) ?? '', { etag: `"cdn-${digest}"` })
    answer(request, response)
  })

  const hub = await serve((request, response) => {
    note('hub', request)
    const instead = options.instead?.(`hub ${request.url}`)
    if (instead !== undefined) return instead(request, response)
    const url = new URL(request.url ?? '/', 'http://hub')
    const answer = (status: number, headers: Record<string, string> = {}, body = '') =>
      void response.writeHead(status, headers).end(body)
    const token = request.headers.authorization?.replace(/^Bearer /, '') ?? null
    if (token !== null && token !== options.token && token !== options.stranger)
      return answer(401, { 'X-Error-Message': 'Invalid credentials in Authorization header' })

    const [, api, renamed, rest = ''] = /^\/(api\/models\/)?(old\/)?(.*)$/.exec(url.pathname) ?? []
    if (renamed) return answer(307, { Location: `/${api ?? ''}acme/${rest.replace(/^[^/]*/, 'tiny')}${url.search}` })
    const name = rest.split('/').slice(0, 2).join('/')
    const repository = repositories[name]
    const access = repository?.access ?? 'public'
    if (repository === undefined || (access === 'private' && token !== options.token))
      return answer(token === null ? 401 : 404, { 'X-Error-Code': 'RepoNotFound' })
    const [kind = '', revisionText = '', ...parts] = rest.slice(name.length + 1).split('/')
    if (kind === 'discussions') return answer(200, {}, JSON.stringify({ discussions: repository.discussions ?? [] }))
    const revision = decodeURIComponent(revisionText)
    const commit = repository.commits[revision] ? revision : (repository.revisions[revision] ?? '')
    const files = repository.commits[commit]
    if (files === undefined) return answer(404, { 'X-Error-Code': 'RevisionNotFound' })

    if (kind === 'revision') return answer(200, { ETag: 'W/"api"' }, JSON.stringify(listing(commit, files, options)))
    if (access === 'gated' && token !== options.token)
      return answer(token === null ? 401 : 403, { 'X-Error-Code': 'GatedRepo', 'X-Error-Message': 'restricted' })
    const content = files[parts.map(decodeURIComponent).join('/')]
    if (content === undefined) return answer(404, { 'X-Error-Code': 'EntryNotFound', 'X-Repo-Commit': commit })
    const headers = { 'X-Repo-Commit': commit }
    if (kind === 'cached') return answer(200, { ETag: `"${gitId(content)}"`, ...headers }, text(content))
    if (!isLarge(content)) {
      return answer(307, { ...headers, Location: `/${name}/cached/${commit}/${parts.join('/')}` })
    }
    const digest = sha256(content)
    blobs.set(digest, Buffer.from(content))
    answer(302, {
      ...headers,
      Location: `${cdn.url}/blobs/${digest}?signature=x`,
      'X-Linked-Etag': `"${digest}"`,
      'X-Linked-Size': String(Buffer.byteLength(content)),
    })
  })
  return { url: hub.url, requests }
}

function listing(commit: string, files: Files, { terse = false }: FakeHubOptions) {
  const siblings = Object.entries(files).map(([rfilename, content]) => ({
    rfilename,
    ...(!terse && { size: Buffer.byteLength(content), blobId: gitId(content) }),
    ...(!terse && isLarge(content) && { lfs: { sha256: sha256(content), size: Buffer.byteLength(content) } }),
  }))
  return { id: 'acme/tiny', sha: commit, private: false, siblings }
}

/** What the Hub keeps outside of git. */
export function isLarge(content: string | Uint8Array): boolean {
  return Buffer.byteLength(content) > 2000
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

export function gitId(content: string | Uint8Array): string {
  return createHash('sha1')
    .update(`blob ${Buffer.byteLength(content)}\0`)
    .update(content)
    .digest('hex')
}

function text(content: string | Uint8Array): string {
  return Buffer.from(content).toString('utf8')
}
