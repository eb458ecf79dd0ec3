/** A table [rows, width] as int8 in the same order and a float32 scale for each row, `max|row| / 127`. Returns the bytes of both. */
export function quantizeRows(
  values: Float32Array,
  { rows, width }: { readonly rows: number; readonly width: number },
): [Uint8Array, Uint8Array] {
  const numbers = new Int8Array(rows * width)
  const scales = new Float32Array(rows)
  for (let row = 0; row < rows; row++) {
    const start = row * width
    let largest = 1e-12
    for (let column = 0; column < width; column++) {
      largest = Math.max(largest, Math.abs(values[start + column] ?? 0))
    }
    const scale = Math.fround(largest / 127)
    scales[row] = scale
    for (let column = 0; column < width; column++) {
      numbers[start + column] = Math.round((values[start + column] ?? 0) / scale)
    }
  }
  return [new Uint8Array(numbers.buffer), new Uint8Array(scales.buffer)]
}
