import type { Product } from '../graph-context.ts'
import type { Value } from '../onnx/graph-builder.ts'

export interface BlockForm {
  readonly bits: 4 | 8
  /** Weights that share a scale: a power of two, at least 16. */
  readonly block: number
}

/** Whole numbers of 8 bits for the activations too, by blocks of a row: the fast kernel of onnxruntime for the processor. */
const accuracyLevel = 4n

/**
 * `MatMulNBits`: weights of 4 or 8 bits, every so many along a row with a scale of their own; made for models whose weights are read once for few rows. The result does not depend on the batch.
 */
export function blockWiseProduct(form: BlockForm): Product {
  return ({ graph }, x, weight, bias) => {
    const { name, from, to } = weight
    const { bits, block } = form
    const blocks = Math.ceil(from / block)
    const blob = (block * bits) / 8
    const [numbers, scales] = weight.derive(
      [
        { name: `${name}.blocks`, type: 'uint8', shape: [to, blocks, blob], bytes: to * blocks * blob },
        { name: `${name}.scales`, type: 'float32', shape: [to, blocks], bytes: 4 * to * blocks },
      ],
      values => quantizeBlocks(values, { from, to }, form),
    ) as [Value, Value]
    const attributes = { K: BigInt(from), N: BigInt(to), bits: BigInt(bits), block_size: BigInt(block) }
    const inputs = [x, numbers, scales]
    const product = graph.node('MatMulNBits', inputs, { ...attributes, accuracy_level: accuracyLevel }, 'com.microsoft')
    return bias === null ? product : graph.node('Add', [product, bias()])
  }
}

/**
 * Weights [to, from] in blocks along `from`, the last one filled up with zeros. Of the numbers 0 to 2^bits − 1 the middle stands for zero, and the lowest for the weight that is
 * farthest from zero, whichever sign it has: `s = w / −2^(bits−1)`, `W_q = round(W / s) + 2^(bits−1)`. Two 4-bit numbers share a byte, the
 * first in its lower half. Returns the bytes of the numbers and of the float32 scales.
 */
export function quantizeBlocks(
  values: Float32Array,
  { from, to }: { readonly from: number; readonly to: number },
  { bits, block }: BlockForm,
): [Uint8Array, Uint8Array] {
  const blocks = Math.ceil(from / block)
  const middle = 2 ** (bits - 1)
  const perByte = 8 / bits
  const packed = new Uint8Array((to * blocks * block) / perByte)
  const scales = new Float32Array(to * blocks)
  for (let index = 0; index < to * blocks; index++) {
    const start = Math.floor(index / blocks) * from + (index % blocks) * block
    const length = Math.min(block, from - (index % blocks) * block)
    let farthest = 0
    for (let place = 0; place < length; place++) {
      const value = values[start + place] ?? 0
      if (Math.abs(value) > Math.abs(farthest)) farthest = value
    }
    const scale = Math.fround(farthest / -middle)
    scales[index] = scale
    for (let place = 0; place < block; place++) {
      const value = place < length && scale !== 0 ? (values[start + place] ?? 0) / scale : 0
      const number = Math.min(Math.round(value) + middle, 2 * middle - 1)
      const at = index * block + place
      const byte = Math.floor(at / perByte)
      packed[byte] = (packed[byte] ?? 0) | (number << (bits * (at % perByte)))
    }
  }
  return [packed, new Uint8Array(scales.buffer)]
}
