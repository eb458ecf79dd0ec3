import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'

/** Runs with a folder that holds these files. */
export async function withFolder<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  run: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bioner-tensors-'))
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
    return await run(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** A safetensors file: the header as given, then the data. */
export function safetensorsOf(header: unknown, data: Uint8Array): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header))
  const file = new Uint8Array(8 + text.length + data.length)
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true)
  file.set(text, 8)
  file.set(data, 8 + text.length)
  return file
}

/** A sound safetensors file of float32 tensors. */
export function float32File(tensors: Readonly<Record<string, { shape: number[]; values: number[] }>>): Uint8Array {
  const header: Record<string, unknown> = {}
  const values: number[] = []
  for (const [name, tensor] of Object.entries(tensors)) {
    const start = values.length * 4
    values.push(...tensor.values)
    header[name] = { dtype: 'F32', shape: tensor.shape, data_offsets: [start, values.length * 4] }
  }
  return safetensorsOf(header, new Uint8Array(new Float32Array(values).buffer))
}

/** The message with which the work is refused as `MODEL`. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  const result = await work.catch((error: unknown) => error)
  expect(result).toMatchObject({ name: 'BenchError', code: 'MODEL' })
  return result instanceof Error ? result.message : ''
}
