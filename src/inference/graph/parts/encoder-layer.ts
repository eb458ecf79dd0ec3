import type { GraphContext } from '../graph-context.ts'
import type { Value } from '../onnx/graph-builder.ts'
import type { readActivation } from './activation.ts'
import { attend, type HeadSize } from './attention.ts'
import { linear } from './linear.ts'
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
  const { hidden, head } = sizes
  const project = (name: string) => linear(context, x, name, { from: hidden, to: hidden })
  const seen = attend(
    context,
    { query: project(names.query), key: project(names.key), value: project(names.value) },
    head,
    mask,
  )
  return feedForward(context, seen, x, names, sizes)
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
  const wide = activation(context.graph, linear(context, middle, names.widen, { from: hidden, to: inner }))
  return addAndNorm(context, { name: names.narrow, input: wide, from: inner }, middle, names.outputNorm, norm)
}
