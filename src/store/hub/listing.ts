import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { Checksum } from '../../core/corpus.ts'
import { BenchError } from '../../core/error.ts'
import { claimPart } from '../fetch/part.ts'
import { shownUrl } from '../fetch/web.ts'
import type { HubConnection } from './connection.ts'
import { isCommit } from './reference.ts'
import type { Asked } from './refusal.ts'

/** A file of a repository at a commit. What the server does not say is null. */
export interface RepositoryFile {
  /** With `/`; relative, and never out of its folder. */
  readonly path: string
  readonly bytes: number | null
  /** Of the file as git has it: for a large file that of the pointer to it. */
  readonly gitId: string | null
  /** Of a large file, which lies outside of git. */
  readonly sha256: string | null
}

/** All files of a repository at a commit: neither ever changes. */
export interface Listing {
  readonly commit: string
  readonly files: ReadonlyMap<string, RepositoryFile>
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const gitId = z.string().regex(/^[0-9a-f]{40}$/)
const bytes = z.int().nonnegative()

const answerSchema = z.object({
  sha: z.string().refine(isCommit, 'expected a commit'),
  siblings: z.array(
    z.object({
      rfilename: z.string(),
      size: bytes.nullish(),
      blobId: gitId.nullish(),
      lfs: z.object({ sha256 }).nullish(),
    }),
  ),
})

/** Of a list of files: some hundred thousand. */
const maxAnswerBytes = 64 * 1024 * 1024

/**
 * Asks the Hub which commit a revision is now, and which files it has; paths that lead out of the folder are left out, nobody can ask for
 * them. Throws `ARGUMENT` or `MODEL` where the Hub refuses, `ASSET` where it cannot be reached or does not answer as the Hub does.
 */
export async function fetchListing(
  hub: HubConnection,
  repository: string,
  revision: string,
  signal: AbortSignal,
): Promise<Listing> {
  const url = hub.addressOf(`/api/models/${repository}/revision/${encodeURIComponent(revision)}?blobs=true`)
  const { sha, siblings } = await fetchJson(hub, url, { repository, revision, path: null }, answerSchema, signal)
  const files = siblings
    .filter(({ rfilename }) => isInside(rfilename))
    .map(
      ({ rfilename, size, blobId, lfs }): RepositoryFile => ({
        path: rfilename,
        bytes: size ?? null,
        gitId: blobId ?? null,
        sha256: lfs?.sha256 ?? null,
      }),
    )
  return { commit: sha, files: new Map(files.map(file => [file.path, file])) }
}

/** A JSON answer of the Hub's API. Throws `ASSET` where it is none of this shape. */
export async function fetchJson<T>(
  hub: HubConnection,
  url: URL,
  asked: Asked,
  schema: z.ZodType<T>,
  signal: AbortSignal,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'bioner-hub-'))
  try {
    const part = await claimPart(folder, url.href)
    await hub.fill(part, url, asked, { signal, maxBytes: maxAnswerBytes, onBytes: () => {} })
    const parsed = schema.safeParse(parseJsonOrNull(await readFile(part.body, 'utf8')))
    if (parsed.success) return parsed.data
    const issue = parsed.error.issues[0]
    throw new BenchError(
      'ASSET',
      `${shownUrl(url)}: not an answer of the Hub (${issue?.path.join('.') || 'all of it'}: ${issue?.message}); ` +
        'look at HF_ENDPOINT and the proxy',
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What the bytes of a file are held against; null: the listing does not say. */
export function checksumOf(file: Pick<RepositoryFile, 'gitId' | 'sha256'>): Checksum | null {
  if (file.sha256 !== null) return { algorithm: 'sha256', hex: file.sha256 }
  return file.gitId === null ? null : { algorithm: 'git-blob', hex: file.gitId }
}

/** Whether a path that a server or a file names stays inside of its folder, on every system. */
export function isInside(path: string): boolean {
  return path.length <= 1000 && path.split('/').every(part => isPlain(part))
}

function isPlain(part: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
  return part !== '' && part !== '.' && part !== '..' && !/[\\:\u0000-\u001f\u007f]/.test(part)
}

/** The value of a JSON text; null where it is none, which no schema here takes. */
export function parseJsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
