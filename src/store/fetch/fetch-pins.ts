import { setTimeout } from 'node:timers/promises'
import type { Pin } from '../../core/corpus.ts'
import { BenchError } from '../../core/error.ts'
import { assertWritable } from '../atomic-write.ts'
import { findPin, isFolderPin } from '../corpus/find-pin.ts'
import { verifyPin } from '../corpus/read-pin.ts'
import type { CorpusRoots, Environment } from '../corpus/roots.ts'
import { addressesOf, isOffline, mirrorOf } from './addresses.ts'
import { diskError } from './disk-error.ts'
import type { DownloadOptions } from './download.ts'
import { inParallel } from './in-parallel.ts'
import { type FetchOutcome, type Job, runJob } from './job.ts'
import { defaultUnpackLimits, type UnpackLimits } from './unpack/limits.ts'
import { openWeb } from './web.ts'

/** `received` bytes of `total`, null where the server does not say; both begin anew where a download does. */
export type FetchEvent =
  | { readonly kind: 'bytes'; readonly url: string; readonly received: number; readonly total: number | null }
  | { readonly kind: 'retry'; readonly url: string; readonly reason: string; readonly waitSeconds: number }
  | { readonly kind: 'outcome'; readonly outcome: FetchOutcome }

export interface FetchOptions {
  /** Looked through for what is there already; what is fetched goes into the folder of kind `cache`. */
  readonly roots: CorpusRoots
  /** `BIONER_OFFLINE`, `BIONER_MIRROR`, `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`. */
  readonly env: Environment
  /** Downloads at a time; 4 unless said. */
  readonly parallel?: number
  readonly onProgress?: (event: FetchEvent) => void
  /** Stops everything; what came so far is kept, and the next fetch goes on there. */
  readonly signal?: AbortSignal
  readonly tuning?: FetchTuning
}

export interface FetchTuning {
  readonly sleep?: DownloadOptions['sleep']
  readonly now?: () => number
  /** A connection on which nothing comes for so long is given up; 30 s unless said. */
  readonly stallMilliseconds?: number
  /** Of one download; 4 GiB unless said. */
  readonly maxBytes?: number
  readonly unpackLimits?: UnpackLimits
}

/**
 * Sees to it that every pin is on disk and right. What is there already is verified and kept; a wrong file is replaced in the cache, but
 * never in the user's own folder. Pins that share an address are downloaded once. The outcomes are in the order of the pins, and one
 * that fails does not end the others. Throws `ARGUMENT` before the first connection where something is missing and `BIONER_OFFLINE` is
 * set, or mirror or proxy cannot be used; `OUTPUT` where the cache cannot be written; the reason of `signal`.
 */
export async function fetchPins(pins: readonly Pin[], options: FetchOptions): Promise<readonly FetchOutcome[]> {
  const { roots, env, parallel = 4, onProgress = () => undefined } = options
  const signal = options.signal ?? new AbortController().signal
  const outcomes = new Map<string, FetchOutcome>()
  const settle = (outcome: FetchOutcome): void => {
    outcomes.set(keyOf(outcome.pin), outcome)
    onProgress({ kind: 'outcome', outcome })
  }

  const missing: Pin[] = []
  for (const pin of new Map(pins.map(pin => [keyOf(pin), pin])).values()) {
    signal.throwIfAborted()
    const outcome = await lookUp(pin, roots)
    if (outcome === null) missing.push(pin)
    else settle(outcome)
  }
  if (missing.length > 0) {
    if (isOffline(env)) throw offline(missing)
    const mirror = mirrorOf(env)
    const web = openWeb(env)
    const cache = await writableCache(roots)
    await inParallel(jobsOf(missing), parallel, signal, async ({ url, pins }, signal) => {
      const download = downloadOptions(url, { web, signal }, options.tuning ?? {}, onProgress)
      const { unpackLimits = defaultUnpackLimits } = options.tuning ?? {}
      const job = { url, pins, addresses: () => addressesOf(url, mirror) }
      for (const outcome of await runJob(job, { cache, download, unpackLimits })) settle(outcome)
    })
  }
  return pins.map(pin => {
    const outcome = outcomes.get(keyOf(pin))
    if (outcome === undefined) throw new Error(`${pin.path}: neither found nor fetched`)
    return outcome
  })
}

/** A corpus names a file more than once where splits share it. */
function keyOf(pin: Pin): string {
  return JSON.stringify([pin.path, pin.checksum, pin.origin])
}

/** null: to be fetched. */
async function lookUp(pin: Pin, roots: CorpusRoots): Promise<FetchOutcome | null> {
  try {
    const found = await findPin(roots, pin)
    if (found === null && pin.origin.kind !== 'package') return null
    if (found === null)
      throw new BenchError('ASSET', `${pin.path}: missing from the package; install the package again`)
    const verified = await verifyPin(pin, found).catch((error: unknown) => {
      if (found.root !== 'data' && pin.origin.kind !== 'package' && error instanceof BenchError) return null
      throw error
    })
    return verified && { pin, status: 'present', path: found.path, bytes: verified.bytes }
  } catch (error) {
    if (error instanceof BenchError) return { pin, status: 'failed', error }
    throw error
  }
}

function offline(missing: readonly Pin[]): BenchError {
  const names = missing.slice(0, 20).map(({ path }) => path)
  if (missing.length > 20) names.push(`${missing.length - 20} more`)
  return new BenchError(
    'ARGUMENT',
    `BIONER_OFFLINE is set, and not on disk: ${names.join(', ')}; unset it, or put the files into a folder and set BIONER_DATA`,
  )
}

async function writableCache({ folders }: CorpusRoots): Promise<string> {
  const cache = folders.find(({ kind }) => kind === 'cache')
  if (cache === undefined) throw new Error('no folder of kind cache among the roots')
  await assertWritable(cache.path).catch(error => {
    throw diskError(cache.path, error instanceof BenchError ? error.cause : error)
  })
  return cache.path
}

/** Pins by address; where they state different checksums of one archive, each gets a download of its own, and one will fail. */
function jobsOf(pins: readonly Pin[]): Pick<Job, 'url' | 'pins'>[] {
  const jobs = new Map<string, { url: string; pins: Pin[] }>()
  for (const pin of pins) {
    const { origin } = pin
    if (origin.kind === 'package') continue
    const isFolder = origin.kind === 'archive' && origin.member.endsWith('/')
    if (isFolder !== isFolderPin(pin))
      throw new Error(`${pin.path}: a folder comes from a folder of an archive, a file from a file`)
    const key = JSON.stringify([origin.url, origin.kind === 'archive' ? origin.checksum : null])
    const job = jobs.get(key)
    if (job === undefined) jobs.set(key, { url: origin.url, pins: [pin] })
    else job.pins.push(pin)
  }
  return [...jobs.values()]
}

function downloadOptions(
  url: string,
  fixed: Pick<DownloadOptions, 'web' | 'signal'>,
  { sleep, now, stallMilliseconds, maxBytes }: FetchTuning,
  onProgress: (event: FetchEvent) => void,
): DownloadOptions {
  return {
    ...fixed,
    sleep: sleep ?? ((milliseconds, signal) => setTimeout(milliseconds, undefined, { signal })),
    now: now ?? Date.now,
    stallMilliseconds: stallMilliseconds ?? 30_000,
    maxBytes: maxBytes ?? 4 * 1024 ** 3,
    onBytes: (received, total) => onProgress({ kind: 'bytes', url, received, total }),
    onRetry: (reason, waitSeconds) => onProgress({ kind: 'retry', url, reason, waitSeconds }),
  }
}
