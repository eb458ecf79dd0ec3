import type { Refuse } from './pickle-value.ts'

/** Reads a pickle from front to back; what reaches beyond its end is refused. */
export interface ByteCursor {
  /** Unsigned, little-endian, of 1, 2, 4 or 8 bytes; beyond 2⁵³ it is refused. */
  natural(size: 1 | 2 | 4 | 8): number
  /** Two's complement, little-endian, of 0 to 8 bytes, and within ±2⁵³. */
  integer(size: number): number
  /** Big-endian, as pickles have it. */
  double(): number
  utf8(length: number): string
  /** Up to the next line feed, which is passed. */
  line(): string
  atEnd(): boolean
  position(): number
}

export function createByteCursor(bytes: Uint8Array, refuse: Refuse): ByteCursor {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let at = 0

  function take(length: number): number {
    if (length > bytes.length - at) throw refuse('is cut off')
    at += length
    return at - length
  }

  function text(start: number, end: number): string {
    try {
      return decoder.decode(bytes.subarray(start, end))
    } catch {
      throw refuse('has a string that is not UTF-8')
    }
  }

  function safe(value: bigint): number {
    const number = Number(value)
    if (!Number.isSafeInteger(number)) throw refuse('has a whole number beyond 2^53')
    return number
  }

  return {
    natural(size) {
      const start = take(size)
      if (size === 1) return view.getUint8(start)
      if (size === 2) return view.getUint16(start, true)
      return size === 4 ? view.getUint32(start, true) : safe(view.getBigUint64(start, true))
    },
    integer(size) {
      if (size > 8) throw refuse('has a whole number beyond 2^53')
      const start = take(size)
      let value = 0n
      for (let i = size - 1; i >= 0; i--) value = (value << 8n) | BigInt(view.getUint8(start + i))
      return safe(BigInt.asIntN(size * 8, value))
    },
    double: () => view.getFloat64(take(8)),
    utf8(length) {
      const start = take(length)
      return text(start, start + length)
    },
    line() {
      const end = bytes.indexOf(0x0a, at)
      if (end === -1) throw refuse('is cut off')
      const start = at
      at = end + 1
      return text(start, end)
    },
    atEnd: () => at === bytes.length,
    position: () => at,
  }
}
