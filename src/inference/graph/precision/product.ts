import type { GraphContext } from '../graph-context.ts'
import type { Value } from '../onnx/graph-builder.ts'

/** The weight of a linear layer: `<name>` [to, from], as PyTorch stores it. */
export interface LayerWeight {
  readonly name: string
  readonly from: number
  readonly to: number
}

/** How linear layers multiply: `x Wᵀ + bias` of x [pieces, from]; without a bias where it is null. Of what is missing, the weight is named first. */
export type Product = (context: GraphContext, x: Value, weight: LayerWeight, bias: (() => Value) | null) => Value

/** In floating point: PyTorch's [out, in] is taken as it lies in the file. */
export const floatProduct: Product = ({ graph, weights }, x, { name, from, to }, bias) => {
  const inputs = [x, weights.take(name, [to, from])]
  if (bias !== null) inputs.push(bias())
  return graph.node('Gemm', inputs, { transB: 1n })
}
