import { basename, join } from 'node:path'
import { BenchError } from '../../../core/error.ts'
import { quoted } from './member-name.ts'

/** A file or folder of an archive, and where it goes. */
export interface Wanted {
  /** A folder ends in `/`: of it the files with one of `suffixes` are taken, null meaning all. `''`: the content of a bare gz. */
  readonly member: string
  readonly suffixes: readonly string[] | null
  /** File, or folder, to be written; it does not exist yet. */
  readonly into: string
}

/** Says of each member of an archive where it goes. */
export interface Destinations {
  /** Files to write; empty where nobody wants the member. Throws `ASSET` where two members would be one file. */
  of(member: string): string[]
}

/**
 * Files that macOS puts beside the real ones (`._name`, `.DS_Store`) are left out of folders. Names that differ in case, or in how an
 * accent is written, count as the same: they are one file on Windows and macOS.
 */
export function destinationsOf(archive: string, wanted: readonly Wanted[]): Destinations {
  const taken = new Map(wanted.map(want => [want, new Map<string, 'file' | 'folder'>()]))
  return {
    of: member =>
      [...taken].flatMap(([want, names]) => {
        const path = pathWithin(want, member)
        if (path === null) return []
        take(names, path)
        return [path === '' ? want.into : join(want.into, path)]
      }),
  }

  function take(names: Map<string, 'file' | 'folder'>, path: string): void {
    const key = path.normalize('NFC').toLowerCase()
    const folders = [...key.matchAll(/\//g)].map(({ index }) => key.slice(0, index))
    if (names.has(key) || folders.some(folder => names.get(folder) === 'file'))
      throw new BenchError('ASSET', `${archive}: two members are the same file, ${quoted(path)}; not unpacked`)
    for (const folder of folders) names.set(folder, 'folder')
    names.set(key, 'file')
  }
}

/** Path of a member below what is wanted, '' for the wanted file itself, null for what is not wanted. */
function pathWithin({ member: wanted, suffixes }: Wanted, member: string): string | null {
  if (wanted === '') return null
  if (!wanted.endsWith('/')) return member === wanted ? '' : null
  if (!member.startsWith(wanted) || member.length === wanted.length) return null
  const name = basename(member)
  if (name.startsWith('._') || name === '.DS_Store') return null
  return suffixes === null || suffixes.some(suffix => member.endsWith(suffix)) ? member.slice(wanted.length) : null
}
