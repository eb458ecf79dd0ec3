import { randomUUID } from 'node:crypto'
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { z } from 'zod'
import { isInside, type Listing, parseJsonOrNull, type RepositoryFile } from './listing.ts'
import { isCommit } from './reference.ts'

/**
 * The folder of a repository in the cache that `huggingface_hub` keeps for all programs: `blobs/<etag>`, `snapshots/<commit>/<path>` as
 * links to them, `refs/<revision>` with the commit it was when last asked for, and `trees/<commit>.json` with the files of a commit. `.conversions/<commit>` is ours: where its pickle is in safetensors.
 */
export interface RepositoryCache {
  readonly folder: string
  /** Downloads on their way. */
  readonly downloads: string
  pathOf(commit: string, path: string): string
  blob(etag: string): string
  /** The commit that a revision was; null where nobody has asked for it, or the file is damaged. */
  readRef(revision: string): Promise<string | null>
  readTree(commit: string): Promise<Listing | null>
  /** What of a commit is on disk, in its folder and in `onnx/`; it may be a part of what there is. */
  readSnapshot(commit: string): Promise<Listing>
  /** Whether a file is there, as long as it should be: a copy that was cut off does not count. */
  has(commit: string, file: Pick<RepositoryFile, 'path' | 'bytes'>): Promise<boolean>
  /** Which conversion of a commit the Hub's converter has made, as far as it was asked for. */
  readConversion(commit: string): Promise<ConversionPlace | null>
  writeConversion(commit: string, place: ConversionPlace): Promise<void>
  writeRef(revision: string, commit: string): Promise<void>
  writeTree(listing: Listing): Promise<void>
  /** Makes a file of a snapshot a link to its blob; where links are not possible, a copy. */
  link(commit: string, path: string, etag: string): Promise<void>
}

interface ConversionPlace {
  /** `refs/pr/N`. */
  readonly revision: string
  readonly commit: string
}

export function repositoryCache(cache: string, repository: string): RepositoryCache {
  const folder = join(cache, `models--${repository.replace('/', '--')}`)
  const snapshot = (commit: string) => join(folder, 'snapshots', commit)
  const tree = (commit: string) => join(folder, 'trees', `${commit}.json`)
  const conversion = (commit: string) => join(folder, '.conversions', commit)
  const blob = (etag: string) => join(folder, 'blobs', etag)
  const pathOf = (commit: string, path: string) => join(snapshot(commit), path)
  return {
    folder,
    downloads: join(folder, '.downloads'),
    pathOf,
    blob,
    async readRef(revision) {
      const commit = (await readFile(join(folder, 'refs', revision), 'utf8').catch(() => '')).trim()
      return isCommit(commit) ? commit : null
    },
    async readTree(commit) {
      const parsed = treeSchema.safeParse(parseJsonOrNull(await readFile(tree(commit), 'utf8').catch(() => '')))
      return parsed.success ? listingOf(commit, parsed.data) : null
    },
    async readSnapshot(commit) {
      const files = await Promise.all(['', 'onnx'].map(inner => filesIn(snapshot(commit), inner)))
      return { commit, files: new Map(files.flat().map(file => [file.path, file])) }
    },
    async has(commit, file) {
      const found = await stat(pathOf(commit, file.path)).catch(() => null)
      return found?.isFile() === true && (file.bytes === null || found.size === file.bytes)
    },
    async readConversion(commit) {
      const text = await readFile(conversion(commit), 'utf8').catch(() => '')
      const [, revision, converted] = /^(refs\/pr\/\d{1,9}) ([0-9a-f]{40})\n$/.exec(text) ?? []
      return revision === undefined || converted === undefined ? null : { revision, commit: converted }
    },
    writeConversion: (commit, place) => replaceFile(conversion(commit), `${place.revision} ${place.commit}\n`),
    async writeRef(revision, commit) {
      const path = join(folder, 'refs', revision)
      if (revision === commit || (await readFile(path, 'utf8').catch(() => '')) === commit) return
      await replaceFile(path, commit)
    },
    async writeTree(listing) {
      const text = treeText(listing)
      if (text !== null && (await readFile(tree(listing.commit), 'utf8').catch(() => '')) !== text)
        await replaceFile(tree(listing.commit), text)
    },
    async link(commit, path, etag) {
      const pointer = pathOf(commit, path)
      await mkdir(dirname(pointer), { recursive: true })
      const temporary = `${pointer}.${randomUUID()}.tmp`
      await symlink(relative(dirname(pointer), blob(etag)), temporary).catch(async (error: unknown) => {
        if (!(error instanceof Error && 'code' in error && ['EPERM', 'ENOSYS', 'ENOTSUP'].includes(String(error.code))))
          throw error
        await copyFile(blob(etag), temporary)
      })
      await rename(temporary, pointer)
    },
  }
}

async function filesIn(snapshot: string, inner: string): Promise<RepositoryFile[]> {
  const names = await readdir(join(snapshot, inner)).catch(() => [])
  const found = await Promise.all(
    names.map(async name => {
      const path = inner === '' ? name : `${inner}/${name}`
      const facts = await stat(join(snapshot, path)).catch(() => null) // a link whose blob is gone
      return facts?.isFile() ? [{ path, bytes: facts.size, gitId: null, sha256: null }] : []
    }),
  )
  return found.flat()
}

async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`
  await mkdir(dirname(path), { recursive: true })
  try {
    await writeFile(temporary, text)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

/** As `huggingface_hub` 2 has it (its `_tree_cache.py`); whatever else lies there counts as absent, and is asked for again. */
const treeSchema = z.object({
  format_version: z.literal(1),
  files: z.record(
    z.string(),
    z.object({
      size: z.int().nonnegative(),
      blob_id: z.string().regex(/^[0-9a-f]{40}$/),
      lfs_sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .nullish(),
    }),
  ),
})

function listingOf(commit: string, { files }: z.infer<typeof treeSchema>): Listing {
  const entries = Object.entries(files)
    .filter(([path]) => isInside(path))
    .map(([path, { size, blob_id, lfs_sha256 }]): [string, RepositoryFile] => [
      path,
      { path, bytes: size, gitId: blob_id, sha256: lfs_sha256 ?? null },
    ])
  return { commit, files: new Map(entries) }
}

/** null: the server has not said enough of its files. */
function treeText({ files }: Listing): string | null {
  const entries = [...files.values()].map(({ path, bytes, gitId, sha256 }) => {
    if (bytes === null || gitId === null) return null
    const large = sha256 === null ? {} : { lfs_sha256: sha256, lfs_size: bytes }
    return [path, { size: bytes, blob_id: gitId, ...large }] as const
  })
  if (!entries.every(entry => entry !== null)) return null
  return JSON.stringify({ format_version: 1, files: Object.fromEntries(entries) }, null, 1)
}
