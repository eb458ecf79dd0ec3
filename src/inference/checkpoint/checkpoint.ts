import { join } from 'node:path'
import { z } from 'zod'
import { BenchError } from '../../core/error.ts'
import type { Backend } from '../backend.ts'
import type { Precision } from '../graph/precision/precisions.ts'
import type { AdapterChoice } from './adapter/adapter-choice.ts'
import { branchAdapter } from './adapter/branch-adapter.ts'
import { mergeAdapter } from './adapter/merge-adapter.ts'
import { type Config, readConfig } from './config.ts'
import { parseJson, readOptional } from './json-file.ts'
import { type Labels, readLabels } from './labels.ts'
import { openTensors } from './tensors/open-tensors.ts'
import type { TensorSources } from './tensors/stored-tensor.ts'
import { readTokenizerFile, type TokenizerFile } from './tokenizer/tokenizer-file.ts'
import { findWeights, hashFiles, inspectOnnx } from './weights.ts'

/** What a maker may say of a model in `manifest.json`; all of it optional. */
interface Manifest {
  readonly revision: string | null
  readonly parameters: number | null
  /** Such as `int8-rowwise`: more than the file's name tells. */
  readonly quantization: string | null
  readonly notes: readonly string[]
}

interface OnnxWeights {
  readonly kind: 'onnx'
  readonly path: string
}

interface TensorWeights {
  readonly kind: 'tensors'
  readonly store: TensorSources
  readonly precision: Precision
}

export interface Checkpoint {
  readonly config: Config
  readonly labels: Labels
  readonly tokenizer: TokenizerFile
  /** An ONNX file with graph and weights, or weights of which a graph must be built. */
  readonly weights: OnnxWeights | TensorWeights
  readonly weightsSha256: string
  /** `fp32`, `int8-rowwise`, `int8-dynamic` …; null where neither file name nor manifest tells. */
  readonly precision: string | null
  readonly manifest: Manifest
}

export interface CheckpointRequest {
  readonly path: string
  readonly dtype: string | null
  /** Folder of a LoRA adapter. */
  readonly adapter: AdapterChoice | null
  readonly backend: Backend
}

const manifestSchema = z.object({
  revision: z.string().nullish(),
  parameters: z.int().positive().nullish(),
  quantization: z.string().nullish(),
  notes: z.array(z.string()).nullish(),
})

/**
 * Reads everything of a model folder (or `.onnx` file) but the graph and the numbers. Throws `MODEL`, naming the file and the cause,
 * or `ARGUMENT` on an unknown dtype. Small files come first: what is wrong with them is said before megabytes are read.
 */
export async function readCheckpoint({ path, dtype, adapter, backend }: CheckpointRequest): Promise<Checkpoint> {
  const weights = await findWeights(path, dtype, backend)
  if (adapter !== null && weights.kind === 'onnx') {
    throw new BenchError(
      'ARGUMENT',
      `--adapter ${adapter.folder}: ${weights.path} is an ONNX graph, over which no adapter can be laid; give the folder of the checkpoint`,
    )
  }
  const config = await readConfig(join(weights.folder, 'config.json'))
  const labels = await readLabels(join(weights.folder, 'id2label.json'), config)
  const tokenizer = await readTokenizerFile(join(weights.folder, 'tokenizer.json'), config)
  const manifest = await readManifest(join(weights.folder, 'manifest.json'))
  const notes = [...manifest.notes, ...tokenizer.notes]
  const known = { config, labels, tokenizer, manifest: { ...manifest, notes } }
  if (weights.kind === 'tensors') {
    const base = await openTensors(weights.folder)
    const store = adapter === null ? base : await layAdapter(base, adapter)
    const weightsSha256 = await hashFiles(store.files)
    const { precision } = weights
    return { ...known, weights: { kind: 'tensors', store, precision }, weightsSha256, precision }
  }
  const { sha256, quantizesDynamically, precision: stated } = await inspectOnnx(weights.path)
  const precision =
    stated ?? manifest.quantization ?? (quantizesDynamically ? `${weights.dtype ?? 'int8'}-dynamic` : weights.dtype)
  return { ...known, weights: { kind: 'onnx', path: weights.path }, weightsSha256: sha256, precision }
}

function layAdapter(base: TensorSources, { folder, mode }: AdapterChoice): Promise<TensorSources> {
  switch (mode) {
    case 'merged':
      return mergeAdapter(base, folder)
    case 'branches':
      return branchAdapter(base, folder)
  }
}

async function readManifest(path: string): Promise<Manifest> {
  const bytes = await readOptional(path)
  const manifest = bytes === null ? {} : parseJson(path, bytes, manifestSchema)
  return {
    revision: manifest.revision ?? null,
    parameters: manifest.parameters ?? null,
    quantization: manifest.quantization ?? null,
    notes: manifest.notes ?? [],
  }
}
