import type { Attribute, ElementType, ExternalData, Initializer, Node, OnnxModel, Port } from './model-proto.ts'

declare const brand: unique symbol
/** A tensor within the graph, by its name there. */
export type Value = string & { readonly [brand]: 'Value' }

/** What ONNX calls an input or output that is not there. */
const absent = '' as Value

/** A number alone is float32, a bigint alone int64: both scalars. An array is a vector unless a shape is given. */
export type Constant = number | bigint | Float32Array | BigInt64Array | readonly bigint[]

export type Attributes = Readonly<Record<string, Attribute>>

/** Puts a graph together, node after node, in the order in which they run. */
export interface GraphBuilder {
  /** Adds an operator with one output. Integer attributes are bigints. */
  node(op: string, inputs: readonly Value[], attributes?: Attributes, domain?: string): Value
  /** Adds an operator with several outputs. */
  nodes(op: string, inputs: readonly Value[], outputs: number, attributes?: Attributes, domain?: string): Value[]
  /** Equal constants are one initializer. */
  constant(value: Constant, shape?: readonly number[]): Value
  /** Numbers that lie in a file, or bytes of numbers, little-endian. The same name gives the same initializer. */
  initializer(name: string, type: ElementType, shape: readonly number[], data: Uint8Array | ExternalData): Value
  input(name: string, type: ElementType, shape: readonly (number | string)[]): Value
  /** Gives a value its name outside. */
  output(name: string, value: Value, type: ElementType, shape: readonly (number | string)[]): void
  finish(): OnnxModel
}

export function createGraphBuilder(): GraphBuilder {
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

  function initializer(name: string, type: ElementType, shape: readonly number[], data: Uint8Array | ExternalData) {
    if (!initializers.has(name)) initializers.set(name, { name, type, shape, data })
    return name as Value
  }

  return {
    node: (op, from, attributes, domain) => add(op, from, 1, attributes, domain)[0] ?? absent,
    nodes: (op, from, count, attributes, domain) => add(op, from, count, attributes, domain),
    constant(value, shape) {
      const { type, array, rank } = typed(value)
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

function typed(value: Constant) {
  if (typeof value === 'number') return { type: 'float32', array: Float32Array.of(value), rank: 0 } as const
  if (typeof value === 'bigint') return { type: 'int64', array: BigInt64Array.of(value), rank: 0 } as const
  if (value instanceof Float32Array) return { type: 'float32', array: value, rank: 1 } as const
  return { type: 'int64', array: BigInt64Array.from(value), rank: 1 } as const
}
