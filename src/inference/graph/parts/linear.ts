import type { GraphContext } from '../graph-context.ts'
import type { Value } from '../onnx/graph-builder.ts'

export interface LinearSize {
  readonly from: number
  readonly to: number
  /** Whether there is a bias; there is unless given. */
  readonly bias?: boolean
}

/**
 * `x Wᵀ + b` over [pieces, from], with the tensors `<name>.weight` [to, from] and `<name>.bias` [to]; plus `s·x Aᵀ Bᵀ` where an
 * adapter has a branch there.
 */
export function linear(context: GraphContext, x: Value, name: string, { from, to, bias = true }: LinearSize): Value {
  const { graph, weights } = context
  const { weight, branch } = weights.takeLinear(`${name}.weight`, [to, from])
  const inputs = [x, weight]
  if (bias) inputs.push(weights.take(`${name}.bias`, [to]))
  const result = graph.node('Gemm', inputs, { transB: 1n })
  if (branch === null) return result
  const narrow = graph.node('Gemm', [x, branch.a], { transB: 1n })
  return graph.node('Gemm', [narrow, branch.b, result], { transB: 1n, alpha: branch.factor })
}
