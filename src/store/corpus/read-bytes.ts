import { open } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { BenchError, type ErrorCode } from '../../core/error.ts'

/** Of a folder. Corpora of many small files: most of the time goes into opening them. */
export const filesAtOnce = 32

interface ReadOptions {
  readonly packed: boolean
  /** Of the bytes on disk, and of the unpacked ones. */
  readonly maxBytes: number
  /** Of the error that is thrown. */
  readonly code: ErrorCode
}

/** All bytes of what is known to be a regular file, unpacked where `packed` says it is gzipped. Throws `code`, naming the file. */
export async function readBytes(path: string, { packed, maxBytes, code }: ReadOptions): Promise<Uint8Array> {
  const tooLong = () => new BenchError(code, `${path}: longer than ${maxBytes} bytes, which is as much as can be read`)
  const bytes = await readPlain(path, maxBytes, tooLong).catch((cause: NodeJS.ErrnoException) => {
    if (cause instanceof BenchError) throw cause
    const reason =
      cause.code === 'EACCES' || cause.code === 'EPERM' ? 'permission denied' : (cause.code ?? cause.message)
    throw new BenchError(code, `${path}: not readable: ${reason}`, { cause })
  })
  if (!packed) return bytes
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes })
  } catch (cause) {
    if (cause instanceof RangeError) throw tooLong()
    throw new BenchError(code, `${path}: not a complete gzip file`, { cause })
  }
}

async function readPlain(path: string, maxBytes: number, tooLong: () => BenchError): Promise<Uint8Array> {
  const file = await open(path, 'r')
  try {
    if ((await file.stat()).size > maxBytes) throw tooLong()
    return await file.readFile()
  } finally {
    await file.close()
  }
}
