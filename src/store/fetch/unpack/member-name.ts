import { BenchError } from '../../../core/error.ts'

/**
 * The path of a member, without a leading `./`. Throws `ASSET`, naming archive and member, where it is absolute, climbs with `..`, has
 * a drive letter, a backslash or a NUL: nobody packs a corpus so, and it would be written elsewhere.
 */
export function memberName(archive: string, name: string): string {
  const path = name.replace(/^(\.\/+)+/, '')
  const fault = faultOf(path)
  if (fault === null) return path
  throw new BenchError('ASSET', `${archive}: the name of the member ${quoted(name)} ${fault}; not unpacked`)
}

/** A name from an archive for a message: printable, and not endless. */
export function quoted(name: string): string {
  return JSON.stringify(name.length > 120 ? `${name.slice(0, 120)}…` : name)
}

function faultOf(path: string): string | null {
  if (path.includes('\0')) return 'has a NUL in it'
  if (path.includes('\\')) return 'has a backslash in it'
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'is an absolute path'
  return path.split('/').includes('..') ? 'leads out of the archive' : null
}
