import type { Shingles } from './shingles.ts'

/** Of a pair of similarity s, a band agrees with probability s^rows, and one of the bands does with 1 − (1 − s^rows)^bands. */
export const bands = 20
export const rowsPerBand = 5
export const seed = 0x62_69_6f_6e

/** The probability that two texts of that similarity share a band and so are compared: 0.9996 at 0.8. */
export function recallAt(similarity: number): number {
  return 1 - (1 - similarity ** rowsPerBand) ** bands
}

/**
 * One number of 32 bits for each text and band, `keys[text * bands + band]`: of the least hashes of its shingles under the hash
 * functions of the band. Texts without shingles have none: `keys` of them mean nothing.
 */
export function bandKeysOf({ from, values }: Shingles): Uint32Array {
  const texts = from.length - 1
  const hashes = Uint32Array.from(values, hashOf)
  const functions = Uint32Array.from({ length: bands * rowsPerBand }, (_, i) =>
    mix(seed + Math.imul(i + 1, 0x9e3779b9)),
  )
  const keys = new Uint32Array(texts * bands)
  for (let text = 0; text < texts; text++) {
    const [start, end] = [from[text] ?? 0, from[text + 1] ?? 0]
    for (let band = 0; band < bands; band++) {
      let key = band
      for (let row = 0; row < rowsPerBand; row++) {
        const salt = functions[band * rowsPerBand + row] ?? 0
        let least = 0xffffffff
        for (let at = start; at < end; at++) {
          const hash = mix((hashes[at] ?? 0) ^ salt)
          if (hash < least) least = hash
        }
        key = mix(Math.imul(key, 31) ^ least)
      }
      keys[text * bands + band] = key
    }
  }
  return keys
}

function hashOf(shingle: number): number {
  const high = Math.floor(shingle / 2 ** 26)
  return mix(mix(high) ^ (shingle - high * 2 ** 26))
}

/** The last step of MurmurHash3: every bit of the input moves half of those of the output. */
function mix(bits: number): number {
  let hash = bits
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
