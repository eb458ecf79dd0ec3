/** Numbers, truth values and structs by field number; null for texts and lists, which are passed over. */
export type ThriftStruct = ReadonlyMap<number, ThriftValue>
export type ThriftValue = number | boolean | ThriftStruct | null

/**
 * Reads a struct in Thrift's compact protocol, as the headers of Parquet are. hyparquet reads the same bytes after this, and would
 * take a number of a million bytes, or structs in structs without end: what is longer or deeper than any honest header
 * is an error here. Throws a `RangeError` where the bytes are not a struct, or end before it does.
 */
export function readThrift(view: DataView, start: number): { readonly struct: ThriftStruct; readonly end: number } {
  let offset = start

  return { struct: readStruct(1), end: offset }

  function readStruct(depth: number): ThriftStruct {
    if (depth > maxDepth) throw new RangeError(`header structs more than ${maxDepth} deep`)
    const fields = new Map<number, ThriftValue>()
    let field = 0
    for (;;) {
      const byte = readByte()
      const type = byte & 0x0f
      if (type === types.stop) return fields
      field = byte >> 4 === 0 ? readZigZag(maxBytes32) : field + (byte >> 4)
      fields.set(field, readValue(type, depth))
    }
  }

  function readValue(type: number, depth: number): ThriftValue {
    if (type === types.true || type === types.false) return type === types.true
    if (type === types.byte) return readByte()
    if (type === types.i16 || type === types.i32) return readZigZag(maxBytes32)
    if (type === types.i64) return readZigZag(maxBytes64)
    if (type === types.struct) return readStruct(depth + 1)
    if (type === types.double) skip(8)
    else if (type === types.binary) skip(readLength())
    else if (type === types.list) readList(depth)
    else throw new RangeError(`a header field of unknown type ${type}`)
    return null
  }

  function readList(depth: number): void {
    const byte = readByte()
    const type = byte & 0x0f
    const size = byte >> 4 === 15 ? readLength() : byte >> 4
    // Each item takes a byte at least.
    if (size > view.byteLength - offset) throw new RangeError(`a header list of ${size} items, longer than the file`)
    for (let item = 0; item < size; item++) {
      if (type === types.true || type === types.false) skip(1)
      else readValue(type, depth + 1)
    }
  }

  function readByte(): number {
    offset += 1
    return view.getUint8(offset - 1)
  }

  function skip(length: number): void {
    if (length > view.byteLength - offset) throw new RangeError('a header that ends too early')
    offset += length
  }

  function readLength(): number {
    const length = readVarint(maxBytes32)
    if (length < 2 ** 31) return length
    throw new RangeError(`a header field of ${length} bytes`)
  }

  function readZigZag(maxBytes: number): number {
    const number = readVarint(maxBytes)
    return number % 2 === 0 ? number / 2 : -(number + 1) / 2
  }

  function readVarint(maxBytes: number): number {
    let number = 0
    for (let index = 0; index < maxBytes; index++) {
      const byte = readByte()
      number += (byte & 0x7f) * 2 ** (7 * index)
      if (byte < 0x80) return number
    }
    throw new RangeError(`a header number of more than ${maxBytes} bytes`)
  }
}

const maxDepth = 16
const maxBytes32 = 5
const maxBytes64 = 10

const types = {
  stop: 0,
  true: 1,
  false: 2,
  byte: 3,
  i16: 4,
  i32: 5,
  i64: 6,
  double: 7,
  binary: 8,
  list: 9,
  struct: 12,
} as const
