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
  const added = bias ? () => context.weights.take(`${name}.bias`, [to]) : null
  return context.product(context, x, { name: `${name}.weight`, from, to }, added)
}

/** The same without the bias, for an operator that adds it by itself. */
export function linearWithoutBias(context: GraphContext, x: Value, name: string, { from, to }: LinearSize) {
  return {
    product: context.product(context, x, { name: `${name}.weight`, from, to }, null),
    bias: context.weights.take(`${name}.bias`, [to]),
  }
}
