import type { GraphContext } from '../graph-context.ts'
import type { GraphBuilder, Value } from '../onnx/graph-builder.ts'
import { attendFused } from './fused-attention.ts'
import type { HeadSize } from './head-size.ts'

/** [rows, 1, 1, pieces]: what to add to the scores so that nobody looks at a masked piece. Finite: a row that sees nothing must not become NaN. */
export function keyMask({ graph, attentionMask }: GraphContext): Value {
  const hidden = graph.node('Sub', [graph.constant(1), graph.toFloat(attentionMask)])
  const scores = graph.node('Mul', [hidden, graph.constant(unseen(graph))])
  return graph.node('Unsqueeze', [scores, graph.constant([1n, 2n])])
}

/** What hides a piece: twice as much must still be a finite number. */
export function unseen({ float }: GraphBuilder): number {
  return float === 'float16' ? -3e4 : -1e9
}

/** [pieces, heads × size] as [rows, heads, pieces, size]. */
export function splitHeads(context: GraphContext, x: Value, { heads, size }: HeadSize): Value {
  return context.graph.node('Transpose', [unfold(context, x, heads, size)], { perm: [0n, 2n, 1n, 3n] })
}

/** The other way round. */
function joinHeads({ graph }: GraphContext, x: Value, { heads, size }: HeadSize): Value {
  const turned = graph.node('Transpose', [x], { perm: [0n, 2n, 1n, 3n] })
  return graph.node('Reshape', [turned, graph.constant([-1n, BigInt(heads * size)])])
}

/**
 * `softmax(q kᵀ · scale + bias) v`, all [pieces, heads × size]; `bias` is what `[rows, heads, pieces, pieces]` can be widened from. The scale is 1/√size.
 */
export function attend(
  context: GraphContext,
  { query, key, value }: { readonly query: Value; readonly key: Value; readonly value: Value },
  head: HeadSize,
  bias: Value,
): Value {
  const { graph } = context
  if (context.fused === 'all') return attendFused(context, { query, key, value, added: null }, head, bias)
  const keys = graph.node('Transpose', [unfold(context, key, head.heads, head.size)], { perm: [0n, 2n, 3n, 1n] })
  const product = graph.node('MatMul', [splitHeads(context, query, head), keys])
  return weigh(context, product, splitHeads(context, value, head), { scale: 1 / Math.sqrt(head.size), bias, head })
}

/** The second half: `softmax(product · scale + bias) v`, with `v` already split into heads; returns [pieces, heads × size]. */
export function weigh(
  context: GraphContext,
  product: Value,
  value: Value,
  { scale, bias, head }: { readonly scale: number; readonly bias: Value; readonly head: HeadSize },
): Value {
  const { graph } = context
  const scores = graph.node('Add', [graph.node('Mul', [product, graph.constant(scale)]), bias])
  const shares = graph.node('Softmax', [scores], { axis: -1n })
  return joinHeads(context, graph.node('MatMul', [shares, value]), head)
}

function unfold({ graph, extents }: GraphContext, x: Value, heads: number, size: number): Value {
  const shape = graph.node('Concat', [extents, graph.constant([BigInt(heads), BigInt(size)])], { axis: 0n })
  return graph.node('Reshape', [x, shape])
}
