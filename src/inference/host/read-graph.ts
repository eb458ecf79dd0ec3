import { realpath } from 'node:fs/promises'
import { dirname, relative } from 'node:path'
import type { Operators } from '../../core/tagger.ts'
import type { Checkpoint } from '../checkpoint/checkpoint.ts'
import { checkFinite } from '../checkpoint/tensors/read-floats.ts'
import type { TensorSources } from '../checkpoint/tensors/stored-tensor.ts'
import type { Device } from '../device/device.ts'
import { type BuiltGraph, buildGraph } from '../graph/build-graph.ts'
import type { Fusion } from '../graph/graph-context.ts'
import { encodeModel } from '../graph/onnx/model-proto.ts'
import type { Precision } from '../graph/precision/precisions.ts'
import { openSession, type PlacedSession } from './session.ts'
import type { Source, Way } from './source.ts'

/**
 * The graph of a checkpoint: the ONNX file, or one that is built around the tensors, which stay in their files. Throws `MODEL`, naming the file and the
 * cause, also where a weight is NaN or infinite.
 */
export async function readGraph(checkpoint: Checkpoint, operators: Operators): Promise<Source> {
  const { weights } = checkpoint
  if (weights.kind === 'onnx') {
    const { path } = weights
    const open: Way['open'] = (threads, device) => openSession({ path, graph: null }, threads, device)
    return { path, parameters: null, notes: [], waysOn: () => [{ name: '', open }] }
  }
  const { store, precision } = weights
  const { used } = buildCheckpoint(checkpoint, store, precision, 'none')
  const stored = used.flatMap(name => store.tensors.get(name) ?? []).filter(tensor => 'file' in tensor)
  await checkUsed(store, used)
  const path = store.files[0] ?? checkpoint.config.path
  const open = async (fusion: Fusion, threads: number, device: Device): Promise<PlacedSession> => {
    const { model } = buildCheckpoint(checkpoint, store, precision, fusion)
    const { folder, places } = await placesOf(store.files)
    const bytes = await encodeModel(model, precision, file => places.get(file) ?? file)
    return openSession({ path, graph: { bytes, folder } }, threads, device)
  }
  const plain: Way = { name: 'plain operators', open: (threads, device) => open('none', threads, device) }
  const fused: Way = { name: 'fused operators', open: (threads, device) => open(fusionOf(device), threads, device) }
  return {
    path,
    waysOn: ({ kind }) => {
      if (operators !== 'auto') return [operators === 'fused' ? fused : plain]
      return fasterFused.has(kind) ? [fused, plain] : [plain]
    },
    parameters: countParameters(store, used),
    notes: precision === 'fp32' ? describeWidening(stored.map(({ dtype }) => dtype)) : [],
  }
}

/** Where fused operators were faster when they were measured: see docs/decisions/022. On the processor they are not. */
const fasterFused: ReadonlySet<Device['kind']> = new Set<Device['kind']>(['cuda', 'tensorrt', 'webgpu'])

/** WebGPU's MultiHeadAttention takes the mask of the first row for the others where rows are long: its logits there are wrong. */
function fusionOf({ kind }: Device): Fusion {
  return kind === 'webgpu' ? 'norms' : 'all'
}

/** Throws `MODEL`, naming config.json and key or weights file and tensor. */
export function buildCheckpoint(
  { config, labels }: Pick<Checkpoint, 'config' | 'labels'>,
  weights: TensorSources,
  precision: Precision,
  fused: Fusion,
): BuiltGraph {
  return buildGraph(
    { path: config.path, values: config.values, weights, labels: { path: labels.path, count: labels.names.length } },
    { precision, fused },
  )
}

/** How many numbers there are in the tensors that a graph uses. */
export function countParameters({ tensors }: TensorSources, used: readonly string[]): number {
  const sizes = used.map(name => (tensors.get(name)?.shape ?? [0]).reduce((size, extent) => size * extent, 1))
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** Looks at every number that a graph uses. Throws `MODEL`, naming file and tensor, where one is NaN or infinite. */
export async function checkUsed({ tensors }: TensorSources, used: readonly string[]): Promise<void> {
  for (const name of used) {
    const tensor = tensors.get(name)
    if (tensor !== undefined && 'file' in tensor) await checkFinite(tensor)
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
