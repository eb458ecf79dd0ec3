import type { GraphContext, LowerBound, Product } from '../graph-context.ts'
import type { Value } from '../onnx/graph-builder.ts'
import { integerWeight, type LargestWeight } from './integer-weight.ts'

interface QuantizedRows {
  /** uint8 [pieces, from]. */
  readonly numbers: Value
  /** The number that stands for 0. */
  readonly zero: Value
  /** [pieces, 1]: what one step stands for in each row. */
  readonly scale: Value
}

/**
 * Products of 8-bit whole numbers whose result does not depend on what else is in the batch: every row of the activations, one word-piece, has a scale of
 * its own, and every output of a layer one for its weights. `x = s_x · (x_q − z)`, `W = s_w · W_q`, so `x Wᵀ = s_x · (Σ (x_q − z) · W_q) · s_w`; sums of whole numbers are exact. uint8 × int8 is the fast kernel of onnxruntime (int8 × int8 is seven times
 * slower).
 */
export function rowWiseProduct({ top }: { readonly top: LargestWeight }): Product {
  const known = new Map<Value, QuantizedRows>()
  return (context, x, weight, bias, lowest) => {
    const { graph } = context
    const rows = known.get(x) ?? quantizeRows(context, x, lowest)
    known.set(x, rows)
    const { numbers, scales } = integerWeight(weight, top)
    const inputs = [rows.numbers, numbers, graph.constant(1), scales, rows.zero]
    const product = graph.node('MatMulIntegerToFloat', inputs, {}, 'com.microsoft')
    const scaled = graph.node('Mul', [product, rows.scale])
    if (bias === null) return scaled
    // A bias with two axes is not fused with the Gelu behind it, into a BiasGelu that takes twice as long as Gelu.
    return graph.node('Add', [scaled, graph.node('Unsqueeze', [bias(), graph.constant([0n])])])
  }
}

/**
 * Which of 0 to 255 stands for 0 where little or nothing lies below it, as behind a GELU: in the middle, half of the numbers would never be used, in the layer that loses
 * the most by rounding.
 */
const zeroOfBounded = 32

/** A bound is near enough to zero where the numbers above it are what counts. */
const nearZero = -0.5

/** Scale of a row: the smallest with which neither its highest nor its lowest number is beyond 0 to 255. */
function quantizeRows({ graph }: GraphContext, x: Value, lowest: LowerBound): QuantizedRows {
  const last = graph.constant([-1n])
  const highest = graph.node('ReduceMax', [x, last], { keepdims: 1n })
  const bounded = lowest !== null && lowest >= nearZero
  const zero = bounded ? zeroOfBounded : 128
  const tiny = 1e-12 // a row of zeros must not divide by zero
  const above = graph.node('Mul', [highest, graph.constant(1 / (255 - zero))])
  const below = bounded
    ? [graph.constant(Math.max(-lowest / zero, tiny))]
    : [
        graph.node('Mul', [graph.node('ReduceMin', [x, last], { keepdims: 1n }), graph.constant(-1 / zero)]),
        graph.constant(tiny),
      ]
  const scale = graph.node('Max', [above, ...below])
  const point = graph.initializer(`zero ${zero}`, 'uint8', [], Uint8Array.of(zero))
  // Two passes over x are faster than `QuantizeLinear` with a scale for each row, which runs in one thread.
  const steps = graph.node('Mul', [x, graph.node('Reciprocal', [scale])])
  return { numbers: graph.node('QuantizeLinear', [steps, graph.constant(1), point]), zero: point, scale }
}
