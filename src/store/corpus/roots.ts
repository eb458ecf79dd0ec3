import { statSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { BenchError } from '../../core/error.ts'
import { packagePath } from '../assets.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** `data`: the user's own folder, only ever read. `cache`: what was fetched. `package`: what ships with the program. */
export type RootKind = 'data' | 'cache' | 'package'

/** Folders in which the files of corpora are looked for; the first that has a file is asked, the others are not. */
export interface CorpusRoots {
  readonly folders: readonly { readonly path: string; readonly kind: RootKind }[]
}

/**
 * `BIONER_DATA` where it is set, then what was fetched, then the package. Throws `ARGUMENT` where `BIONER_DATA` is no folder: to pass
 * over it would read other files than the user meant.
 */
export function corpusRoots(env: Environment): CorpusRoots {
  const data = env.BIONER_DATA ? [{ path: env.BIONER_DATA, kind: 'data' as const }] : []
  for (const { path } of data) {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) continue
    throw new BenchError('ARGUMENT', `BIONER_DATA: ${path}: no such folder`)
  }
  return {
    folders: [
      ...data,
      { path: join(benchHome(env), 'corpora'), kind: 'cache' },
      { path: packagePath('assets', 'corpora'), kind: 'package' },
    ],
  }
}

/** `BIONER_HOME`, else `bioner-bench` in the user's cache folder: `XDG_CACHE_HOME` where it is an absolute path, else `~/.cache`. */
export function benchHome(env: Environment): string {
  if (env.BIONER_HOME) return resolve(env.BIONER_HOME)
  const cache = env.XDG_CACHE_HOME
  return join(cache && isAbsolute(cache) ? cache : join(env.HOME || homedir(), '.cache'), 'bioner-bench')
}
