/** One field of a protobuf message, as it stands in the file. */
export type Field = Uint8Array

/** A message is its fields, one behind the other. */
export function message(fields: readonly Field[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((length, field) => length + field.length, 0))
  let offset = 0
  for (const field of fields) {
    bytes.set(field, offset)
    offset += field.length
  }
  return bytes
}

/** An `int64`, `int32` or enum. */
export function intField(number: number, value: number | bigint): Field {
  return Uint8Array.from([...varint(BigInt(number << 3)), ...varint(BigInt.asUintN(64, BigInt(value)))])
}

/** A `float`. */
export function floatField(number: number, value: number): Field {
  const bytes = new Uint8Array(5)
  bytes[0] = (number << 3) | 5
  new DataView(bytes.buffer).setFloat32(1, value, true)
  return bytes
}

/** A `string`. */
export function stringField(number: number, value: string): Field {
  return bytesField(number, new TextEncoder().encode(value))
}

/** `bytes`, or a message. */
export function bytesField(number: number, value: Uint8Array): Field {
  return message([bytesHead(number, value.length), value])
}

/** What stands before so many `bytes`, or a message of that length: for one that is too large to be copied time and again. */
export function bytesHead(number: number, length: number): Uint8Array {
  return Uint8Array.from([...varint(BigInt((number << 3) | 2)), ...varint(BigInt(length))])
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
