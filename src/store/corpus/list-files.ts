import { readdir, realpath, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { BenchError, type ErrorCode } from '../../core/error.ts'
import { byCodePoint } from '../../core/text/code-point-order.ts'

export interface FolderLimits {
  readonly files: number
  /** Of one file, and of all files together. */
  readonly fileBytes: number
  readonly totalBytes: number
}

export const defaultFolderLimits: FolderLimits = {
  files: 100_000,
  fileBytes: 512 * 1024 * 1024,
  totalBytes: 1024 * 1024 * 1024,
}

interface ListOptions {
  /** Names that begin with a dot, `._` files of macOS among them. */
  readonly hidden: 'listed' | 'left-out'
  readonly limits: FolderLimits
  /** Of the error that is thrown. */
  readonly code: ErrorCode
}

const deepest = 64
const statsAtOnce = 64

/**
 * Relative paths, with `/`, of all regular files below a folder, sorted by code point. Links are not followed: one to a place inside
 * the folder is passed over (its target is listed where it lies), one that leads outside or nowhere is refused. Pipes, sockets and
 * devices are passed over. Throws `code`, naming the place, for such a link, an unreadable folder, or more than the limits allow.
 */
export async function listFiles(folder: string, { hidden, limits, code }: ListOptions): Promise<string[]> {
  const files: string[] = []
  const top = await realpath(folder).catch((cause: NodeJS.ErrnoException) => {
    throw new BenchError(
      code,
      `${folder}: ${cause.code === 'ENOENT' ? 'no such folder' : `not readable (${cause.code})`}`,
    )
  })
  let seen = 0

  async function visit(below: string, depth: number): Promise<void> {
    if (depth > deepest) throw new BenchError(code, `${join(folder, below)}: more than ${deepest} folders deep`)
    for (const entry of await entriesOf(join(folder, below))) {
      if (hidden === 'left-out' && entry.name.startsWith('.')) continue
      const path = below === '' ? entry.name : `${below}/${entry.name}`
      if (++seen > limits.files) throw new BenchError(code, `${folder}: more than ${limits.files} files and folders`)
      if (entry.isSymbolicLink()) await refuseEscape(join(folder, path))
      else if (entry.isDirectory()) await visit(path, depth + 1)
      else if (entry.isFile()) files.push(path)
    }
  }

  async function entriesOf(path: string) {
    return readdir(path, { withFileTypes: true }).catch((cause: NodeJS.ErrnoException) => {
      throw new BenchError(code, `${path}: not a readable folder (${cause.code})`, { cause })
    })
  }

  async function refuseEscape(link: string): Promise<void> {
    const target = await realpath(link).catch(() => null)
    const way = target === null ? null : relative(top, target)
    if (way !== null && way !== '..' && !way.startsWith(`..${sep}`) && !/^[A-Za-z]:/.test(way)) return
    const where = target === null ? 'nowhere' : 'out of the folder'
    throw new BenchError(code, `${link}: a link that leads ${where}; put the file itself there`)
  }

  async function refuseTooMuch(): Promise<void> {
    let bytes = 0
    for (let at = 0; at < files.length; at += statsAtOnce) {
      const batch = files.slice(at, at + statsAtOnce).map(path => join(folder, path))
      for (const [index, { size }] of (await Promise.all(batch.map(path => stat(path)))).entries()) {
        bytes += size
        if (size > limits.fileBytes)
          throw new BenchError(code, `${batch[index]}: longer than ${limits.fileBytes} bytes`)
        if (bytes > limits.totalBytes)
          throw new BenchError(code, `${folder}: holds more than ${limits.totalBytes} bytes`)
      }
    }
  }

  await visit('', 0)
  await refuseTooMuch()
  return files.sort(byCodePoint)
}
