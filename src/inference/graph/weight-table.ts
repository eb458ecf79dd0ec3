import { basename } from 'node:path'
import { BenchError } from '../../core/error.ts'
import { floatsOf } from '../checkpoint/tensors/read-floats.ts'
import type { TensorSource, TensorSources } from '../checkpoint/tensors/stored-tensor.ts'
import type { GraphBuilder, Value } from './onnx/graph-builder.ts'
import type { ElementType } from './onnx/model-proto.ts'
import { toHalf } from './precision/half.ts'

/** Numbers that are made of a tensor: their name in the graph, type, shape and size. */
export interface DerivedPart {
  readonly name: string
  readonly type: ElementType
  readonly shape: readonly number[]
  readonly bytes: number
}

type PartsOf = (shape: readonly number[]) => readonly DerivedPart[]
/** The bytes of the parts, in their order. `file` is where the numbers are from, for messages. */
type MakeParts = (values: Float32Array, shape: readonly number[], file: string) => readonly Uint8Array[]

/** The weight of a linear layer: `name` [to, from], as PyTorch stores it. Every method throws as `WeightTable.take`. */
export interface LayerWeight {
  readonly name: string
  readonly from: number
  readonly to: number
  take(): Value
  derive(parts: readonly DerivedPart[], make: MakeParts): Value[]
  /** What an adapter adds beside it; null where nothing does. */
  branch(): Branch | null
}

/** The tensors of a checkpoint as values of the graph. */
export interface WeightTable {
  /** The full name of a tensor of the encoder: a checkpoint of a bare encoder leaves the prefix out. */
  encoder(name: string): string
  has(name: string): boolean
  /** null where there is no such tensor. */
  shapeOf(name: string): readonly number[] | null
  /**
   * Puts a tensor into the graph, in the graph's floating-point type: it stays in its file where it has that type already, or one that is cast without loss. An extent of null may
   * be anything. Throws `MODEL`, naming the file and the tensor, where it is missing, has another shape or holds no floating-point numbers.
   */
  take(name: string, shape: readonly (number | null)[]): Value
  /**
   * Puts what `make` makes of the numbers of a tensor into the graph, part by part; they are made when the graph is written. Throws as `take`.
   */
  derive(name: string, shape: readonly (number | null)[], partsOf: PartsOf, make: MakeParts): Value[]
  /** The weight of a linear layer, beside which an adapter may have a branch. */
  linear(name: string, size: { readonly from: number; readonly to: number }): LayerWeight
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

  function find(name: string, shape: readonly (number | null)[]): TensorSource {
    const tensor = tensors.get(name)
    if (tensor === undefined) throw new BenchError('MODEL', `${describeFiles(sources)}: tensor ${name} is missing`)
    checkShape(tensor, sources, shape)
    used.add(name)
    return tensor
  }

  function place(tensor: TensorSource): Value {
    const value = values.get(tensor.name) ?? placeTensor(graph, tensor)
    values.set(tensor.name, value)
    return value
  }

  function derive(tensor: TensorSource, partsOf: PartsOf, make: MakeParts): Value[] {
    let made: Promise<readonly Uint8Array[]> | null = null
    return partsOf(tensor.shape).map((part, index) => {
      const read = async () => {
        made ??= floatsOf(tensor).then(numbers => make(numbers, tensor.shape, fileOf(tensor)))
        return (await made)[index] ?? new Uint8Array(part.bytes)
      }
      return graph.initializer(part.name, part.type, part.shape, { bytes: part.bytes, read })
    })
  }

  function refuseBranch(name: string): void {
    const branch = branches?.get(name)
    if (branch === undefined) return
    throw new BenchError(
      'MODEL',
      `${branch.place}: ${name} is not of a linear layer, and no branch can run beside it; use --adapter-mode merged`,
    )
  }

  return {
    encoder: name => (prefixed ? `${prefix}.${name}` : name),
    has: name => tensors.has(name),
    shapeOf: name => tensors.get(name)?.shape ?? null,
    used,
    take(name, shape) {
      refuseBranch(name)
      return place(find(name, shape))
    },
    derive(name, shape, partsOf, make) {
      refuseBranch(name)
      return derive(find(name, shape), partsOf, make)
    },
    linear(name, { from, to }) {
      return {
        ...{ name, from, to },
        take: () => place(find(name, [to, from])),
        derive: (parts, make) => derive(find(name, [to, from]), () => parts, make),
        branch() {
          const branch = branches?.get(name)
          if (branch === undefined) return null
          const { rank, factor } = branch
          return { a: place(find(branch.a, [rank, from])), b: place(find(branch.b, [to, rank])), factor }
        },
      }
    },
  }
}

function placeTensor(graph: GraphBuilder, tensor: TensorSource): Value {
  if (graph.float === 'float16') return placeHalf(graph, tensor)
  const { name, shape } = tensor
  if ('values' in tensor) {
    const { buffer, byteOffset, byteLength } = tensor.values
    return graph.initializer(name, 'float32', shape, new Uint8Array(buffer, byteOffset, byteLength))
  }
  const { file, offset, bytes, dtype } = tensor
  const data = { file, offset, bytes }
  if (dtype === 'F32') return graph.initializer(name, 'float32', shape, data)
  const type = castable.get(dtype)
  if (type === undefined) throw foreignType(tensor.file, name, dtype)
  // onnxruntime folds this when it loads: the widened numbers take no protobuf, which ends at 2 GB, and no memory of ours.
  return graph.toFloat(graph.initializer(name, type, shape, data))
}

function placeHalf(graph: GraphBuilder, tensor: TensorSource): Value {
  const { name, shape } = tensor
  if ('file' in tensor && tensor.dtype === 'F16') {
    return graph.initializer(name, 'float16', shape, { file: tensor.file, offset: tensor.offset, bytes: tensor.bytes })
  }
  if ('file' in tensor && tensor.dtype !== 'F32' && !castable.has(tensor.dtype)) {
    throw foreignType(tensor.file, name, tensor.dtype)
  }
  const bytes = 2 * shape.reduce((size, extent) => size * extent, 1)
  return graph.initializer(name, 'float16', shape, {
    bytes,
    read: async () => toHalf(fileOf(tensor), name, await floatsOf(tensor)),
  })
}

function fileOf(tensor: TensorSource): string {
  return 'file' in tensor ? tensor.file : 'weights with an adapter in them'
}

function foreignType(file: string, name: string, dtype: string): BenchError {
  const known = ['F32', ...castable.keys()].join(', ')
  return new BenchError('MODEL', `${file}: tensor ${name} has the type ${dtype}; expected one of ${known}`)
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
