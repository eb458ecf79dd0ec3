/** A field of a protobuf message, or a whole message, in parts: weights are copied once, when the file is put together, and not at every level above them. */
export interface Field {
  readonly parts: readonly Uint8Array[]
  readonly length: number
}

/** A message is its fields, one behind the other. */
export function message(fields: readonly Field[]): Field {
  return {
    parts: fields.flatMap(field => field.parts),
    length: fields.reduce((length, field) => length + field.length, 0),
  }
}

/** The bytes of a message. */
export function joinParts({ parts, length }: Field): Uint8Array {
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const part of parts) {
    bytes.set(part, offset)
    offset += part.length
  }
  return bytes
}

/** An `int64`, `int32` or enum. */
export function intField(number: number, value: number | bigint): Field {
  return single(Uint8Array.from([...varint(BigInt(number << 3)), ...varint(BigInt.asUintN(64, BigInt(value)))]))
}

/** A `float`. */
export function floatField(number: number, value: number): Field {
  const bytes = new Uint8Array(5)
  bytes[0] = (number << 3) | 5
  new DataView(bytes.buffer).setFloat32(1, value, true)
  return single(bytes)
}

/** A `string`. */
export function stringField(number: number, value: string): Field {
  return bytesField(number, new TextEncoder().encode(value))
}

/** `bytes`, or a message. */
export function bytesField(number: number, value: Uint8Array | Field): Field {
  const content = value instanceof Uint8Array ? single(value) : value
  const head = Uint8Array.from([...varint(BigInt((number << 3) | 2)), ...varint(BigInt(content.length))])
  return { parts: [head, ...content.parts], length: head.length + content.length }
}

function single(bytes: Uint8Array): Field {
  return { parts: [bytes], length: bytes.length }
}

function varint(value: bigint): number[] {
  const bytes: number[] = []
  let rest = value
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128)
    rest >>= 7n
  }
  return [...bytes, Number(rest)]
}
