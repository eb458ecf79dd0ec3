import type { Checksum, Pin } from '../../core/corpus.ts'

/** A repository on GitHub at one commit. */
export interface Repository {
  readonly name: string
  readonly commit: string
}

export interface Archive {
  readonly url: string
  /** null: nobody published one. */
  readonly checksum: Checksum | null
}

/** Pins of the files that a table lists. */
export interface PinTable {
  /** A file that comes with this program. Throws where the table does not list it, which is a mistake in this program. */
  packaged(path: string): Pin
  /** A file of a repository, `member` being its path there. Throws as `packaged` does. */
  file(repository: Repository, path: string, member: string): Pin
  /**
   * A folder of a repository, from the archive that GitHub makes of the commit: that archive has no stable checksum, the digest of
   * the folder is compared instead, where the table has it. Only the files with one of `suffixes` count (null: all).
   */
  folder(repository: Repository, path: string, member: string, suffixes?: readonly string[] | null): Pin
  /** What lies below `member` in an archive; without a checksum where the table has none. */
  archived(archive: Archive, path: string, member: string, suffixes?: readonly string[] | null): Pin
  has(path: string): boolean
}

/**
 * Reads lines `<checksum>  <path>` as `sha256sum` writes them: SHA-256 of a file (64 digits), the digest of a folder whose path ends
 * in `/`, or, of 40 digits, the id that git gives a file.
 */
export function pinTable(lines: string): PinTable {
  const checksums = new Map(
    lines
      .trim()
      .split('\n')
      .map((line): [string, Checksum] => {
        const [hex = '', path = ''] = line.trim().split(/\s+/)
        return [path, { algorithm: hex.length === 40 ? 'git-blob' : 'sha256', hex }]
      }),
  )
  const checksumOf = (path: string): Checksum => {
    const checksum = checksums.get(path)
    if (checksum === undefined) throw new Error(`no checksum of ${path}`)
    return checksum
  }
  return {
    has: path => checksums.has(path),
    packaged: path => ({ path, checksum: checksumOf(path), origin: { kind: 'package' } }),
    file: (repository, path, member) => ({
      path,
      checksum: checksumOf(path),
      origin: { kind: 'file', url: urlOf(repository, member) },
    }),
    folder: ({ name, commit }, path, member, suffixes = null) => {
      const url = `https://codeload.github.com/${name}/tar.gz/${commit}`
      const below = `${name.slice(name.indexOf('/') + 1)}-${commit}/${member}`
      return {
        path,
        checksum: checksums.get(path) ?? null,
        origin: { kind: 'archive', url, checksum: null, member: below, suffixes },
      }
    },
    archived: (archive, path, member, suffixes = null) => ({
      path,
      checksum: checksums.get(path) ?? null,
      origin: { kind: 'archive', ...archive, member, suffixes },
    }),
  }
}

/** Where GitHub hands out a file of a repository as it is. */
export function urlOf({ name, commit }: Repository, member: string): string {
  return `https://raw.githubusercontent.com/${name}/${commit}/${member.split('/').map(encodeURIComponent).join('/')}`
}
