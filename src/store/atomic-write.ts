import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { BenchError } from '../core/error.ts'

/** Whole, or piece by piece. */
type Content = string | Uint8Array | AsyncIterable<Uint8Array>

/**
 * Writes a file whole or not at all: temporary name beside it, fsync, rename. Missing folders are made.
 * Throws `OUTPUT`, naming the file, where it cannot be written (no permission, disk full, a folder in the way).
 */
export async function writeAtomically(path: string, content: Content): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`)
  try {
    await makeFolder(dirname(path))
    await writeSynced(temporary, content)
    await rename(temporary, path)
    await syncFolder(dirname(path))
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw outputError(path, error)
  }
}

/** Writes a folder of files whole or not at all, in the same way. The folder must not exist yet. */
export async function writeFolderAtomically(
  path: string,
  files: ReadonlyMap<string, string | Uint8Array>,
): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`)
  try {
    await makeFolder(temporary)
    for (const [name, content] of files) await writeSynced(join(temporary, name), content)
    await syncFolder(temporary)
    await rename(temporary, path)
    await syncFolder(dirname(path))
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined)
    throw outputError(path, error)
  }
}

/** Throws `OUTPUT` before the work begins where a folder cannot be made or written. */
export async function assertWritable(folder: string): Promise<void> {
  const probe = join(folder, `.write-test.${randomUUID()}`)
  try {
    await makeFolder(folder)
    await writeSynced(probe, '')
    await rm(probe, { force: true })
  } catch (error) {
    throw outputError(folder, error)
  }
}

/** Makes a folder and those above it. `mkdir` with `recursive` never ends where a file system refuses, as /proc does. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return
    if (code === 'EEXIST') throw Object.assign(new Error(`${path} is a file`), { code: 'ENOTDIR' })
    if (code !== 'ENOENT' || dirname(path) === path || (await stat(dirname(path)).catch(() => null)) !== null)
      throw error
    await makeFolder(dirname(path))
    await makeFolder(path)
  }
}

async function writeSynced(path: string, content: Content): Promise<void> {
  const file = await open(path, 'wx')
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return // folders cannot be opened for fsync there
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function outputError(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  const reasons: Record<string, string> = {
    EACCES: 'no permission',
    EPERM: 'not permitted',
    EROFS: 'the file system is read-only',
    ENOENT: 'no folder can be made there',
    ENOSPC: 'the disk is full',
    ENOTDIR: 'a file stands where a folder is needed',
    EEXIST: 'it exists already',
    ENOTEMPTY: 'it exists already',
    EISDIR: 'a folder stands where a file is needed',
  }
  const reason = reasons[String(error.code)] ?? error.message
  return new BenchError('OUTPUT', `${path}: cannot be written: ${reason}; choose another place with --out`, {
    cause: error,
  })
}
