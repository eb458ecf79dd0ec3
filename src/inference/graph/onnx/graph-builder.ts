import {
  type Attribute,
  type ElementType,
  elementTypes,
  type Initializer,
  type Node,
  type OnnxModel,
  type Port,
} from './model-proto.ts'

declare const brand: unique symbol
/** A tensor within the graph, by its name there. */
export type Value = string & { readonly [brand]: 'Value' }

/** What ONNX calls an input or output that is not there. */
const absent = '' as Value

/** A number alone is of the graph's floating-point type, as is a Float32Array; a bigint alone is int64: both scalars. An array is a vector unless a shape is given. */
export type Constant = number | bigint | Float32Array | BigInt64Array | readonly bigint[]

/** In what the graph computes. */
export type FloatType = 'float32' | 'float16'

export type Attributes = Readonly<Record<string, Attribute>>

/** Puts a graph together, node after node, in the order in which they run. */
export interface GraphBuilder {
  readonly float: FloatType
  /** An optional input that is left out. */
  readonly absent: Value
  /** Adds an operator with one output. Integer attributes are bigints. */
  node(op: string, inputs: readonly Value[], attributes?: Attributes, domain?: string): Value
  /** Adds an operator with several outputs. */
  nodes(op: string, inputs: readonly Value[], outputs: number, attributes?: Attributes, domain?: string): Value[]
  /** Equal constants are one initializer. */
  constant(value: Constant, shape?: readonly number[]): Value
  /** Numbers that lie in a file or are made later, or bytes of numbers, little-endian. The same name gives the same initializer. */
  initializer(name: string, type: ElementType, shape: readonly number[], data: Initializer['data']): Value
  /** To the graph's floating-point type. */
  toFloat(value: Value): Value
  input(name: string, type: ElementType, shape: readonly (number | string)[]): Value
  /** Gives a value its name outside. */
  output(name: string, value: Value, type: ElementType, shape: readonly (number | string)[]): void
  finish(): OnnxModel
}

export function createGraphBuilder(float: FloatType = 'float32'): GraphBuilder {
  const nodes: Node[] = []
  const initializers = new Map<string, Initializer>()
  const constants = new Map<string, Value>()
  const inputs: Port[] = []
  const outputs: Port[] = []
  let values = 0

  function add(op: string, from: readonly Value[], count: number, attributes: Attributes = {}, domain = ''): Value[] {
    const made = Array.from({ length: count }, () => `v${values++}` as Value)
    nodes.push({ op, domain, inputs: from, outputs: made, attributes: new Map(Object.entries(attributes)) })
    return made
  }

  function initializer(name: string, type: ElementType, shape: readonly number[], data: Initializer['data']) {
    if (!initializers.has(name)) initializers.set(name, { name, type, shape, data })
    return name as Value
  }

  return {
    float,
    absent,
    node: (op, from, attributes, domain) => add(op, from, 1, attributes, domain)[0] ?? absent,
    nodes: (op, from, count, attributes, domain) => add(op, from, count, attributes, domain),
    constant(value, shape) {
      const { type, array, rank } = typed(value, float)
      const extents = shape ?? (rank === 0 ? [] : [array.length])
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
      const key = array.length <= 16 ? `${type} ${extents} ${array.join()}` : `constant ${constants.size}`
      const known = constants.get(key)
      if (known !== undefined) return known
      const made = initializer(`c${constants.size}`, type, extents, bytes)
      constants.set(key, made)
      return made
    },
    initializer,
    toFloat: value => add('Cast', [value], 1, { to: BigInt(elementTypes[float]) })[0] ?? absent,
    input(name, type, shape) {
      inputs.push({ name, type, shape })
      return name as Value
    },
    output(name, value, type, shape) {
      nodes.push({ op: 'Identity', domain: '', inputs: [value], outputs: [name], attributes: new Map() })
      outputs.push({ name, type, shape })
    },
    finish: () => ({ inputs, outputs, nodes, initializers: [...initializers.values()] }),
  }
}

function typed(value: Constant, float: FloatType) {
  if (typeof value === 'bigint') return { type: 'int64', array: BigInt64Array.of(value), rank: 0 } as const
  if (typeof value === 'number' || value instanceof Float32Array) {
    const values = typeof value === 'number' ? [value] : value
    const array = float === 'float16' ? Float16Array.from(values) : Float32Array.from(values)
    return { type: float, array, rank: typeof value === 'number' ? 0 : 1 } as const
  }
  return { type: 'int64', array: BigInt64Array.from(value), rank: 1 } as const
}
