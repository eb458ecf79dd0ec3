import { existsSync, readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { BenchError } from '../core/error.ts'
import type { Environment } from '../core/record.ts'
import { runProgram } from './run-program.ts'

const root = resolve(import.meta.dirname, '..', '..')

const manifestSchema = z.object({
  version: z.string().min(1),
  dependencies: z.record(z.string(), z.string()).default({}),
})

/** The versions of the libraries that are installed, by name: all that this package depends on at run time. */
export function describeLibraries(): Record<string, string> {
  const versions: [string, string][] = []
  for (const name of Object.keys(readManifest(join(root, 'package.json')).dependencies).sort()) {
    const path = findPackageJSON(name, import.meta.url)
    if (path !== undefined) versions.push([name, readManifest(path).version])
  }
  return Object.fromEntries(versions)
}

/**
 * The version of this package and, where it runs from a checkout of its own repository, the commit, and whether files differ
 * from it (untracked ones count, ignored ones do not). An installed package has neither, whatever repository is around it.
 */
export async function describeHarness(folder = root): Promise<Environment['harness']> {
  const { version } = readManifest(join(folder, 'package.json'))
  if (!existsSync(join(folder, '.git'))) return { version, commit: null, dirty: null }
  const [commit, changes] = await Promise.all([
    git(folder, 'rev-parse', '--verify', 'HEAD'),
    git(folder, 'status', '--porcelain'),
  ])
  return { version, commit: commit?.trim() ?? null, dirty: changes === null ? null : changes !== '' }
}

/** Takes no lock, since somebody may be committing; a hook's variables would lead to another repository. */
function git(folder: string, ...parameters: string[]): Promise<string | null> {
  const { GIT_DIR: _, GIT_WORK_TREE: __, GIT_INDEX_FILE: ___, ...env } = process.env
  return runProgram('git', parameters, { seconds: 3, folder, env: { ...env, GIT_OPTIONAL_LOCKS: '0' } })
}

function readManifest(path: string): z.infer<typeof manifestSchema> {
  const result = manifestSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (result.success) return result.data
  throw new BenchError('ASSET', `${path}: ${result.error.issues[0]?.message}; install the package again`)
}
