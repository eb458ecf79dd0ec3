import { bytesField, floatField, intField, message, stringField } from './protobuf.ts'

/** The element types that these graphs use, by their numbers in ONNX. */
export const elementTypes = { float32: 1, int32: 6, int64: 7, bool: 9, float16: 10, float64: 11, bfloat16: 16 } as const
export type ElementType = keyof typeof elementTypes

/** An integer attribute is a bigint, a float is a number: ONNX tells them apart where JavaScript does not. */
export type Attribute = bigint | number | string | readonly bigint[]

export interface Node {
  readonly op: string
  /** Empty for ONNX's own operators. */
  readonly domain: string
  /** An optional input that is left out is the empty string. */
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: ReadonlyMap<string, Attribute>
}

/** Numbers that are part of the model: in it, or in a file beside it. */
export interface Initializer {
  readonly name: string
  readonly type: ElementType
  readonly shape: readonly number[]
  readonly data: Uint8Array | ExternalData
}

export interface ExternalData {
  readonly file: string
  readonly offset: number
  readonly bytes: number
}

/** Whole numbers are extents, strings are names of extents that differ from run to run. */
export interface Port {
  readonly name: string
  readonly type: ElementType
  readonly shape: readonly (number | string)[]
}

export interface OnnxModel {
  readonly inputs: readonly Port[]
  readonly outputs: readonly Port[]
  readonly nodes: readonly Node[]
  readonly initializers: readonly Initializer[]
}

/** Opset 20 brought `Gelu`; IR version 9 belongs to it. */
const irVersion = 9
const opsets = [
  ['', 20],
  ['com.microsoft', 1],
] as const

/**
 * The bytes of a `.onnx` file. The numbers of the fields are those of onnx.proto3. `locate` says where a file lies, seen from the
 * folder that the session is told of.
 */
export function encodeModel(model: OnnxModel, locate: (file: string) => string): Uint8Array {
  return message([
    intField(1, irVersion),
    stringField(2, 'bioner-bench'),
    bytesField(7, encodeGraph(model, locate)),
    ...opsets.map(([domain, version]) => bytesField(8, message([stringField(1, domain), intField(2, version)]))),
  ])
}

function encodeGraph(
  { inputs, outputs, nodes, initializers }: OnnxModel,
  locate: (file: string) => string,
): Uint8Array {
  return message([
    ...nodes.map((node, index) => bytesField(1, encodeNode(node, index))),
    stringField(2, 'token classification'),
    ...initializers.map(initializer => bytesField(5, encodeInitializer(initializer, locate))),
    ...inputs.map(port => bytesField(11, encodePort(port))),
    ...outputs.map(port => bytesField(12, encodePort(port))),
  ])
}

function encodeNode({ op, domain, inputs, outputs, attributes }: Node, index: number): Uint8Array {
  return message([
    ...inputs.map(name => stringField(1, name)),
    ...outputs.map(name => stringField(2, name)),
    stringField(3, `${op}_${index}`),
    stringField(4, op),
    ...[...attributes].map(([name, value]) => bytesField(5, encodeAttribute(name, value))),
    stringField(7, domain),
  ])
}

function encodeAttribute(name: string, value: Attribute): Uint8Array {
  const named = stringField(1, name)
  if (typeof value === 'bigint') return message([named, intField(3, value), intField(20, 2)])
  if (typeof value === 'number') return message([named, floatField(2, value), intField(20, 1)])
  if (typeof value === 'string') return message([named, stringField(4, value), intField(20, 3)])
  return message([named, ...value.map(each => intField(8, each)), intField(20, 7)])
}

function encodeInitializer({ name, type, shape, data }: Initializer, locate: (file: string) => string): Uint8Array {
  const head = [...shape.map(extent => intField(1, extent)), intField(2, elementTypes[type]), stringField(8, name)]
  if (data instanceof Uint8Array) return message([...head, bytesField(9, data)])
  const entries = [
    ['location', locate(data.file)],
    ['offset', String(data.offset)],
    ['length', String(data.bytes)],
  ] as const
  return message([
    ...head,
    ...entries.map(([key, value]) => bytesField(13, message([stringField(1, key), stringField(2, value)]))),
    intField(14, 1),
  ])
}

function encodePort({ name, type, shape }: Port): Uint8Array {
  const extents = shape.map(extent =>
    bytesField(1, message([typeof extent === 'number' ? intField(1, extent) : stringField(2, extent)])),
  )
  const tensor = message([intField(1, elementTypes[type]), bytesField(2, message(extents))])
  return message([stringField(1, name), bytesField(2, message([bytesField(1, tensor)]))])
}
