import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { RootKind } from '../../../src/store/corpus/roots.ts'

/** A folder of its own for a test, with the given files; removed afterwards. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'bioner-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}

/** Roots over folders that the test made. */
export function rootsOf(folders: Partial<Record<RootKind, string>>) {
  const kinds = ['data', 'cache', 'package'] as const
  return {
    folders: kinds.flatMap(kind => {
      const path = folders[kind]
      return path === undefined ? [] : [{ path, kind }]
    }),
  }
}

/** The code and message of the error that a promise ends in; the test fails where it does not. */
export async function refusalOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => new Error('nothing was refused'),
    (reason: unknown) => reason,
  )
  return error instanceof Error && 'code' in error ? `${String(error.code)} ${error.message}` : String(error)
}
