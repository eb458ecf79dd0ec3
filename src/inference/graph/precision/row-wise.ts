import type { GraphContext, Product } from '../graph-context.ts'
import type { Value } from '../onnx/graph-builder.ts'
import { integerWeight, type LargestWeight } from './integer-weight.ts'

interface QuantizedRows {
  /** uint8 [pieces, from], zero at 128. */
  readonly numbers: Value
  /** [pieces, 1]: what one step stands for in each row. */
  readonly scale: Value
}

/**
 * Products of 8-bit whole numbers whose result does not depend on what else is in the batch: every row of the activations, one word-piece, has a scale of
 * its own, `s_x = max|x| / 127`, and every output of a layer one for its weights. `x = s_x · (x_q − 128)`, `W = s_w · W_q`, so
 * `x Wᵀ = s_x · (Σ (x_q − 128) · W_q) · s_w`; sums of whole numbers are exact. uint8 × int8 is the fast kernel of onnxruntime (int8 × int8 is seven times
 * slower).
 */
export function rowWiseProduct({ top }: { readonly top: LargestWeight }): Product {
  const known = new Map<Value, QuantizedRows>()
  return (context, x, weight, bias) => {
    const { graph } = context
    const rows = known.get(x) ?? quantizeRows(context, x)
    known.set(x, rows)
    const { numbers, scales } = integerWeight(weight, top)
    const inputs = [rows.numbers, numbers, graph.constant(1), scales, zeroPoint(context)]
    const product = graph.node('MatMulIntegerToFloat', inputs, {}, 'com.microsoft')
    const scaled = graph.node('Mul', [product, rows.scale])
    if (bias === null) return scaled
    // A bias with two axes is not fused with the Gelu behind it, into a BiasGelu that takes twice as long as Gelu.
    return graph.node('Add', [scaled, graph.node('Unsqueeze', [bias(), graph.constant([0n])])])
  }
}

/** Reads x three times and writes it once: the least that onnxruntime's operators allow. */
function quantizeRows(context: GraphContext, x: Value): QuantizedRows {
  const { graph } = context
  const last = graph.constant([-1n])
  const highest = graph.node('ReduceMax', [x, last], { keepdims: 1n })
  const lowest = graph.node('ReduceMin', [x, last], { keepdims: 1n })
  const tiny = graph.constant(1e-12) // a row of zeros must not divide by zero
  const largest = graph.node('Max', [highest, graph.node('Neg', [lowest]), tiny])
  const scale = graph.node('Mul', [largest, graph.constant(1 / 127)])
  const vector = graph.node('Reshape', [scale, last])
  const zeros = graph.node('Expand', [zeroPoint(context), graph.node('Shape', [vector])])
  return { numbers: graph.node('QuantizeLinear', [x, vector, zeros], { axis: 0n }), scale }
}

function zeroPoint({ graph }: GraphContext): Value {
  return graph.initializer('zero point', 'uint8', [], Uint8Array.of(128))
}
