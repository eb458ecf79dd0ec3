import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import type { Source } from '../core/corpus.ts'
import { BenchError } from '../core/error.ts'

export interface InputOptions {
  /** All of standard input, which is what the path `-` means. */
  readonly readStdin: () => Promise<Uint8Array>
  /** Longer inputs, unpacked, are refused, however they come: a pipe does not say its size. */
  readonly maxBytes: number
}

/**
 * Reads a file that a user names, or standard input; what is gzipped is unpacked. Throws `INPUT`, naming the file, where it is
 * missing, a folder, not readable, too long, or a damaged archive.
 */
export async function readInput(path: string, { readStdin, maxBytes }: InputOptions): Promise<Source> {
  return path === '-' ? toSource('standard input', await readStdin(), maxBytes) : readInputFile(path, maxBytes)
}

/** Reads a file that a user names, as `readInput` does; `-` is a name like any other. */
export async function readInputFile(path: string, maxBytes: number): Promise<Source> {
  return toSource(path, await readPath(path, maxBytes), maxBytes)
}

/** Whether a path that a user names is a folder; false where it is not there. */
export async function isFolder(path: string): Promise<boolean> {
  return path !== '-' && (await stat(path).catch(() => null))?.isDirectory() === true
}

function toSource(name: string, bytes: Uint8Array, maxBytes: number): Source {
  if (bytes.length > maxBytes) throw tooLong(name, maxBytes)
  return { name, bytes: isGzip(bytes) ? unpack(name, bytes, maxBytes) : bytes }
}

async function readPath(path: string, maxBytes: number): Promise<Uint8Array> {
  try {
    const facts = await stat(path)
    if (facts.isDirectory()) throw new BenchError('INPUT', `${path}: a folder; a file is expected`)
    if (facts.size > maxBytes) throw tooLong(path, maxBytes)
    const chunks: Buffer[] = []
    let length = 0
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      length += chunk.length
      if (length > maxBytes) throw tooLong(path, maxBytes)
      chunks.push(chunk)
    }
    return Buffer.concat(chunks, length)
  } catch (error) {
    if (error instanceof BenchError) throw error
    throw new BenchError('INPUT', `${path}: ${reasonOf(error)}`, { cause: error })
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'no such file'
  if (code === 'EACCES' || code === 'EPERM') return 'not readable: permission denied'
  return `not readable (${code})`
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

function unpack(name: string, bytes: Uint8Array, maxBytes: number): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes })
  } catch (cause) {
    if (cause instanceof RangeError) throw tooLong(name, maxBytes)
    throw new BenchError('INPUT', `${name}: begins like a gzip file, but is not a complete one`, { cause })
  }
}

function tooLong(name: string, maxBytes: number): BenchError {
  return new BenchError('INPUT', `${name}: longer than ${maxBytes} bytes, which is as much as can be read at once`)
}
