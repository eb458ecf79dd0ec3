import type { GraphContext } from '../graph-context.ts'
import type { Value } from '../onnx/graph-builder.ts'
import { layerNorm, normWeights } from './layer-norm.ts'
import { type LinearSize, linear, linearWithoutBias } from './linear.ts'

/** Adds the linear layer `name` of `input` to `x` [pieces, size] and normalises the sum. */
export function addAndNorm(
  context: GraphContext,
  { name, input, from, lowest }: { readonly name: string; readonly input: Value } & Omit<LinearSize, 'to' | 'bias'>,
  x: Value,
  normName: string,
  norm: { readonly size: number; readonly epsilon: number },
): Value {
  const { graph } = context
  const size = { from, to: norm.size, ...(lowest !== undefined && { lowest }) }
  if (context.fused === 'none')
    return layerNorm(context, graph.node('Add', [linear(context, input, name, size), x]), normName, norm)
  const { product, bias } = linearWithoutBias(context, input, name, size)
  const { weight, bias: shift } = normWeights(context, normName, norm.size)
  const inputs = [product, x, weight, shift, bias]
  return graph.node('SkipLayerNormalization', inputs, { epsilon: norm.epsilon }, 'com.microsoft')
}
