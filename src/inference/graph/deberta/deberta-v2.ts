import type { Architecture, GraphContext } from '../graph-context.ts'
import type { Value } from '../onnx/graph-builder.ts'
import { keyMask, splitHeads, weigh } from '../parts/attention.ts'
import { classify } from '../parts/classifier.ts'
import { flatten, positionsInRow, wordEmbeddings } from '../parts/embeddings.ts'
import { feedForward } from '../parts/encoder-layer.ts'
import { layerNorm } from '../parts/layer-norm.ts'
import { linear } from '../parts/linear.ts'
import { contentByPosition, type RelativePositions, relativePositions } from './relative-positions.ts'
import { type ConvolutionSettings, type DebertaSettings, readDebertaSettings } from './settings.ts'

/** DeBERTa v2 and v3: attention by content and by relative position. */
export const debertaV2: Architecture = {
  modelTypes: ['deberta-v2'],
  prefix: 'deberta',
  build(context) {
    const settings = readDebertaSettings(context.config)
    const { convolution, relative, hidden } = settings
    const embedded = embed(context, settings)
    const mask = keyMask(context)
    const positions = relative.span === null ? null : relativePositions(context, relative.span, settings)
    let x = embedded
    for (let index = 0; index < settings.layers; index++) {
      x = layer(context, x, { index, mask, positions, settings })
      if (index === 0 && convolution !== null) x = convolve(context, { x, embedded }, convolution, settings)
    }
    return classify(context, x, hidden)
  },
}

/** [pieces, hidden] */
function embed(context: GraphContext, { embedded, hidden, positions, types, epsilon }: DebertaSettings): Value {
  const { graph, weights } = context
  const named = (name: string) => weights.encoder(`embeddings.${name}`)
  let x = wordEmbeddings(context, 'embeddings.word_embeddings.weight', embedded)
  if (positions !== null) {
    const table = weights.take(named('position_embeddings.weight'), [positions, embedded])
    x = graph.node('Add', [x, graph.node('Gather', [table, positionsInRow(context)])])
  }
  if (types > 0) {
    const table = weights.take(named('token_type_embeddings.weight'), [types, embedded])
    const ids = types === 1 ? graph.constant(0n) : context.tokenTypeIds()
    x = graph.node('Add', [x, graph.node('Gather', [table, ids])])
  }
  const flat = flatten(context, x, embedded)
  const wide =
    embedded === hidden ? flat : linear(context, flat, named('embed_proj'), { from: embedded, to: hidden, bias: false })
  return layerNorm(context, wide, named('LayerNorm'), { size: hidden, epsilon })
}

interface LayerInputs {
  readonly index: number
  readonly mask: Value
  readonly positions: RelativePositions | null
  readonly settings: DebertaSettings
}

function layer(context: GraphContext, x: Value, { index, mask, positions, settings }: LayerInputs): Value {
  const { graph, weights } = context
  const { head, hidden, relative } = settings
  const named = (name: string) => weights.encoder(`encoder.layer.${index}.${name}`)
  const self = (name: string) => named(`attention.self.${name}`)
  const square = { from: hidden, to: hidden }
  const [query, key, value] = (['query_proj', 'key_proj', 'value_proj'] as const).map(name =>
    splitHeads(context, linear(context, x, self(name), square), head),
  ) as [Value, Value, Value]

  let product = graph.node('MatMul', [query, graph.node('Transpose', [key], { perm: [0n, 1n, 3n, 2n] })])
  if (positions !== null && relative.contentToPosition) {
    const projection = self(relative.shared ? 'key_proj' : 'pos_key_proj')
    const term = contentByPosition(context, query, positions, { order: 'descending', projection, head })
    product = graph.node('Add', [product, term])
  }
  if (positions !== null && relative.positionToContent) {
    const projection = self(relative.shared ? 'query_proj' : 'pos_query_proj')
    const term = contentByPosition(context, key, positions, { order: 'ascending', projection, head })
    product = graph.node('Add', [product, graph.node('Transpose', [term], { perm: [0n, 1n, 3n, 2n] })])
  }

  const terms = 1 + Number(relative.contentToPosition) + Number(relative.positionToContent)
  const seen = weigh(context, product, value, { scale: 1 / Math.sqrt(head.size * terms), bias: mask, head })
  const names = {
    attentionOutput: named('attention.output.dense'),
    attentionNorm: named('attention.output.LayerNorm'),
    widen: named('intermediate.dense'),
    narrow: named('output.dense'),
    outputNorm: named('output.LayerNorm'),
  }
  return feedForward(context, seen, x, names, settings)
}

/**
 * Adds a convolution of the embeddings to the output of the first layer. Padding must look like the zeros outside the row here;
 * elsewhere nobody looks at it.
 */
function convolve(
  context: GraphContext,
  { x, embedded }: { readonly x: Value; readonly embedded: Value },
  { width, groups, activation }: ConvolutionSettings,
  { hidden, epsilon }: DebertaSettings,
): Value {
  const { graph, weights } = context
  const named = (name: string) => weights.encoder(`encoder.conv.${name}`)
  const real = graph.node('Unsqueeze', [graph.toFloat(context.attentionMask), graph.constant([2n])])
  const shape = graph.node('Concat', [context.extents, graph.constant([BigInt(hidden)])], { axis: 0n })
  const rows = graph.node('Mul', [graph.node('Reshape', [embedded, shape]), real])
  const kernel = weights.take(named('conv.weight'), [hidden, hidden / groups, width])
  const bias = weights.take(named('conv.bias'), [hidden])
  const side = BigInt((width - 1) / 2)
  const columns = graph.node('Transpose', [rows], { perm: [0n, 2n, 1n] })
  const convolved = graph.node('Conv', [columns, kernel, bias], { group: BigInt(groups), pads: [side, side] })
  const back = flatten(context, graph.node('Transpose', [convolved], { perm: [0n, 2n, 1n] }), hidden)
  const sum = graph.node('Add', [x, activation.apply(graph, back)])
  return layerNorm(context, sum, named('LayerNorm'), { size: hidden, epsilon })
}
