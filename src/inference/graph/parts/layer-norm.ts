import type { GraphContext } from '../graph-context.ts'
import type { Value } from '../onnx/graph-builder.ts'

export interface NormSize {
  readonly size: number
  readonly epsilon: number
  /** Whether there is a bias; there is unless given. */
  readonly bias?: boolean
}

/** Over the last axis, with `<name>.weight` and `<name>.bias`, which old checkpoints call `gamma` and `beta`. */
export function layerNorm(context: GraphContext, x: Value, name: string, { size, epsilon, bias = true }: NormSize) {
  const { graph, weights } = context
  const named = (now: string, once: string) => {
    const old = !weights.has(`${name}.${now}`) && weights.has(`${name}.${once}`)
    return weights.take(`${name}.${old ? once : now}`, [size])
  }
  const inputs = [x, named('weight', 'gamma')]
  if (bias) inputs.push(named('bias', 'beta'))
  return graph.node('LayerNormalization', inputs, { axis: -1n, epsilon })
}
