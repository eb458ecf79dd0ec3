import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { z } from 'zod'
import { BenchError } from '../core/error.ts'

const shipped = resolve(import.meta.dirname, '..', '..', 'assets', 'power')

/** Reads and checks a table under `assets/power/`. Throws `ASSET`, naming the file and the field. */
export function readPowerAsset<T>(name: string, schema: z.ZodType<T>, folder = shipped): T {
  const path = join(folder, name)
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    const what = cause instanceof SyntaxError ? 'not JSON' : 'cannot be read'
    throw new BenchError('ASSET', `${path}: ${what}; install the package again`, { cause })
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new BenchError('ASSET', `${path}: ${issue?.path.join('.') || 'the file'}: ${issue?.message}`)
}
