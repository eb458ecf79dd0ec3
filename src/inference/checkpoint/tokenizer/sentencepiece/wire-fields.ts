import type { Refuse } from './refuse.ts'

/** One field of a protobuf message, its content not yet looked at. */
export type WireField = VarintField | BytesField

interface VarintField {
  readonly number: number
  readonly kind: 'varint'
  /** Exact up to 2⁵³; the negative numbers of protobuf are larger than that. */
  readonly value: number
}

/** A string, bytes, a message; or a number of 4 or 8 bytes. */
interface BytesField {
  readonly number: number
  readonly kind: 'bytes' | 'fixed32' | 'fixed64'
  readonly value: Uint8Array
}

/**
 * Reads the fields of one message, one after the other; messages within it are bytes here, so that nothing nests. What `refuse` makes is thrown
 * where the bytes end within a field, or are no protobuf.
 */
export function* readFields(bytes: Uint8Array, refuse: Refuse): Generator<WireField, void> {
  let at = 0

  function varint(): number {
    let value = 0
    for (let length = 0; length < 10; length++) {
      const byte = bytes[at]
      if (byte === undefined) throw refuse('is cut off')
      at++
      value += (byte & 0x7f) * 2 ** (7 * length)
      if (byte < 0x80) return value
    }
    throw refuse(`has a number of more than 10 bytes before byte ${at}`)
  }

  function take(length: number): Uint8Array {
    if (length > bytes.length - at) throw refuse('is cut off')
    at += length
    return bytes.subarray(at - length, at)
  }

  while (at < bytes.length) {
    const start = at
    const key = varint()
    const number = Math.floor(key / 8)
    if (number === 0 || number > maxFieldNumber) throw refuse(`has no field of protobuf at byte ${start}`)
    const type = key % 8
    if (type === 0) yield { number, kind: 'varint', value: varint() }
    else if (type === 1) yield { number, kind: 'fixed64', value: take(8) }
    else if (type === 2) yield { number, kind: 'bytes', value: take(varint()) }
    else if (type === 5) yield { number, kind: 'fixed32', value: take(4) }
    else throw refuse(`has no field of protobuf at byte ${start}`)
  }
}

const maxFieldNumber = 2 ** 29 - 1
