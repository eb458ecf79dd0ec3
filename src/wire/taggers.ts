import { readdir, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { BenchError } from '../core/error.ts'
import type { Passage } from '../core/passage.ts'
import type { Operators, Reading, Tagger } from '../core/tagger.ts'
import { didYouMean } from '../core/text/did-you-mean.ts'
import type { AdapterChoice } from '../inference/checkpoint/adapter/adapter-choice.ts'
import { checkDtype } from '../inference/checkpoint/weights.ts'
import { createDictionary, learnDictionary } from '../inference/dictionary.ts'
import { precisionNames, precisionOf } from '../inference/graph/precision/precisions.ts'
import { openOnnxTagger } from '../inference/onnx-tagger.ts'
import { createStoredPredictions } from '../inference/stored.ts'
import type { RunEvent } from '../run/doors.ts'
import type { LoadedCorpus } from '../run/plan.ts'
import { embeddedModels, readEmbeddedModel } from '../store/assets.ts'
import { fetchHubModel } from '../store/hub/hub-model.ts'
import type { HubModel } from '../store/hub/located-model.ts'
import { parseHubReference } from '../store/hub/reference.ts'
import { resolveHubModel } from '../store/hub/resolve-model.ts'
import { loadCorpus, resolveCorpora } from './corpora/corpora.ts'
import { nameOfReference, type RegisteredReference } from './corpora/references.ts'
import { readStoredPredictions } from './stored-predictions.ts'

/** What a model reference names, before anything is opened. */
export type ModelReference =
  | { readonly kind: 'embedded'; readonly name: (typeof embeddedModels)[number] }
  | { readonly kind: 'dictionary' }
  | { readonly kind: 'trained-dictionary'; readonly corpus: RegisteredReference }
  | { readonly kind: 'predictions'; readonly path: string }
  | { readonly kind: 'onnx'; readonly path: string }
  | { readonly kind: 'hub'; readonly model: HubModel }

/** Options of the command line that concern every checkpoint alike. */
export interface TaggerOptions {
  readonly reading: Reading
  readonly dtype: string | null
  readonly adapter: AdapterChoice | null
  /** As `--backend` has it; null: our own. */
  readonly backend: string | null
  /** As `--device` has it; null: the processor. */
  readonly device: string | null
  readonly operators: Operators | null
  readonly threads: number | null
  /** Told of downloads. */
  readonly onEvent?: (event: RunEvent) => void
}

/**
 * Reads a `--model` reference and looks whether it is there, for a model on the Hub with the files of `dtype` that the backend reads; nothing is downloaded yet.
 * Throws `ARGUMENT` before any work is done; `MODEL` or `ASSET` where the Hub refuses or cannot be reached.
 */
export async function resolveModel(
  reference: string,
  dtype: string | null = null,
  backend: string | null = null,
): Promise<ModelReference> {
  if (dtype !== null) checkDtype(dtype)
  if (reference === 'dictionary') return { kind: 'dictionary' }
  const [, scheme, rest = ''] = /^([a-z]+):(.*)$/.exec(reference) ?? []
  if (scheme === 'embedded') {
    const name = embeddedModels.find(known => known === rest)
    if (name !== undefined) return { kind: 'embedded', name }
    throw new BenchError(
      'ARGUMENT',
      `no embedded model ${rest} (there is ${embeddedModels.join(', ')})${didYouMean(rest, embeddedModels)}`,
    )
  }
  if (scheme === 'dictionary') return { kind: 'trained-dictionary', corpus: await resolveTraining(reference, rest) }
  if (scheme === 'predictions') {
    if (await exists(rest)) return { kind: 'predictions', path: rest }
    throw new BenchError('ARGUMENT', `--model ${reference}: no file ${rest}`)
  }
  if (scheme === 'hf') return { kind: 'hub', model: await resolveHub(rest, dtype, backend) }
  if (await exists(reference)) return { kind: 'onnx', path: reference }
  const known = ['dictionary', 'dictionary:ID', ...embeddedModels.map(name => `embedded:${name}`), 'hf:OWNER/NAME']
  throw new BenchError(
    'ARGUMENT',
    `--model ${reference}: neither a folder nor a file, nor one of ${known.join(', ')}${didYouMean(reference, known)}`,
  )
}

/** What could not be built of the tensors is refused before they are downloaded. */
async function resolveHub(reference: string, dtype: string | null, backend: string | null): Promise<HubModel> {
  const parsed = parseHubReference(reference)
  const model = await resolveHubModel(parsed, dtype, {
    env: process.env,
    layout: backend === 'transformersjs' ? backend : 'any',
  })
  if (model.chosen.weights === 'onnx' || dtype === null || precisionOf(dtype) !== null) return model
  throw new BenchError(
    'ARGUMENT',
    `--dtype ${dtype}: hf:${reference} has no such ONNX export, and no graph is built in it; of its tensors can be built ${precisionNames.join(', ')}`,
  )
}

async function resolveTraining(reference: string, id: string): Promise<RegisteredReference> {
  try {
    const [corpus] = id === 'all' ? [] : await resolveCorpora([id], 'train')
    if (corpus !== undefined && !('path' in corpus)) return corpus
    throw new BenchError('ARGUMENT', 'expected dictionary:ID or dictionary:ID@VARIANT of one corpus')
  } catch (error) {
    if (!(error instanceof BenchError)) throw error
    throw new BenchError(error.code, `--model ${reference}: ${error.message}`, { cause: error })
  }
}

/** Learns the names of a training split once, for all the corpora that they are then looked up in. */
export function learnTrainedDictionary(
  reference: string,
  { corpus: { corpus, variant, variantId } }: Extract<ModelReference, { kind: 'trained-dictionary' }>,
  training: readonly Passage[],
  clock: () => number,
): () => Tagger {
  const title = variantId === corpus.default ? corpus.title : `${corpus.title}@${variantId}`
  return learnDictionary({ reference, name: `dictionary · ${title}`, training, types: variant.types, clock })
}

/** Opens a model for a corpus. Throws `MODEL`, `ASSET` or `INFERENCE`, naming the file and the cause. */
export async function openTagger(
  reference: string,
  model: ModelReference,
  corpus: LoadedCorpus,
  options: TaggerOptions,
  clock: () => number,
): Promise<Tagger> {
  switch (model.kind) {
    case 'dictionary':
      if (corpus.training === null) {
        throw new BenchError(
          'MODEL',
          `dictionary: ${corpus.facts.id}@${corpus.facts.variant} has no training split to learn from`,
        )
      }
      return createDictionary({ reference, training: corpus.training, types: corpus.facts.types, clock })
    case 'trained-dictionary': {
      const { passages } = await loadCorpus(model.corpus, 'train')
      return learnTrainedDictionary(reference, model, passages, clock)()
    }
    case 'predictions':
      return createStoredPredictions({ reference, predictions: await readStoredPredictions(model.path, corpus), clock })
    case 'embedded': {
      const embedded = await readEmbeddedModel(model.name)
      return openOnnxTagger({
        reference,
        name: embedded.name,
        path: embedded.folder,
        notes: embedded.notes,
        ...options,
      })
    }
    case 'onnx':
      return openOnnxTagger({ reference, name: basename(resolve(model.path)), path: model.path, ...options })
    case 'hub':
      return openHubTagger(reference, model.model, options)
  }
}

/** The revision in the record is the commit, whatever a manifest in the repository says of itself. */
async function openHubTagger(reference: string, model: HubModel, options: TaggerOptions): Promise<Tagger> {
  const { path, commit, notes } = await fetchHubModel(model, {
    env: process.env,
    onBytes: (file, received, total) =>
      options.onEvent?.({ kind: 'downloading', model: reference, file, received, total }),
  })
  const tagger = await openOnnxTagger({ reference, name: model.reference.name, path, notes, ...options })
  return { ...tagger, facts: { ...tagger.facts, revision: commit } }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null
}

/** What a reference stands for, without opening it: equal digest, equal answers. Files count by place, size and time. */
export async function modelDigest(
  model: ModelReference,
  { dtype, threads, adapter, device, operators, backend }: Omit<TaggerOptions, 'reading' | 'onEvent'>,
): Promise<string> {
  const asked = [
    ...[dtype, threads],
    ...(adapter === null && device === null && operators === null
      ? []
      : [adapter && (await filesAt(adapter.folder)), device, operators]),
    ...(adapter === null || adapter.mode === 'merged' ? [] : [adapter.mode]),
    ...(backend === null || backend === 'ort' ? [] : [backend]),
  ]
  switch (model.kind) {
    case 'dictionary':
      return 'dictionary'
    case 'trained-dictionary':
      return `dictionary of ${nameOfReference(model.corpus)}`
    case 'embedded':
      return JSON.stringify([model, ...asked])
    case 'hub':
      return JSON.stringify([
        model.model.reference.repository,
        model.model.listing.commit,
        model.model.chosen.open,
        ...asked,
      ])
    case 'predictions':
    case 'onnx':
      return JSON.stringify([...(await filesAt(model.path)), ...asked])
  }
}

/** The place, and the files there; none where there is nothing, which opening it will say. */
async function filesAt(folderOrFile: string): Promise<[string, (readonly [string, number, number])[]]> {
  const path = resolve(folderOrFile)
  const entry = await stat(path).catch(() => null)
  if (entry === null) return [path, []]
  const names = entry.isDirectory() ? (await readdir(path)).sort() : ['']
  const files = names.map(async name => {
    const { size, mtimeMs } = await stat(join(path, name))
    return [name, size, mtimeMs] as const
  })
  return [path, await Promise.all(files)]
}
