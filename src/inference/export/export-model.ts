import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { BenchError } from '../../core/error.ts'
import type { AdapterChoice } from '../checkpoint/adapter/adapter-choice.ts'
import { readCheckpoint } from '../checkpoint/checkpoint.ts'
import { exportName } from '../checkpoint/weights.ts'
import { encodeModel } from '../graph/onnx/model-proto.ts'
import type { Precision } from '../graph/precision/precisions.ts'
import { buildCheckpoint, checkUsed, countParameters } from '../host/read-graph.ts'
import { placeWeights, weightBytesOf } from './place-weights.ts'

/** The content of a file: whole, or read piece by piece while it is written. */
export type ExportedContent = string | Uint8Array | AsyncIterable<Uint8Array>

export interface ExportedModel {
  /** Of the graph, in `files`. */
  readonly fileName: string
  readonly parameters: number
  /** In the order in which to write them, the graph last: a folder without it is no model. */
  readonly files: ReadonlyMap<string, () => Promise<ExportedContent>>
}

/**
 * An ONNX export of a folder of tensors, in the layout that `--model` reads: graph, labels, configuration, tokenizer. Every number is looked at; those of a file are
 * made when it is asked for. Throws `MODEL` or `ARGUMENT`, naming file and cause, as opening the model does.
 */
export async function exportModel(
  path: string,
  precision: Precision,
  adapter: AdapterChoice | null,
): Promise<ExportedModel> {
  const { weights, ...checkpoint } = await readTensors(path, adapter)
  const { config, labels, tokenizer } = checkpoint
  const { model, used } = buildCheckpoint(checkpoint, weights.store, precision, 'none')
  await checkUsed(weights.store, used)
  const fileName = exportName(precision)
  const placed = placeWeights(model, `${fileName}_data`)
  const parameters = countParameters(weights.store, used)
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
  return { fileName, parameters, files }
}

/** Bytes that the weights of an export take, in each of the precisions. None of them is made; throws as `exportModel`. */
export async function weightBytesIn<Name extends Precision>(
  path: string,
  precisions: readonly Name[],
  adapter: AdapterChoice | null,
): Promise<Map<Name, number>> {
  const { weights, ...checkpoint } = await readTensors(path, adapter)
  return new Map(
    precisions.map(precision => {
      const { model } = buildCheckpoint(checkpoint, weights.store, precision, 'none')
      return [precision, weightBytesOf(model)]
    }),
  )
}

async function readTensors(path: string, adapter: AdapterChoice | null) {
  const { weights, ...checkpoint } = await readCheckpoint({ path, dtype: null, adapter, backend: 'ort' })
  if (weights.kind === 'tensors') return { ...checkpoint, weights }
  throw new BenchError(
    'ARGUMENT',
    `${weights.path}: a graph already; give the folder of the checkpoint that it was made of, with model.safetensors or pytorch_model.bin`,
  )
}
