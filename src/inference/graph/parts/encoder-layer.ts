import type { GraphContext } from '../graph-context.ts'
import type { Value } from '../onnx/graph-builder.ts'
import type { readActivation } from './activation.ts'
import { attend } from './attention.ts'
import { attendFused } from './fused-attention.ts'
import type { HeadSize } from './head-size.ts'
import { type LayerProduct, type LinearSize, linear, linearWithoutBias } from './linear.ts'
import { addAndNorm } from './residual.ts'

/** Full names of the tensors of a layer, without `.weight` and `.bias`. */
export interface LayerNames {
  readonly query: string
  readonly key: string
  readonly value: string
  readonly attentionOutput: string
  readonly attentionNorm: string
  readonly widen: string
  readonly narrow: string
  readonly outputNorm: string
}

export interface LayerSizes {
  readonly hidden: number
  readonly inner: number
  readonly head: HeadSize
  readonly epsilon: number
  readonly activation: ReturnType<typeof readActivation>
}

/** The layer of BERT: attention, then two linear layers, each added to its input and normalised afterwards. `mask` as `keyMask` gives it. */
export function encoderLayer(context: GraphContext, x: Value, mask: Value, names: LayerNames, sizes: LayerSizes) {
  return feedForward(context, attention(context, x, mask, names, sizes), x, names, sizes)
}

function attention(context: GraphContext, x: Value, mask: Value, names: LayerNames, { hidden, head }: LayerSizes) {
  const size = { from: hidden, to: hidden }
  if (context.fused !== 'all') {
    const [query, key, value] = [names.query, names.key, names.value].map(name => linear(context, x, name, size)) as [
      ...[Value, Value, Value],
    ]
    return attend(context, { query, key, value }, head, mask)
  }
  const [query, key, value] = [names.query, names.key, names.value].map(name =>
    linearWithoutBias(context, x, name, size),
  ) as [...[LayerProduct, LayerProduct, LayerProduct]]
  const added = context.graph.node('Concat', [query.bias, key.bias, value.bias], { axis: 0n })
  const products = { query: query.product, key: key.product, value: value.product, added }
  return attendFused(context, products, head, mask)
}

/** The second half of the layer: the output projection of what attention gave, added to the layer's input `x`, and the two linear layers. */
export function feedForward(
  context: GraphContext,
  seen: Value,
  x: Value,
  names: Pick<LayerNames, 'attentionOutput' | 'attentionNorm' | 'widen' | 'narrow' | 'outputNorm'>,
  { hidden, inner, epsilon, activation }: Omit<LayerSizes, 'head'>,
): Value {
  const norm = { size: hidden, epsilon }
  const attended = { name: names.attentionOutput, input: seen, from: hidden }
  const middle = addAndNorm(context, attended, x, names.attentionNorm, norm)
  const wide = activation.apply(context.graph, widen(context, middle, names.widen, { from: hidden, to: inner }))
  return addAndNorm(
    context,
    { name: names.narrow, input: wide, from: inner, lowest: activation.lowest },
    middle,
    names.outputNorm,
    norm,
  )
}

/** A bias that is added by itself is fused with the activation behind it; within the product it costs a pass over the result on a graphics card. */
function widen(context: GraphContext, x: Value, name: string, size: LinearSize): Value {
  if (context.fused === 'none') return linear(context, x, name, size)
  const { product, bias } = linearWithoutBias(context, x, name, size)
  return context.graph.node('Add', [product, bias])
}
