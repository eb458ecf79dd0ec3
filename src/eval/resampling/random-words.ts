/** State of a generator: four 32-bit integers. */
export type RandomState = Int32Array<ArrayBuffer>

/**
 * State for a seed, any integer: its lowest 53 bits count. sfc32 by Chris Doty-Humphrey (PractRand), seeded as there, with
 * twelve words thrown away. Integers only, so that every machine draws the same.
 */
export function randomState(seed: number): RandomState {
  if (!Number.isSafeInteger(seed)) throw new Error(`a seed is a whole number, not ${seed}`)
  const state = new Int32Array([0, seed, Math.floor(seed / 2 ** 32), 1])
  for (let i = 0; i < 12; i += 1) nextWord(state)
  return state
}

/** The next 32 random bits, as a signed integer; moves the state on. */
export function nextWord(state: RandomState): number {
  const a = state[0] as number
  const b = state[1] as number
  const c = state[2] as number
  const counter = state[3] as number
  const word = (((a + b) | 0) + counter) | 0
  state[0] = b ^ (b >>> 9)
  state[1] = (c + (c << 3)) | 0
  state[2] = (((c << 21) | (c >>> 11)) + word) | 0
  state[3] = (counter + 1) | 0
  return word
}
