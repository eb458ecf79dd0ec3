import { BenchError } from '../../core/error.ts'
import { findInCache } from './cached-model.ts'
import { chooseFiles } from './choose-files.ts'
import { connectHub } from './connection.ts'
import { conversionNote, findConversion } from './conversion.ts'
import { fetchListing } from './listing.ts'
import type { HubModel, HubOptions } from './located-model.ts'
import { type HubReference, isCommit, shownReference } from './reference.ts'
import { offlineRefusal } from './refusal.ts'
import { repositoryCache } from './repository-cache.ts'
import { type HubSettings, readHubSettings } from './settings.ts'

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
    const found = await findInCache(reference, dtype, cache, options.layout)
    if (found.kind === 'whole' && (found.certain || settings.offline !== null)) return found.model
    if (found.kind === 'incomplete' && settings.offline !== null)
      throw offlineRefusal(shownReference(reference), settings, found.reason)
  }
  try {
    return await askHub(reference, dtype, settings, options)
  } catch (error) {
    const isUnreachable = error instanceof BenchError && error.code === 'ASSET'
    const found = isUnreachable ? await findInCache(reference, dtype, cache, options.layout) : null
    if (found?.kind !== 'whole') throw error
    const note = `The Hub could not be asked what ${revision} of ${repository} is by now: it is what the cache has of it.`
    return { ...found.model, notes: [...found.model.notes, ...(isCommit(revision) ? [] : [note])] }
  }
}

async function askHub(
  reference: HubReference,
  dtype: string | null,
  settings: HubSettings,
  options: HubOptions,
): Promise<HubModel> {
  const { repository, revision } = reference
  const what = shownReference(reference)
  const signal = options.signal ?? new AbortController().signal
  const hub = connectHub(settings, options.env, options.tuning)
  const asked = await fetchListing(hub, repository, revision, signal)
  const chosen = chooseFiles(new Set(asked.files.keys()), dtype, what, options.layout)
  const plain: HubModel = { reference, asked, conversion: null, listing: asked, chosen, notes: [] }
  if (chosen.weights !== 'pickle') return plain
  const found = await findConversion(hub, repository, { listing: asked, chosen }, signal)
  if (found === null) return plain
  return {
    ...plain,
    conversion: found.revision,
    listing: found.listing,
    chosen: chooseFiles(new Set(found.listing.files.keys()), dtype, what),
    notes: [conversionNote(what, found.revision)],
  }
}
