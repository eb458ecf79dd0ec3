import type { Stats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Pin } from '../../core/corpus.ts'
import { BenchError } from '../../core/error.ts'
import type { CorpusRoots, RootKind } from './roots.ts'

/** Where a pin lies. */
export interface FoundPin {
  /** As it is on disk: a packed file with its `.gz`, a folder without its slash. */
  readonly path: string
  readonly root: RootKind
  readonly packed: boolean
}

/**
 * Where the first root that has the pin has it, or null. In each root a file is looked for by its name, then as `.gz`. Nothing is
 * read. Throws `ASSET` where something else stands in the place of the file or folder, or a place may not be looked at.
 */
export async function findPin(roots: CorpusRoots, pin: Pin): Promise<FoundPin | null> {
  for (const { path, kind } of roots.folders) {
    const plain = join(path, pin.path.replace(/\/$/, ''))
    for (const packed of isFolderPin(pin) ? [false] : [false, true]) {
      const place = packed ? `${plain}.gz` : plain
      const facts = await lookAt(place)
      if (facts === null) continue
      if (isFolderPin(pin) ? facts.isDirectory() : facts.isFile()) return { path: place, root: kind, packed }
      throw new BenchError(
        'ASSET',
        `${place}: ${isFolderPin(pin) ? 'not a folder' : 'not a regular file'}, as it should be`,
      )
    }
  }
  return null
}

/** A pin whose path ends in `/` is a folder of files. */
export function isFolderPin(pin: Pin): boolean {
  return pin.path.endsWith('/')
}

async function lookAt(path: string): Promise<Stats | null> {
  return stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
    throw new BenchError('ASSET', `${path}: cannot be looked at (${error.code})`, { cause: error })
  })
}
