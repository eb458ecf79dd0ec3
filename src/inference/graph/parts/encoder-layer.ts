import type { GraphContext } from '../graph-context.ts'
import type { Value } from '../onnx/graph-builder.ts'
import type { readActivation } from './activation.ts'
import { attend, type HeadSize } from './attention.ts'
import { layerNorm } from './layer-norm.ts'
import { linear } from './linear.ts'

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
  const { hidden, head } = sizes
  const project = (name: string) => linear(context, x, name, { from: hidden, to: hidden })
  const seen = attend(
    context,
    { query: project(names.query), key: project(names.key), value: project(names.value) },
    head,
    mask,
  )
  return feedForward(
    context,
    linear(context, seen, names.attentionOutput, { from: hidden, to: hidden }),
    x,
    names,
    sizes,
  )
}

/** The second half of the layer: what attention gave, after its output projection, added to the layer's input `x`, and the two linear layers. */
export function feedForward(
  context: GraphContext,
  attended: Value,
  x: Value,
  names: Pick<LayerNames, 'attentionNorm' | 'widen' | 'narrow' | 'outputNorm'>,
  { hidden, inner, epsilon, activation }: Omit<LayerSizes, 'head'>,
): Value {
  const { graph } = context
  const norm = { size: hidden, epsilon }
  const middle = layerNorm(context, graph.node('Add', [attended, x]), names.attentionNorm, norm)
  const wide = activation(graph, linear(context, middle, names.widen, { from: hidden, to: inner }))
  const narrow = linear(context, wide, names.narrow, { from: inner, to: hidden })
  return layerNorm(context, graph.node('Add', [narrow, middle]), names.outputNorm, norm)
}
