import { readdir, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { BenchError } from '../../core/error.ts'
import { onDisk } from '../fetch/disk-error.ts'
import type { RepositoryFile } from './listing.ts'
import type { RepositoryCache } from './repository-cache.ts'

/** Runs what writes to the cache of the Hub. Throws `OUTPUT`, naming the path and the remedy, where the file system refuses. */
export async function onHubDisk<T>(path: string, run: () => Promise<T>): Promise<T> {
  try {
    return await onDisk(path, run)
  } catch (error) {
    if (!(error instanceof BenchError) || error.code !== 'OUTPUT') throw error
    // Downloads of corpora end in the same sentence, but their folder is another variable.
    const message = error.message.replace('set BIONER_HOME to', 'make room, or set HF_HOME to')
    throw new BenchError('OUTPUT', message, { cause: error.cause })
  }
}

/** Throws `OUTPUT` before the first byte where files have no room; what is on its way already counts as there. */
export async function assertRoom(
  { folder, downloads }: Pick<RepositoryCache, 'folder' | 'downloads'>,
  files: readonly RepositoryFile[],
  freeBytes: (folder: string) => Promise<number> = freeBytesOf,
): Promise<void> {
  const needed = files.reduce((sum, file) => sum + (file.bytes ?? 0), 0) - (await bytesOnTheWay(downloads))
  const free = await freeBytes(folder)
  if (needed <= free) return
  const megabytes = (bytes: number) => `${Math.ceil(bytes / 1_000_000)} MB`
  throw new BenchError(
    'OUTPUT',
    `${folder}: needs ${megabytes(needed)}, and ${megabytes(free)} are free; make room, or set HF_HOME to another folder`,
  )
}

/** Of the nearest folder that is there; without bound where the file system does not say. */
async function freeBytesOf(folder: string): Promise<number> {
  const facts = await statfs(folder).catch(() => null)
  if (facts !== null) return facts.bavail * facts.bsize
  return dirname(folder) === folder ? Number.POSITIVE_INFINITY : freeBytesOf(dirname(folder))
}

async function bytesOnTheWay(downloads: string): Promise<number> {
  const names = await readdir(downloads).catch(() => [])
  const bodies = await Promise.all(names.map(name => stat(join(downloads, name, 'body')).catch(() => null)))
  return bodies.reduce((sum, body) => sum + (body?.size ?? 0), 0)
}
