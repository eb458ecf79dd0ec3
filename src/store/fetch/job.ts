import { copyFile, mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Checksum, Pin } from '../../core/corpus.ts'
import { BenchError } from '../../core/error.ts'
import { digestOf, nameOfAlgorithm } from '../corpus/digest.ts'
import { digestPin } from '../corpus/digest-pin.ts'
import { isFolderPin } from '../corpus/find-pin.ts'
import { readBytes } from '../corpus/read-bytes.ts'
import { onDisk } from './disk-error.ts'
import { type DownloadOptions, download } from './download.ts'
import { claimPart, type Part } from './part.ts'
import { place } from './place.ts'
import type { UnpackLimits } from './unpack/limits.ts'
import { unpack } from './unpack/unpack.ts'
import { isWebPage } from './web-page.ts'

/** Pins that come from one address. */
export interface Job {
  readonly url: string
  /** Where to ask, in order. Throws `ASSET` where the address cannot be fetched. */
  readonly addresses: () => readonly URL[]
  readonly pins: readonly Pin[]
}

export interface JobOptions {
  /** Folder that the pins are put into. */
  readonly cache: string
  readonly download: DownloadOptions
  readonly unpackLimits: UnpackLimits
}

/** `bytes`: unpacked. `error`: `ASSET`, or `OUTPUT` where something cannot be written. */
export type FetchOutcome =
  | { readonly pin: Pin; readonly status: 'present' | 'fetched'; readonly path: string; readonly bytes: number }
  | { readonly pin: Pin; readonly status: 'failed'; readonly error: BenchError }

/**
 * Downloads one address and puts what is right of it into the cache. What is wrong is thrown away; where it was put together from pieces
 * the whole is asked for once more, since a server may have mixed two versions. Throws the reason of the signal, and bugs.
 */
export async function runJob(job: Job, options: JobOptions): Promise<FetchOutcome[]> {
  const { signal } = options.download
  try {
    const part = await claimPart(join(options.cache, '.downloads'), job.url)
    let keep = true
    try {
      const outcomes = await fetchInto(part, job, options)
      keep = outcomes.some(outcome => outcome.status === 'failed' && outcome.error.code === 'OUTPUT')
      return outcomes
    } finally {
      await (keep ? part.release() : part.remove())
    }
  } catch (error) {
    signal.throwIfAborted()
    return allFailed(job, error)
  }
}

async function fetchInto(part: Part, job: Job, options: JobOptions): Promise<FetchOutcome[]> {
  let pieces = (await part.size()) > 0 ? 2 : 1
  const count: DownloadOptions = {
    ...options.download,
    onRetry(reason, seconds) {
      pieces++
      options.download.onRetry(reason, seconds)
    },
  }
  await download(job.addresses(), part, count)
  const outcomes = await take(part, job, options)
  if (pieces === 1 || !outcomes.some(outcome => outcome.status === 'failed' && outcome.error.code === 'ASSET'))
    return outcomes
  await part.restart(null)
  await download(job.addresses(), part, options.download)
  return take(part, job, options)
}

/** Unpacks and verifies the body, and moves what is right into place. */
async function take(part: Part, job: Job, { cache, unpackLimits, download }: JobOptions): Promise<FetchOutcome[]> {
  try {
    await onDisk(part.unpacked, async () => {
      await rm(part.unpacked, { recursive: true, force: true })
      await mkdir(part.unpacked)
    })
    const staged = await stage(part, job, unpackLimits, download.signal)
    return await Promise.all(
      staged.map(async ({ pin, from }): Promise<FetchOutcome> => {
        try {
          const bytes = await verifyStaged(pin, from, job.url)
          await place(pin, from, cache, `${from}.aside`)
          return { pin, status: 'fetched', path: join(cache, pin.path.replace(/\/$/, '')), bytes }
        } catch (error) {
          return failed(pin, error)
        }
      }),
    )
  } catch (error) {
    download.signal.throwIfAborted()
    return allFailed(job, error)
  }
}

interface Staged {
  readonly pin: Pin
  /** Where it lies for now, if it was there at all. */
  readonly from: string
}

async function stage(part: Part, { url, pins }: Job, limits: UnpackLimits, signal: AbortSignal): Promise<Staged[]> {
  const staged = pins.map((pin, i) => ({ pin, from: join(part.unpacked, `${i}`) }))
  const wanted = []
  let checksum: Checksum | null = null
  for (const { pin, from } of staged) {
    if (pin.origin.kind === 'file') await onDisk(from, () => copyFile(part.body, from))
    if (pin.origin.kind !== 'archive') continue
    const { member, suffixes } = pin.origin
    wanted.push({ member, suffixes, into: from })
    checksum ??= pin.origin.checksum
  }
  if (wanted.length === 0) return staged
  if (await isWebPage(part.body)) throw new BenchError('ASSET', `${url}: the server sent a web page, not the archive`)
  if (checksum !== null) await verifyArchive(part.body, url, checksum)
  await unpack(part.body, url, wanted, { limits, signal })
  return staged
}

async function verifyArchive(path: string, url: string, expected: Checksum): Promise<void> {
  const { size } = await stat(path)
  const found = digestOf(expected.algorithm, await readBytes(path, { packed: false, maxBytes: size, code: 'ASSET' }))
  if (found.hex !== expected.hex) throw mismatch(url, 'the archive', expected, found.hex)
}

/** Number of bytes. Throws `ASSET` where it is not there, or not what the pin says. */
async function verifyStaged(pin: Pin, from: string, url: string): Promise<number> {
  if ((await stat(from).catch(() => null)) === null) {
    const member = pin.origin.kind === 'archive' ? pin.origin.member : pin.path
    throw new BenchError('ASSET', `${url}: the archive has no ${isFolderPin(pin) ? 'files below ' : ''}${member}`)
  }
  const { digest, bytes } = await digestPin(pin, { path: from, root: 'cache', packed: false })
  if (digest.hex === pin.checksum?.hex) return bytes
  if (!isFolderPin(pin) && (await isWebPage(from)))
    throw new BenchError('ASSET', `${url}: the server sent a web page, not the file that ${pin.path} names`)
  if (pin.checksum !== null) throw mismatch(url, pin.path, pin.checksum, digest.hex)
  return bytes
}

function mismatch(url: string, what: string, { algorithm, hex }: Checksum, found: string): BenchError {
  return new BenchError(
    'ASSET',
    `${url}: ${nameOfAlgorithm(algorithm)} of ${what} is ${found}, expected ${hex}; it is not kept: the file on the server is ` +
      'another one by now, or it was changed on the way',
  )
}

function allFailed({ pins }: Job, error: unknown): FetchOutcome[] {
  return pins.map(pin => failed(pin, error))
}

function failed(pin: Pin, error: unknown): FetchOutcome {
  if (!(error instanceof BenchError)) throw error
  return { pin, status: 'failed', error }
}
