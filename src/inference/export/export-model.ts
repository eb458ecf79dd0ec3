import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { BenchError } from '../../core/error.ts'
import type { AdapterChoice } from '../checkpoint/adapter/adapter-choice.ts'
import { readCheckpoint } from '../checkpoint/checkpoint.ts'
import { exportName } from '../checkpoint/weights.ts'
import { encodeModel } from '../graph/onnx/model-proto.ts'
import type { Precision } from '../graph/precision/precisions.ts'
import { buildCheckpoint, checkUsed } from '../host/read-graph.ts'
import { placeWeights } from './place-weights.ts'

/** The content of a file: whole, or read piece by piece while it is written. */
export type ExportedContent = string | Uint8Array | AsyncIterable<Uint8Array>

export interface ExportedModel {
  /** Of the graph, in `files`. */
  readonly fileName: string
  /** Of all weights of the graph. */
  readonly weightBytes: number
  readonly parameters: number
  /** In the order in which to write them, the graph last: a folder without it is no model. */
  readonly files: ReadonlyMap<string, () => Promise<ExportedContent>>
}

/**
 * An ONNX export of a folder of tensors, in the layout that `--model` reads: graph, labels, configuration, tokenizer. Nothing but headers is read until a
 * file is asked for, but that every number is looked at. Throws `MODEL` or `ARGUMENT`, naming file and cause, as opening the model does.
 */
export async function exportModel(
  path: string,
  precision: Precision,
  adapter: AdapterChoice | null,
): Promise<ExportedModel> {
  const checkpoint = await readCheckpoint({ path, dtype: null, adapter, backend: 'ort' })
  const { weights, config, labels, tokenizer } = checkpoint
  if (weights.kind === 'onnx') {
    throw new BenchError(
      'ARGUMENT',
      `${weights.path}: a graph already; give the folder of the checkpoint that it was made of, with model.safetensors or pytorch_model.bin`,
    )
  }
  const { model, used } = buildCheckpoint(checkpoint, weights.store, precision, 'none')
  await checkUsed(weights.store, used)
  const fileName = exportName(precision)
  const placed = placeWeights(model, `${fileName}_data`)
  const sizes = used.map(name => sizeOf(weights.store.tensors.get(name)?.shape ?? [0]))
  const parameters = sizes.reduce((sum, size) => sum + size, 0)
  const files = new Map<string, () => Promise<ExportedContent>>([
    ['config.json', () => readFile(config.path)],
    ['id2label.json', async () => `${JSON.stringify(Object.fromEntries(labels.names.entries()), null, 2)}\n`],
    ['tokenizer.json', async () => tokenizer.json],
  ])
  const settings = await readFile(join(dirname(tokenizer.path), 'tokenizer_config.json')).catch(() => null)
  if (settings !== null) files.set('tokenizer_config.json', async () => settings)
  files.set('manifest.json', async () => `${JSON.stringify({ parameters }, null, 2)}\n`)
  if (placed.beside !== null) files.set(`${fileName}_data`, placed.beside)
  files.set(fileName, () => encodeModel(placed.model, precision, file => file))
  return { fileName, weightBytes: placed.bytes, parameters, files }
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, extent) => size * extent, 1)
}
