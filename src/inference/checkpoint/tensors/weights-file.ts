import { type FileHandle, open, stat } from 'node:fs/promises'
import { BenchError } from '../../../core/error.ts'

/** A file of weights, open for reading pieces of it. */
export interface WeightsFile {
  readonly path: string
  readonly bytes: number
  /** Exactly `length` bytes from `offset` on. Throws `MODEL` where the file ends before. */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>
  /** The same into what is there already. */
  readInto(target: Uint8Array, offset: number): Promise<void>
}

/** One call of the system reads at most 2 GiB. */
const maxRead = 2 ** 30

const pointerStart = 'version https://git-lfs'

/** Opens a file while `use` runs. Throws `MODEL` where it is missing, is no ordinary file, is empty, is a pointer or cannot be read. */
export async function withWeightsFile<T>(path: string, use: (file: WeightsFile) => Promise<T>): Promise<T> {
  // Asked before it is opened: to open a pipe is to wait for its writer.
  const entry = await attempt(path, stat(path))
  if (!entry.isFile()) throw new BenchError('MODEL', `${path}: not a file`)
  if (entry.size === 0) throw new BenchError('MODEL', `${path}: the file is empty; its download did not finish`)
  const handle = await attempt(path, open(path))
  try {
    await refusePointer(path, handle)
    return await use({
      path,
      bytes: entry.size,
      async read(offset, length) {
        const target = new Uint8Array(length)
        await attempt(path, fill(path, handle, target, offset))
        return target
      },
      readInto: (target, offset) => attempt(path, fill(path, handle, target, offset)),
    })
  } finally {
    await handle.close()
  }
}

/** What git leaves in place of a large file where git-lfs is not installed. */
async function refusePointer(path: string, handle: FileHandle): Promise<void> {
  const start = new Uint8Array(pointerStart.length)
  await attempt(path, handle.read(start, 0, start.length, 0))
  if (new TextDecoder().decode(start) !== pointerStart) return
  throw new BenchError('MODEL', `${path}: a pointer of Git LFS, not the weights themselves; run git lfs pull`)
}

async function fill(path: string, handle: FileHandle, target: Uint8Array, offset: number): Promise<void> {
  const { length } = target
  let done = 0
  while (done < length) {
    const { bytesRead } = await handle.read(target, done, Math.min(length - done, maxRead), offset + done)
    if (bytesRead === 0) {
      const wanted = `bytes ${offset} to ${offset + length}`
      throw new BenchError('MODEL', `${path}: the file is truncated: it ends within ${wanted}; download it again`)
    }
    done += bytesRead
  }
}

async function attempt<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    if (cause instanceof BenchError) throw cause
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
      throw new BenchError('MODEL', `${path}: not found`, { cause })
    }
    throw new BenchError('MODEL', `${path}: cannot be read (${cause instanceof Error ? cause.message : cause})`, {
      cause,
    })
  }
}
