import { copyFile, mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { onDisk } from '../disk-error.ts'

/**
 * Writes a stream to one or more new files. `onChunk` sees each chunk before it is written and may throw. Throws `OUTPUT` where a file
 * cannot be written; what the stream or `onChunk` throws goes through.
 */
export async function writeMember(
  content: AsyncIterable<Uint8Array>,
  paths: readonly string[],
  onChunk: (chunk: Uint8Array, bytesSoFar: number) => void,
): Promise<void> {
  const [first, ...others] = paths
  if (first === undefined) return
  const file = await onDisk(first, async () => {
    await mkdir(dirname(first), { recursive: true })
    return open(first, 'wx')
  })
  let bytes = 0
  try {
    for await (const chunk of content) {
      bytes += chunk.length
      onChunk(chunk, bytes)
      await onDisk(first, () => file.writeFile(chunk))
    }
  } finally {
    await file.close()
  }
  for (const other of others) {
    await onDisk(other, async () => {
      await mkdir(dirname(other), { recursive: true })
      await copyFile(first, other)
    })
  }
}
