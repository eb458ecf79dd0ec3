import fc from 'fast-check'
import { expect } from 'vitest'
import { BenchError } from '../../../src/core/error.ts'

/** Bytes of a valid file with pieces deleted, doubled, cut off, or overwritten. */
export function damaged(valid: Uint8Array): fc.Arbitrary<Uint8Array> {
  const step = fc.record({
    kind: fc.constantFrom('delete', 'double', 'truncate', 'flip', 'swap'),
    at: fc.nat(valid.length),
    length: fc.nat(20),
    byte: fc.oneof(fc.constantFrom(9, 10, 13, 32, 48, 57, 59, 84, 124), fc.nat(255)),
  })
  return fc.array(step, { minLength: 1, maxLength: 4 }).map(steps => {
    let bytes = [...valid]
    for (const { kind, at, length, byte } of steps) {
      const piece = bytes.slice(at, at + length)
      if (kind === 'delete') bytes.splice(at, length)
      else if (kind === 'double') bytes.splice(at, 0, ...piece)
      else if (kind === 'truncate') bytes = bytes.slice(0, at)
      else if (kind === 'flip') bytes[at] = byte
      else bytes.splice(at, length, ...piece.reverse())
    }
    return Uint8Array.from(bytes)
  })
}

/** What a reader may do with any bytes: return, or refuse them in a message that begins with one of the places. */
export function returnsOrRefuses(run: () => unknown, place: RegExp): void {
  try {
    run()
  } catch (error) {
    if (!(error instanceof BenchError)) throw error
    expect(error.code).toBe('INPUT')
    expect(error.message).toMatch(place)
  }
}
