import { BenchError } from '../../core/error.ts'
import { type ChosenFiles, chooseFiles, type ModelLayout } from './choose-files.ts'
import { conversionNote } from './conversion.ts'
import type { Listing, RepositoryFile } from './listing.ts'
import type { HubModel } from './located-model.ts'
import { type HubReference, isCommit, shownReference } from './reference.ts'
import type { RepositoryCache } from './repository-cache.ts'
import { readShardNames } from './shards.ts'

/** `certain`: more files than are on disk could not change what is chosen. */
export type CachedModel =
  | { readonly kind: 'whole'; readonly model: HubModel; readonly certain: boolean }
  | { readonly kind: 'incomplete'; readonly reason: string }

/** Looks for a model of which nothing must be downloaded. Throws `MODEL` where all its files are known, and are no model. */
export async function findInCache(
  reference: HubReference,
  dtype: string | null,
  cache: RepositoryCache,
  layout: ModelLayout = 'any',
): Promise<CachedModel> {
  const { revision } = reference
  const commit = isCommit(revision) ? revision : await cache.readRef(revision)
  const tree = commit === null ? null : await cache.readTree(commit)
  const listing = tree ?? (commit === null ? null : await cache.readSnapshot(commit))
  if (commit === null || listing === null || listing.files.size === 0)
    return { kind: 'incomplete', reason: 'nothing of it was ever downloaded' }
  try {
    const chosen = chooseFiles(new Set(listing.files.keys()), dtype, shownReference(reference), layout)
    if (chosen.weights === 'pickle') {
      const converted = await findConverted(reference, listing, dtype, cache)
      if (converted !== null) return converted
    }
    const model: HubModel = { reference, asked: listing, conversion: null, listing, chosen, notes: [] }
    return await wholeOrNot(model, cache, tree !== null || isFirstChoice(chosen, dtype, layout))
  } catch (error) {
    if (!(error instanceof BenchError) || tree !== null) throw error
    return { kind: 'incomplete', reason: error.message } // of a part of its files
  }
}

async function findConverted(
  reference: HubReference,
  asked: Listing,
  dtype: string | null,
  cache: RepositoryCache,
): Promise<CachedModel | null> {
  const conversion = await cache.readConversion(asked.commit)
  const listing = conversion === null ? null : await cache.readTree(conversion.commit)
  if (conversion === null || listing === null) return null
  const chosen = chooseFiles(new Set(listing.files.keys()), dtype, shownReference(reference))
  const notes = [conversionNote(shownReference(reference), conversion.revision)]
  const model: HubModel = { reference, asked, conversion: conversion.revision, listing, chosen, notes }
  const found = await wholeOrNot(model, cache, true)
  return found.kind === 'whole' ? found : null
}

async function wholeOrNot(model: HubModel, cache: RepositoryCache, certain: boolean): Promise<CachedModel> {
  const [missing] = await missingFiles(model, cache)
  if (missing !== undefined) return { kind: 'incomplete', reason: `${missing.path} is missing` }
  return { kind: 'whole', model, certain }
}

function isFirstChoice({ weights, paths, open }: ChosenFiles, dtype: string | null, layout: ModelLayout): boolean {
  const isFirst =
    layout === 'transformersjs'
      ? open === 'onnx/model.onnx' || (dtype !== null && open.startsWith('onnx/'))
      : dtype === null
        ? weights === 'safetensors' || weights === 'shards'
        : weights === 'onnx'
  return isFirst && paths.some(path => /^(onnx\/)?tokenizer\.json$/.test(path))
}

/**
 * What is chosen and not in the cache; the shards only once the file is there that names them. Throws `MODEL` where it names what is not
 * among the files.
 */
export async function missingFiles(
  { reference, listing, chosen }: HubModel,
  cache: RepositoryCache,
): Promise<RepositoryFile[]> {
  const { commit } = listing
  const what = `${shownReference(reference)}: ${chosen.index}`
  const paths = [...chosen.paths]
  if (chosen.index !== null && (await cache.has(commit, { path: chosen.index, bytes: null })))
    paths.push(...(await readShardNames(cache.pathOf(commit, chosen.index), what)))
  const files = paths.map(path => {
    const file = listing.files.get(path)
    if (file !== undefined) return file
    throw new BenchError('MODEL', `${what} names ${JSON.stringify(path)}, which is not there`)
  })
  const there = await Promise.all(files.map(file => cache.has(commit, file)))
  return files.filter((_, index) => !there[index])
}
