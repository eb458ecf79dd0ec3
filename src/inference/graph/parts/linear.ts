import type { GraphContext } from '../graph-context.ts'
import type { Value } from '../onnx/graph-builder.ts'

export interface LinearSize {
  readonly from: number
  readonly to: number
  /** Whether there is a bias; there is unless given. */
  readonly bias?: boolean
}

/** `x Wᵀ + b` over [pieces, from], with the tensors `<name>.weight` [to, from] and `<name>.bias` [to]. */
export function linear(context: GraphContext, x: Value, name: string, { from, to, bias = true }: LinearSize): Value {
  const { graph, weights } = context
  const inputs = [x, weights.take(`${name}.weight`, [to, from])]
  if (bias) inputs.push(weights.take(`${name}.bias`, [to]))
  return graph.node('Gemm', inputs, { transB: 1n })
}
