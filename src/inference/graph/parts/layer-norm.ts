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
  const inputs = [x, takeOf(context, name, size, 'weight')]
  if (bias) inputs.push(takeOf(context, name, size, 'bias'))
  return context.graph.node('LayerNormalization', inputs, { axis: -1n, epsilon })
}

/** The two tensors of a norm, by either name. */
export function normWeights(context: GraphContext, name: string, size: number) {
  return { weight: takeOf(context, name, size, 'weight'), bias: takeOf(context, name, size, 'bias') }
}

const olderNames = { weight: 'gamma', bias: 'beta' } as const

function takeOf({ weights }: GraphContext, name: string, size: number, what: keyof typeof olderNames): Value {
  const older = `${name}.${olderNames[what]}`
  const now = `${name}.${what}`
  return weights.take(!weights.has(now) && weights.has(older) ? older : now, [size])
}
