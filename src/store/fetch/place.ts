import { mkdir, open, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Pin } from '../../core/corpus.ts'
import { isFolderPin } from '../corpus/find-pin.ts'
import { verifyPin } from '../corpus/read-pin.ts'
import { onDisk } from './disk-error.ts'

/**
 * Moves a verified file or folder to its place in the cache, whole or not at all. A file that stands there is replaced; a folder is
 * moved to `aside`, unless it is right by now because another process was faster. Throws `OUTPUT`, naming the place.
 */
export async function place(pin: Pin, from: string, cache: string, aside: string): Promise<void> {
  const path = join(cache, pin.path.replace(/\/$/, ''))
  await onDisk(path, async () => {
    await mkdir(dirname(path), { recursive: true })
    if (!isFolderPin(pin)) {
      await sync(from)
      await rename(from, path)
    } else await placeFolder(pin, from, path, aside)
  })
}

/** Other processes may do the same at the same time: each step may find another state than the one before has left. */
async function placeFolder(pin: Pin, from: string, path: string, aside: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await rename(from, path)
    } catch (error) {
      if (attempt === 5 || !['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(codeOf(error))) throw error
    }
    if (await isRight(pin, path)) return
    await rename(path, `${aside}-${attempt}`).catch((error: unknown) => {
      if (codeOf(error) !== 'ENOENT') throw error
    })
  }
}

/** A folder without a known checksum that can be read is as good as this one. */
async function isRight(pin: Pin, path: string): Promise<boolean> {
  return verifyPin(pin, { path, root: 'cache', packed: false }).then(
    () => true,
    () => false,
  )
}

/** Only files: a folder that a loss of power damages is found out by its digest, and a thousand files would take seconds. */
async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
