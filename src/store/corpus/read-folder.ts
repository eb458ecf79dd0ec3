import type { Source } from '../../core/corpus.ts'
import { BenchError } from '../../core/error.ts'
import { defaultFolderLimits, type FolderLimits, listFiles } from './list-files.ts'
import { filesAtOnce, readBytes } from './read-bytes.ts'

/**
 * Reads a user's own corpus folder: all regular files at or below it, sorted by relative path by code point; names that begin with a
 * dot are left out. `name` is the path as typed, `/` and the relative path. Links are not followed. Throws `INPUT`, naming the place,
 * where it is no folder, holds no file, a file cannot be read, a link leads out of it, or it holds more than the limits allow.
 */
export async function readFolder(path: string, limits: FolderLimits = defaultFolderLimits): Promise<Source[]> {
  const files = await listFiles(path, { hidden: 'left-out', limits, code: 'INPUT' })
  if (files.length === 0) throw new BenchError('INPUT', `${path}: no file in this folder`)
  const names = files.map(file => `${path.replace(/[\\/]+$/, '')}/${file}`)
  const sources: Source[] = []
  for (let at = 0; at < names.length; at += filesAtOnce) {
    const batch = names.slice(at, at + filesAtOnce).map(async (name): Promise<Source> => {
      return { name, bytes: await readBytes(name, { packed: false, maxBytes: limits.fileBytes, code: 'INPUT' }) }
    })
    sources.push(...(await Promise.all(batch)))
  }
  return sources
}
