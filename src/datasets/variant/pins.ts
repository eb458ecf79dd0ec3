import type { Checksum, Pin } from '../../core/corpus.ts'

/** A file that comes with this program; `sha256` is of its unpacked bytes. */
export function packaged(path: string, sha256: string): Pin {
  return { path, checksum: sha256Checksum(sha256), origin: { kind: 'package' } }
}

/** A repository on GitHub at one commit. */
export interface Repository {
  readonly name: string
  readonly commit: string
}

/** A file of a repository. `path` is where it lies under a data folder, `member` its path in the repository. */
export function repositoryFile(repository: Repository, path: string, member: string, checksum: Checksum): Pin {
  const { name, commit } = repository
  const place = member.split('/').map(encodeURIComponent).join('/')
  return {
    path,
    checksum,
    origin: { kind: 'file', url: `https://raw.githubusercontent.com/${name}/${commit}/${place}` },
  }
}

/**
 * A folder of a repository, taken from the archive that GitHub makes of the commit: that archive has no stable checksum, the digest
 * of the folder is compared instead. Of the folder only the files with one of `suffixes` count (null: all).
 */
export function repositoryFolder(
  repository: Repository,
  path: string,
  member: string,
  digest: string,
  suffixes: readonly string[] | null = null,
): Pin {
  const { name, commit } = repository
  return {
    path,
    checksum: sha256Checksum(digest),
    origin: {
      kind: 'archive',
      url: `https://codeload.github.com/${name}/tar.gz/${commit}`,
      checksum: null,
      member: `${name.split('/')[1]}-${commit}/${member}`,
      suffixes,
    },
  }
}

export function sha256Checksum(hex: string): Checksum {
  return { algorithm: 'sha256', hex }
}
