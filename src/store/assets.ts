import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { BenchError } from '../core/error.ts'

const root = resolve(import.meta.dirname, '..', '..')

/** Path of a file or folder that ships with the package. */
export function packagePath(...parts: string[]): string {
  return join(root, ...parts)
}

/** Hexadecimal SHA-256. */
export function sha256Of(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/** A JSON file that ships with the package. Throws `ASSET`, naming the file and the field. */
export async function readShippedJson<T>(name: string, schema: z.ZodType<T>): Promise<T> {
  const bytes = await readShipped(name)
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new BenchError('ASSET', `${name}: not JSON in UTF-8; install the package again`, { cause })
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new BenchError('ASSET', `${name}: ${issue?.path.join('.') || 'the file'}: ${issue?.message}`)
}

const modelManifestSchema = z.object({
  name: z.string().min(1),
  notes: z.array(z.string().min(1)),
  files: z.array(z.object({ path: z.string().regex(/^[A-Za-z0-9._-]+$/), sha256: z.string() })).min(1),
})

/** An embedded model, all of its files verified. */
export interface EmbeddedModel {
  readonly name: string
  readonly folder: string
  readonly notes: readonly string[]
}

/** Names of the models in the package. */
export const embeddedModels = ['minilm-l6-cdr-ncbi'] as const

/** Throws `ASSET`, naming the file, where a file of the model is missing or its checksum is not that of the manifest. */
export async function readEmbeddedModel(name: (typeof embeddedModels)[number]): Promise<EmbeddedModel> {
  const folder = join('assets', 'models', name)
  const manifest = await readShippedJson(join(folder, 'manifest.json'), modelManifestSchema)
  await Promise.all(
    manifest.files.map(async file => {
      const path = join(folder, file.path)
      verifyChecksum(path, await readShipped(path), file.sha256)
    }),
  )
  return { name: manifest.name, folder: packagePath(folder), notes: manifest.notes }
}

async function readShipped(name: string): Promise<Uint8Array> {
  return readFile(packagePath(name)).catch((cause: unknown) => {
    throw new BenchError('ASSET', `${name}: missing from the package; install the package again`, { cause })
  })
}

function verifyChecksum(name: string, bytes: Uint8Array, expected: string): void {
  const found = sha256Of(bytes)
  if (found === expected) return
  throw new BenchError('ASSET', `${name}: SHA-256 is ${found}, expected ${expected}; install the package again`)
}
