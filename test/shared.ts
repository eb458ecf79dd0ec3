import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'vitest'

const root = resolve(import.meta.dirname, '..', '..', 'shared')
const present = existsSync(root)

/** Reference material (corpora, models, oracles) kept beside a developer's checkout; null in a user's clone. */
export function sharedPath(...parts: string[]): string {
  return join(root, ...parts)
}

/** A test that compares with that material: skipped, with the reason in its name, where it is absent. */
export function whenShared(name: string, run: () => void | Promise<void>, timeout?: number): void {
  if (present) test(name, run, timeout)
  else test.skip(`${name} (skipped: needs the reference material in ../shared)`, () => {})
}
