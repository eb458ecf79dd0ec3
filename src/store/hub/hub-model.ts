import { BenchError } from '../../core/error.ts'
import type { Environment } from '../corpus/roots.ts'
import { inParallel } from '../fetch/in-parallel.ts'
import { type ChosenFiles, chooseFiles } from './choose-files.ts'
import { type ConnectionTuning, connectHub } from './connection.ts'
import { assertRoom, onHubDisk } from './disk.ts'
import { fetchBlob } from './fetch-blob.ts'
import { fetchListing, type Listing, type RepositoryFile } from './listing.ts'
import { type HubReference, isCommit } from './reference.ts'
import { type RepositoryCache, repositoryCache } from './repository-cache.ts'
import { type HubSettings, readHubSettings } from './settings.ts'
import { readShardNames } from './shards.ts'

/** A model on the Hub at a commit, and the files of it that are needed. */
export interface HubModel {
  readonly reference: HubReference
  readonly commit: string
  readonly listing: Listing
  readonly chosen: ChosenFiles
  /** Sentences that a reader of the results must know. */
  readonly notes: readonly string[]
}

/** Where a downloaded model lies: the file of its weights, with all else beside it. */
export interface LocalModel {
  readonly path: string
  readonly commit: string
  readonly notes: readonly string[]
}

export interface HubOptions {
  /** See `readHubSettings`; and `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`. */
  readonly env: Environment
  /** Stops everything; what came so far is kept, and the next call goes on there. */
  readonly signal?: AbortSignal
  readonly tuning?: ConnectionTuning
  /** Of one file; `total` is null where nobody says. */
  readonly onBytes?: (path: string, received: number, total: number | null) => void
}

/**
 * Finds out which commit a reference names and which of its files a model of `dtype` needs; downloads none of them. Nothing is asked where
 * the revision is a commit and the cache has what is needed, nor where the environment forbids it. Throws `ARGUMENT` where there is
 * no such repository or revision, or connections are forbidden and the cache has not enough; `MODEL` where access is denied, or it is no
 * model; `ASSET` where the Hub cannot be reached and the cache does not help.
 */
export async function resolveHubModel(
  reference: HubReference,
  dtype: string | null,
  options: HubOptions,
): Promise<HubModel> {
  const settings = await readHubSettings(options.env)
  const { repository, revision } = reference
  const cache = repositoryCache(settings.cache, repository)
  if (settings.offline !== null || isCommit(revision)) {
    const found = await findInCache(reference, dtype, cache)
    if (found.kind === 'whole' && (found.certain || settings.offline !== null)) return found.model
    if (found.kind === 'incomplete' && settings.offline !== null) throw offline(reference, settings, found.reason)
  }
  try {
    const hub = connectHub(settings, options.env, options.tuning)
    const listing = await fetchListing(hub, repository, revision, signalOf(options))
    const chosen = chooseFiles(new Set(listing.files.keys()), dtype, shown(reference))
    return { reference, commit: listing.commit, listing, chosen, notes: [] }
  } catch (error) {
    const isUnreachable = error instanceof BenchError && error.code === 'ASSET'
    const found = isUnreachable ? await findInCache(reference, dtype, cache) : null
    if (found?.kind !== 'whole') throw error
    const note = `The Hub could not be asked what ${revision} of ${repository} is by now: it is what the cache has of it.`
    return { ...found.model, notes: isCommit(revision) ? [] : [note] }
  }
}

/**
 * Downloads what is not in the cache yet, and says where the model lies. Throws `MODEL`, `ASSET` or `OUTPUT`, naming the file and the
 * cause, and the reason of the signal.
 */
