import { basename } from 'node:path'
import { BenchError } from '../../core/error.ts'
import type { TensorSource, TensorSources } from '../checkpoint/tensors/stored-tensor.ts'
import type { GraphBuilder, Value } from './onnx/graph-builder.ts'
import type { ElementType } from './onnx/model-proto.ts'

/** The tensors of a checkpoint as values of the graph. */
export interface WeightTable {
  /** The full name of a tensor of the encoder: a checkpoint of a bare encoder leaves the prefix out. */
  encoder(name: string): string
  has(name: string): boolean
  /** null where there is no such tensor. */
  shapeOf(name: string): readonly number[] | null
  /**
   * Puts a tensor into the graph, as float32: it stays in its file. An extent of null may be anything. Throws `MODEL`, naming the file and the tensor,
   * where it is missing, has another shape or holds no floating-point numbers.
   */
  take(name: string, shape: readonly (number | null)[]): Value
  /** The weight of a linear layer, [out, in], and what an adapter adds beside it; null where nothing does. Throws as `take`. */
  takeLinear(name: string, shape: readonly [number, number]): { readonly weight: Value; readonly branch: Branch | null }
  /** Names of what has been taken. */
  readonly used: ReadonlySet<string>
}

/** To be added to the layer's result: `factor · x·Aᵀ·Bᵀ`. */
export interface Branch {
  /** [rank, in] */
  readonly a: Value
  /** [out, rank] */
  readonly b: Value
  readonly factor: number
}

/** `prefix` is the encoder's own, such as `bert`. */
export function createWeightTable(graph: GraphBuilder, sources: TensorSources, prefix: string): WeightTable {
  const { tensors, branches } = sources
  const prefixed = [...tensors.keys()].some(name => name.startsWith(`${prefix}.`))
  const used = new Set<string>()
  const values = new Map<string, Value>()

  function takeTensor(name: string, shape: readonly (number | null)[]): Value {
    const tensor = tensors.get(name)
    if (tensor === undefined) throw new BenchError('MODEL', `${describeFiles(sources)}: tensor ${name} is missing`)
    checkShape(tensor, sources, shape)
    used.add(name)
    const value = values.get(name) ?? place(graph, tensor)
    values.set(name, value)
    return value
  }

  return {
    encoder: name => (prefixed ? `${prefix}.${name}` : name),
    has: name => tensors.has(name),
    shapeOf: name => tensors.get(name)?.shape ?? null,
    used,
    take(name, shape) {
      const branch = branches?.get(name)
      if (branch === undefined) return takeTensor(name, shape)
      throw new BenchError(
        'MODEL',
        `${branch.place}: ${name} is not of a linear layer, and no branch can run beside it; use --adapter-mode merged`,
      )
    },
    takeLinear(name, shape) {
      const weight = takeTensor(name, shape)
      const branch = branches?.get(name)
      if (branch === undefined) return { weight, branch: null }
      const { rank, factor } = branch
      const [to, from] = shape
      return { weight, branch: { a: takeTensor(branch.a, [rank, from]), b: takeTensor(branch.b, [to, rank]), factor } }
    },
  }
}

function place(graph: GraphBuilder, tensor: TensorSource): Value {
  const { name, shape } = tensor
  if ('values' in tensor) {
    const { buffer, byteOffset, byteLength } = tensor.values
    return graph.initializer(name, 'float32', shape, new Uint8Array(buffer, byteOffset, byteLength))
  }
  const { file, offset, bytes, dtype } = tensor
  const data = { file, offset, bytes }
  if (dtype === 'F32') return graph.initializer(name, 'float32', shape, data)
  const type = castable.get(dtype)
  if (type === undefined) {
    throw new BenchError(
      'MODEL',
      `${file}: tensor ${name} has the type ${dtype}; expected F32, ${[...castable.keys()].join(', ')}`,
    )
  }
  // onnxruntime folds this when it loads: the widened numbers take no protobuf, which ends at 2 GB, and no memory of ours.
  return graph.node('Cast', [graph.initializer(name, type, shape, data)], { to: 1n })
}

const castable: ReadonlyMap<string, ElementType> = new Map([
  ['F16', 'float16'],
  ['BF16', 'bfloat16'],
  ['F64', 'float64'],
])

function checkShape(tensor: TensorSource, sources: TensorSources, expected: readonly (number | null)[]): void {
  const { name, shape } = tensor
  if (shape.length === expected.length && shape.every((extent, axis) => (expected[axis] ?? extent) === extent)) return
  const file = 'file' in tensor ? tensor.file : describeFiles(sources)
  throw new BenchError(
    'MODEL',
    `${file}: tensor ${name} has the shape [${shape.join(', ')}]; ` +
      `by config.json it must be [${expected.map(extent => extent ?? 'any').join(', ')}]`,
  )
}

function describeFiles({ files }: TensorSources): string {
  const [first = 'the weights', ...others] = files
  return others.length === 0 ? first : `${first} (and ${others.map(file => basename(file)).join(', ')})`
}
