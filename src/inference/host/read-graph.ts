import { realpath } from 'node:fs/promises'
import { dirname, relative } from 'node:path'
import type { Checkpoint } from '../checkpoint/checkpoint.ts'
import { checkFinite } from '../checkpoint/tensors/read-floats.ts'
import type { TensorSources } from '../checkpoint/tensors/stored-tensor.ts'
import { buildGraph } from '../graph/build-graph.ts'
import { encodeModel } from '../graph/onnx/model-proto.ts'
import type { SessionSource } from './session.ts'

export interface ReadGraph {
  readonly source: SessionSource
  /** null where the graph came as it is. */
  readonly parameters: number | null
  readonly notes: readonly string[]
}

/**
 * The graph of a checkpoint: the ONNX file, or one that is built around the tensors, which stay in their files. Throws `MODEL`, naming the file and the
 * cause, also where a weight is NaN or infinite.
 */
export async function readGraph({ config, labels, weights }: Checkpoint): Promise<ReadGraph> {
  if (weights.kind === 'onnx') return { source: { path: weights.path, graph: null }, parameters: null, notes: [] }
  const { store } = weights
  const { model, used } = buildGraph({
    path: config.path,
    values: config.values,
    weights: store,
    labels: { path: labels.path, count: labels.names.length },
  })
  const tensors = used.flatMap(name => store.tensors.get(name) ?? [])
  const stored = tensors.filter(tensor => 'file' in tensor)
  for (const tensor of stored) await checkFinite(tensor)
  const { folder, places } = await placesOf(store.files)
  const bytes = encodeModel(model, file => places.get(file) ?? file)
  const sizes = tensors.map(({ shape }) => shape.reduce((size, extent) => size * extent, 1))
  return {
    source: { path: store.files[0] ?? config.path, graph: { bytes, folder } },
    parameters: sizes.reduce((sum, size) => sum + size, 0),
    notes: describeWidening(stored.map(({ dtype }) => dtype)),
  }
}

/**
 * The deepest folder that has all files in it, and where they lie there. Links are followed first, since the Hub's cache consists of links and onnxruntime refuses one
 * that leads out of the folder.
 */
async function placesOf(files: TensorSources['files']) {
  const real = new Map<string, string>()
  for (const file of files) real.set(file, await realpath(file))
  const paths = [...real.values()]
  let folder = dirname(paths[0] ?? '.')
  while (dirname(folder) !== folder && !paths.every(path => !relative(folder, path).startsWith('..'))) {
    folder = dirname(folder)
  }
  return { folder, places: new Map([...real].map(([file, path]) => [file, relative(folder, path)])) }
}

function describeWidening(types: readonly string[]): string[] {
  const others = [...new Set(types)].filter(type => type !== 'F32')
  return others.length === 0 ? [] : [`Weights stored as ${others.join(' and ')} were brought to float32.`]
}
