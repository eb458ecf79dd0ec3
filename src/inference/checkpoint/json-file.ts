import { readFile } from 'node:fs/promises'
import type { z } from 'zod'
import { BenchError } from '../../core/error.ts'

/** Far above the largest real tokenizer.json (about 35 MB, multilingual). */
const maxBytes = 256 * 1024 * 1024

/** The bytes of a file of the checkpoint, or null where there is none. Throws `MODEL` where it is there but cannot be read. */
export async function readOptional(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path)
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
    throw new BenchError('MODEL', `${path}: cannot be read (${cause instanceof Error ? cause.message : cause})`, {
      cause,
    })
  }
}

/** A JSON file against its schema. Throws `MODEL`, naming the file and the field. */
export function parseJson<T>(path: string, bytes: Uint8Array, schema: z.ZodType<T>): T {
  if (bytes.length === 0) throw new BenchError('MODEL', `${path}: the file is empty`)
  if (bytes.length > maxBytes) throw new BenchError('MODEL', `${path}: larger than ${maxBytes} bytes`)
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new BenchError('MODEL', `${path}: not JSON in UTF-8; the file is cut off or is something else`, { cause })
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new BenchError('MODEL', `${path}: ${issue?.path.join('.') || 'the file'}: ${issue?.message}`)
}
