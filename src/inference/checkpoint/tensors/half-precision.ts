/** Every 16-bit pattern as IEEE half precision: a look-up is several times faster than the typed array's own conversion. */
let widened: Float32Array | null = null

/** Half precision to single, exactly, subnormal numbers included. */
export function widenF16(bits: Uint16Array): Float32Array<ArrayBuffer> {
  widened ??= new Float32Array(new Float16Array(Uint16Array.from({ length: 65_536 }, (_, i) => i).buffer))
  const values = new Float32Array(bits.length)
  for (let i = 0; i < bits.length; i++) values[i] = widened[bits[i] ?? 0] ?? 0
  return values
}

/** A bfloat16 is the upper half of a float32. */
export function widenBF16(bits: Uint16Array): Float32Array<ArrayBuffer> {
  const words = new Uint32Array(bits.length)
  for (let i = 0; i < bits.length; i++) words[i] = (bits[i] ?? 0) << 16
  return new Float32Array(words.buffer)
}
