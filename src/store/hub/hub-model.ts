import { BenchError } from '../../core/error.ts'
import { inParallel } from '../fetch/in-parallel.ts'
import { missingFiles } from './cached-model.ts'
import { connectHub } from './connection.ts'
import { assertRoom, onHubDisk } from './disk.ts'
import { fetchBlob } from './fetch-blob.ts'
import type { RepositoryFile } from './listing.ts'
import type { HubModel, HubOptions } from './located-model.ts'
import { shownReference } from './reference.ts'
import { offlineRefusal } from './refusal.ts'
import { type RepositoryCache, repositoryCache } from './repository-cache.ts'
import { readHubSettings } from './settings.ts'

/** Where a downloaded model lies: the file of its weights, with all else beside it. */
export interface LocalModel {
  readonly path: string
  /** That the files are of. */
  readonly commit: string
  readonly notes: readonly string[]
}

/**
 * Downloads what is not in the cache yet, and says where the model lies. Throws `MODEL`, `ASSET` or `OUTPUT`, naming the file and the
 * cause, and the reason of the signal.
 */
export async function fetchHubModel(model: HubModel, options: HubOptions): Promise<LocalModel> {
  const { reference, listing, chosen, notes } = model
  const settings = await readHubSettings(options.env)
  const cache = repositoryCache(settings.cache, reference.repository)
  const local = { path: cache.pathOf(listing.commit, chosen.open), commit: listing.commit, notes }
  const [first, ...others] = await missingFiles(model, cache)
  if (first === undefined) {
    await remember(model, cache).catch(() => undefined) // the cache may be there to be read only
    return local
  }
  if (settings.offline !== null) throw offlineRefusal(shownReference(reference), settings, `${first.path} is missing`)
  const hub = connectHub(settings, options.env, options.tuning)
  const signal = options.signal ?? new AbortController().signal
  const fetchAll = async (files: readonly RepositoryFile[]): Promise<void> => {
    await assertRoom(cache, files, options.tuning?.freeBytes)
    await inParallel(files, 4, signal, (file, signal) => {
      const onBytes = (received: number, total: number | null) =>
        options.onBytes?.(file.path, received, total ?? file.bytes)
      return fetchBlob(file, { hub, cache, repository: reference.repository, commit: listing.commit, signal, onBytes })
    })
  }
  await fetchAll([first, ...others])
  await fetchAll(await missingFiles(model, cache)) // the shards: which they are stands in a file that was missing
  const [odd] = await missingFiles(model, cache)
  if (odd !== undefined)
    throw new BenchError('ASSET', `${shownReference(reference)}: ${odd.path} has another size than the Hub states`)
  await onHubDisk(cache.folder, () => remember(model, cache))
  return local
}

/** What the next run need not ask. */
async function remember({ reference, asked, conversion, listing }: HubModel, cache: RepositoryCache): Promise<void> {
  if (conversion !== null) {
    await cache.writeRef(conversion, listing.commit)
    await cache.writeTree(listing)
    await cache.writeConversion(asked.commit, { revision: conversion, commit: listing.commit })
  }
  await cache.writeTree(asked)
  await cache.writeRef(reference.revision, asked.commit)
}
