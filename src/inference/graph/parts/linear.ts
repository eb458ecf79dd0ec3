import type { GraphContext, LowerBound } from '../graph-context.ts'
import type { Value } from '../onnx/graph-builder.ts'

export interface LinearSize {
  readonly from: number
  readonly to: number
  /** Whether there is a bias; there is unless given. */
  readonly bias?: boolean
  /** Of what it reads; not known unless given. */
  readonly lowest?: LowerBound
}

/**
 * `x Wᵀ + b` over [pieces, from], with the tensors `<name>.weight` [to, from] and `<name>.bias` [to]; plus `s·x Aᵀ Bᵀ` where an
 * adapter has a branch there.
 */
export function linear(context: GraphContext, x: Value, name: string, size: LinearSize): Value {
  const { to, bias = true } = size
  const added = bias ? () => context.weights.take(`${name}.bias`, [to]) : null
  return multiply(context, x, name, size, added)
}

/** A layer whose bias is still to be added. */
export interface LayerProduct {
  readonly product: Value
  readonly bias: Value
}

/** The same without the bias, for an operator that adds it by itself. */
export function linearWithoutBias(context: GraphContext, x: Value, name: string, size: LinearSize): LayerProduct {
  return {
    product: multiply(context, x, name, size, null),
    bias: context.weights.take(`${name}.bias`, [size.to]),
  }
}

function multiply(
  context: GraphContext,
  x: Value,
  name: string,
  { from, to, lowest = null }: LinearSize,
  bias: (() => Value) | null,
): Value {
  const { graph, weights } = context
  const weight = weights.linear(`${name}.weight`, { from, to })
  const product = context.product(context, x, weight, bias, lowest)
  const branch = weight.branch()
  if (branch === null) return product
  const narrow = graph.node('Gemm', [x, branch.a], { transB: 1n })
  return graph.node('Gemm', [narrow, branch.b, product], { transB: 1n, alpha: branch.factor })
}
