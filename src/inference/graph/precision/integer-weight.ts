import type { Value } from '../onnx/graph-builder.ts'
import type { LayerWeight } from '../weight-table.ts'

/**
 * The largest weight: with 63 no pair of products can saturate 16 bits on x86 processors without VNNI, so that the numbers are the same everywhere; 127 is
 * finer.
 */
export type LargestWeight = 63 | 127

/** The weight of a layer as int8 [from, to], the order in which onnxruntime multiplies, and a float32 scale for each output. */
export function integerWeight(weight: LayerWeight, top: LargestWeight): { numbers: Value; scales: Value } {
  const { name, from, to } = weight
  const [numbers, scales] = weight.derive(
    [
      { name: `${name}.int8`, type: 'int8', shape: [from, to], bytes: from * to },
      { name: `${name}.scale`, type: 'float32', shape: [to], bytes: 4 * to },
    ],
    values => quantizeColumns(values, { from, to, top }),
  ) as [Value, Value]
  return { numbers, scales }
}

/** `s = max|W| / top` over the weights of an output, `W_q = round(W / s)`. Returns the bytes of `W_q` [from, to] and of the scales. */
export function quantizeColumns(
  values: Float32Array,
  { from, to, top }: { readonly from: number; readonly to: number; readonly top: LargestWeight },
): [Uint8Array, Uint8Array] {
  const numbers = new Int8Array(from * to)
  const scales = new Float32Array(to)
  for (let output = 0; output < to; output++) {
    const start = output * from
    let largest = 1e-12
    for (let input = 0; input < from; input++) largest = Math.max(largest, Math.abs(values[start + input] ?? 0))
    const scale = Math.fround(largest / top)
    scales[output] = scale
    for (let input = 0; input < from; input++) {
      numbers[input * to + output] = Math.round((values[start + input] ?? 0) / scale)
    }
  }
  return [new Uint8Array(numbers.buffer), new Uint8Array(scales.buffer)]
}
