/** Cosine and sine of the angle of each position and frequency: [positions, size / 2], row by row. */
export interface RotaryTables {
  readonly cosine: Float32Array
  readonly sine: Float32Array
}

/**
 * The angles for heads of `size` numbers, an even count. Frequencies and angles are rounded to float32 as the models were trained with
 * them: exact angles differ by 4e-4 at position 8,191.
 */
export function rotaryTables(theta: number, size: number, positions: number): RotaryTables {
  const half = size / 2
  const frequencies = Float32Array.from({ length: half }, (_, index) => {
    const exponent = Math.fround((2 * index) / size)
    return 1 / Math.fround(Math.fround(theta) ** exponent)
  })
  const cosine = new Float32Array(positions * half)
  const sine = new Float32Array(positions * half)
  for (let position = 0; position < positions; position++) {
    for (const [index, frequency] of frequencies.entries()) {
      const angle = Math.fround(position * frequency)
      cosine[position * half + index] = Math.cos(angle)
      sine[position * half + index] = Math.sin(angle)
    }
  }
  return { cosine, sine }
}
