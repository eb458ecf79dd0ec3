import { join } from 'node:path'
import type { ModelFacts } from '../../core/tagger.ts'
import { type Config, readConfig } from '../../inference/checkpoint/config.ts'
import { readLabels } from '../../inference/checkpoint/labels.ts'
import { findWeights } from '../../inference/checkpoint/weights.ts'
import { openOnnxTagger } from '../../inference/onnx-tagger.ts'
import type { RunEvent } from '../../run/doors.ts'
import { nameOfReference, registered, registeredCorpora } from '../corpora/references.ts'
import { findLabelMap, readBuiltInLabelMaps } from '../label-maps.ts'
import { shippedTypeClasses } from '../type-classes.ts'
import { type Fit, fitOf } from './fit.ts'
import { type Licence, readLicence } from './licence.ts'
import { locateModel } from './locate-model.ts'

export interface CorpusFit extends Fit {
  /** `ID@VARIANT`. */
  readonly corpus: string
  /** The variant that the id alone means. */
  readonly default: boolean
}

export interface ModelInspection {
  readonly format: 'bioner-bench/model@1'
  readonly model: Omit<ModelFacts, 'loadSeconds'>
  readonly folder: string
  /** By id. */
  readonly labels: readonly string[]
  /** Word-pieces that it reads at once, special tokens included; null where config.json does not limit them. */
  readonly maxPieces: number | null
  readonly licence: Licence | null
  /** What `run` takes its labels for, unless told otherwise; null: a type must have the very name of a type of the corpus. */
  readonly builtInLabelMap: { readonly model: string; readonly source: string } | null
  readonly fits: readonly CorpusFit[]
}

export interface InspectOptions {
  readonly dtype: string | null
  readonly threads: number | null
  /** Told of downloads. */
  readonly onEvent?: (event: RunEvent) => void
}

/** Opens a checkpoint, downloading what is not in the cache yet, and says what is in it. Throws `ARGUMENT` for a reference that is no checkpoint, and whatever opening it throws. */
export async function inspectModel(reference: string, options: InspectOptions): Promise<ModelInspection> {
  const { dtype, threads } = options
  const { name, path, notes, revision } = await locateModel(reference, options)
  const { folder } = await findWeights(path, dtype, 'ort')
  const config = await readConfig(join(folder, 'config.json'))
  const reading = { subword: 'first', words: 'separate', window: { pieces: windowOf(config), overlap: 0 } } as const
  const tagger = await openOnnxTagger({ reference, name, path, notes, dtype, threads, reading })
  await tagger.close()
  const { loadSeconds: _, ...facts } = tagger.facts
  const model = { ...facts, revision: revision ?? facts.revision }
  const [labels, licence, maps, classes] = await Promise.all([
    readLabels(join(folder, 'id2label.json'), config),
    readLicence(folder),
    readBuiltInLabelMaps(),
    shippedTypeClasses(),
  ])
  const map = findLabelMap(maps, reference)
  const terms = { builtIn: map?.types ?? null, known: maps, classes }
  const fits = registeredCorpora.flatMap(corpus =>
    Object.keys(corpus.variants).flatMap((variantId): CorpusFit[] => {
      const one = registered(`${corpus.id}@${variantId}`)
      const fit = one.variant.refused === null ? fitOf(model, { id: corpus.id, types: one.variant.types }, terms) : null
      return fit === null ? [] : [{ corpus: nameOfReference(one), default: variantId === corpus.default, ...fit }]
    }),
  )
  return {
    format: 'bioner-bench/model@1',
    model,
    folder,
    labels: labels.names,
    maxPieces: config.maxPieces,
    licence,
    builtInLabelMap: map === null ? null : { model: map.model, source: map.source },
    fits,
  }
}

/** The window of `run`, or what the model can read. */
function windowOf({ maxPieces }: Config): number {
  return Math.min(256, maxPieces ?? 256)
}
