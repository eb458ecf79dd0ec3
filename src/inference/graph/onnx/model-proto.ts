import { BenchError } from '../../../core/error.ts'
import { bytesField, bytesHead, floatField, intField, message, stringField } from './protobuf.ts'

/** The element types that these graphs use, by their numbers in ONNX. */
export const elementTypes = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
  bfloat16: 16,
} as const
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

/** Numbers that are part of the model: in it, in a file beside it, or still to be made of such. */
export interface Initializer {
  readonly name: string
  readonly type: ElementType
  readonly shape: readonly number[]
  readonly data: Uint8Array | ExternalData | DerivedData
}

/** Numbers that are made of others, such as quantised weights, when the model is written. */
export interface DerivedData {
  readonly bytes: number
  read(): Promise<Uint8Array>
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

const producer = 'bioner-bench'

/** The version that the head of a file written here states; null where it is from elsewhere. */
export function statedVersion(head: Uint8Array): string | null {
  const text = new TextDecoder('latin1').decode(head.subarray(0, 64))
  const [, length = '', rest = ''] = new RegExp(`^..\\x12.${producer}\\x1a(.)(.*)$`, 's').exec(text) ?? []
  return length === '' ? null : rest.slice(0, length.charCodeAt(0))
}

/** What protobuf, and so onnxruntime, can read as one message. */
const mostBytes = 2 ** 31 - 1

/**
 * The bytes of a `.onnx` file, in which derived numbers are made now. The numbers of the fields are those of onnx.proto3. `version` is what the file
 * says of itself behind the name of its producer, `locate` where a file lies, seen from the folder that the session is told of. Throws `MODEL` where the file would be larger than protobuf allows.
 */
export async function encodeModel(
  model: OnnxModel,
  version: string,
  locate: (file: string) => string,
): Promise<Uint8Array> {
  const graph = await encodeGraph(model, locate)
  const length = graph.reduce((sum, part) => sum + part.length, 0)
  const parts = [
    intField(1, irVersion),
    stringField(2, producer),
    stringField(3, version),
    ...opsets.map(([domain, number]) => bytesField(8, message([stringField(1, domain), intField(2, number)]))),
    bytesHead(7, length),
    ...graph,
  ]
  if (length < mostBytes) return message(parts)
  throw new BenchError(
    'MODEL',
    `a graph of ${length} bytes is more than protobuf can hold (${mostBytes}); \`bioner-bench models quantize\` writes large weights beside the graph`,
  )
}

/** In parts, so that the weights in it are copied once, when the file is put together. */
async function encodeGraph(
  { inputs, outputs, nodes, initializers }: OnnxModel,
  locate: (file: string) => string,
): Promise<Uint8Array[]> {
  const weights: Uint8Array[] = []
  for (const initializer of initializers) weights.push(...(await encodeInitializer(initializer, locate)))
  return [
    ...nodes.map((node, index) => bytesField(1, encodeNode(node, index))),
    stringField(2, 'token classification'),
    ...weights,
    ...inputs.map(port => bytesField(11, encodePort(port))),
    ...outputs.map(port => bytesField(12, encodePort(port))),
  ]
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

async function encodeInitializer(
  { name, type, shape, data }: Initializer,
  locate: (file: string) => string,
): Promise<Uint8Array[]> {
  const head = message([
    ...shape.map(extent => intField(1, extent)),
    intField(2, elementTypes[type]),
    stringField(8, name),
  ])
  if (data instanceof Uint8Array || 'read' in data) {
    const numbers = data instanceof Uint8Array ? data : await data.read()
    const before = message([head, bytesHead(9, numbers.length)])
    return [bytesHead(5, before.length + numbers.length), before, numbers]
  }
  const entries = [
    ['location', locate(data.file)],
    ['offset', String(data.offset)],
    ['length', String(data.bytes)],
  ] as const
  const place = entries.map(([key, value]) => bytesField(13, message([stringField(1, key), stringField(2, value)])))
  return [bytesField(5, message([head, ...place, intField(14, 1)]))]
}

function encodePort({ name, type, shape }: Port): Uint8Array {
  const extents = shape.map(extent =>
    bytesField(1, message([typeof extent === 'number' ? intField(1, extent) : stringField(2, extent)])),
  )
  const tensor = message([intField(1, elementTypes[type]), bytesField(2, message(extents))])
  return message([stringField(1, name), bytesField(2, message([bytesField(1, tensor)]))])
}