export async function fetchHubModel(model: HubModel, options: HubOptions): Promise<LocalModel> {
  const { reference, commit, listing, chosen, notes } = model
  const { repository, revision } = reference
  const settings = await readHubSettings(options.env)
  const cache = repositoryCache(settings.cache, repository)
  let missing = await missingFiles(model, cache)
  if (missing.length > 0) {
    if (settings.offline !== null) throw offline(reference, settings, `${missing[0]?.path} is missing`)
    const hub = connectHub(settings, options.env, options.tuning)
    const fetchAll = async (files: readonly RepositoryFile[]): Promise<void> => {
      await assertRoom(cache, files, options.tuning?.freeBytes)
      await inParallel(files, 4, signalOf(options), (file, signal) => {
        const onBytes = (received: number, total: number | null) =>
          options.onBytes?.(file.path, received, total ?? file.bytes)
        return fetchBlob(file, { hub, cache, repository, commit, signal, onBytes })
      })
    }
    await fetchAll(missing)
    missing = await missingFiles(model, cache)
    await fetchAll(missing) // the shards: which they are stands in a file that was missing
    const [odd] = await missingFiles(model, cache)
    if (odd !== undefined)
      throw new BenchError('ASSET', `${shown(reference)}: ${odd.path} has another size than the Hub states`)
    await onHubDisk(cache.folder, () => cache.writeRef(revision, commit))
    await onHubDisk(cache.folder, () => cache.writeTree(listing))
  } else await cache.writeRef(revision, commit).catch(() => undefined) // the cache may be there to be read only
  return { path: cache.pathOf(commit, chosen.open), commit, notes }
}

/** `certain`: more files than are on disk could not change what is chosen. */
type Found =
  | { readonly kind: 'whole'; readonly model: HubModel; readonly certain: boolean }
  | { readonly kind: 'incomplete'; readonly reason: string }

/** Looks for a model of which nothing must be downloaded. */
async function findInCache(reference: HubReference, dtype: string | null, cache: RepositoryCache): Promise<Found> {
  const { revision } = reference
  const commit = isCommit(revision) ? revision : await cache.readRef(revision)
  const tree = commit === null ? null : await cache.readTree(commit)
  const listing = tree ?? (commit === null ? null : await cache.readSnapshot(commit))
  if (commit === null || listing === null || listing.files.size === 0)
    return { kind: 'incomplete', reason: 'nothing of it was ever downloaded' }
  try {
    const chosen = chooseFiles(new Set(listing.files.keys()), dtype, shown(reference))
    const model = { reference, commit, listing, chosen, notes: [] }
    const [missing] = await missingFiles(model, cache)
    if (missing !== undefined) return { kind: 'incomplete', reason: `${missing.path} is missing` }
    return { kind: 'whole', model, certain: tree !== null || isFirstChoice(chosen, dtype) }
  } catch (error) {
    if (!(error instanceof BenchError) || tree !== null) throw error
    return { kind: 'incomplete', reason: error.message } // of a part of its files
  }
}

function isFirstChoice({ weights, paths }: ChosenFiles, dtype: string | null): boolean {
  const isFirst = dtype === null ? weights === 'safetensors' || weights === 'shards' : weights === 'onnx'
  return isFirst && paths.some(path => /^(onnx\/)?tokenizer\.json$/.test(path))
}

/** What is chosen and not in the cache; the shards only once the file is there that names them. */
async function missingFiles(
  { reference, commit, listing, chosen }: HubModel,
  cache: RepositoryCache,
): Promise<RepositoryFile[]> {
  const paths = [...chosen.paths]
  if (chosen.index !== null && (await cache.has(commit, { path: chosen.index, bytes: null })))
    paths.push(...(await readShardNames(cache.pathOf(commit, chosen.index), `${shown(reference)}: ${chosen.index}`)))
  const files = paths.map(path => {
    const file = listing.files.get(path)
    if (file !== undefined) return file
    throw new BenchError(
      'MODEL',
      `${shown(reference)}: ${chosen.index} names ${JSON.stringify(path)}, which is not there`,
    )
  })
  const there = await Promise.all(files.map(file => cache.has(commit, file)))
  return files.filter((_, index) => !there[index])
}

function shown({ repository, revision }: HubReference): string {
  return `hf:${repository}@${revision}`
}

function signalOf({ signal }: HubOptions): AbortSignal {
  return signal ?? new AbortController().signal
}

function offline(reference: HubReference, { offline, cache }: HubSettings, reason: string): BenchError {
  return new BenchError(
    'ARGUMENT',
    `${shown(reference)}: ${offline} is set, and the cache ${cache} has not what is needed (${reason}); unset it, or set ` +
      'HF_HUB_CACHE to the cache that has it',
  )
}
