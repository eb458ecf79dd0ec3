import type { GraphContext } from '../graph-context.ts'
import type { Value } from '../onnx/graph-builder.ts'
import type { HeadSize } from '../parts/head-size.ts'
import { layerNorm } from '../parts/layer-norm.ts'
import { linear } from '../parts/linear.ts'
import { type PositionSpan, reachOf, rowsByDistance } from './position-buckets.ts'
import type { DebertaSettings } from './settings.ts'

/** What all layers share: the table of relative positions, and which of its rows stand for which distance in this batch. */
export interface RelativePositions {
  /** [2 · reach, hidden] */
  readonly table: Value
  readonly tableRows: number
  /** int64 [2 · pieces]: the rows for the distances pieces − 1, pieces − 2 … −pieces between query and key. */
  readonly descending: Value
  /** The same for the distances 1 − pieces, 2 − pieces … pieces. */
  readonly ascending: Value
}

/**
 * Buckets are looked up in a table of the graph rather than computed in it: there the logarithm might be taken in half precision, and
 * distances would fall into the wrong bucket.
 */
export function relativePositions(
  context: GraphContext,
  span: PositionSpan,
  { hidden, epsilon, relative }: DebertaSettings,
): RelativePositions {
  const { graph, weights, width } = context
  const tableRows = 2 * reachOf(span)
  const stored = weights.take(weights.encoder('encoder.rel_embeddings.weight'), [tableRows, hidden])
  const norm = { size: hidden, epsilon }
  const table = relative.normalised ? layerNorm(context, stored, weights.encoder('encoder.LayerNorm'), norm) : stored

  const last = graph.node('Sub', [width, graph.constant(1n)])
  const first = graph.node('Neg', [last])
  const end = graph.node('Add', [width, graph.constant(1n)])
  const distances = graph.node('Range', [...[first, end].map(each => scalar(context, each)), graph.constant(1n)])
  const limit = graph.constant(BigInt(span.limit))
  const limited = graph.node('Clip', [distances, graph.constant(BigInt(-span.limit)), limit])
  const byDistance = graph.constant(rowsByDistance(span))
  return {
    table,
    tableRows,
    ascending: graph.node('Gather', [byDistance, graph.node('Add', [limited, limit])]),
    descending: graph.node('Gather', [byDistance, graph.node('Sub', [limit, limited])]),
  }
}

/**
 * [rows, heads, pieces, pieces] of `content`, [rows, heads, pieces, size]: each piece times the projection of its distance to each
 * other piece. Distances are those of `order`: descending where the piece is the query, ascending where it is the key.
 */
export function contentByPosition(
  context: GraphContext,
  content: Value,
  positions: RelativePositions,
  { order, projection, head }: { order: 'ascending' | 'descending'; projection: string; head: HeadSize },
): Value {
  const { graph } = context
  const hidden = head.heads * head.size
  const projected = linear(context, positions.table, projection, { from: hidden, to: hidden })
  const shape = graph.constant([positions.tableRows, head.heads, head.size].map(BigInt))
  const byHead = graph.node('Transpose', [graph.node('Reshape', [projected, shape])], { perm: [1n, 0n, 2n] })
  const byDistance = graph.node('Gather', [byHead, positions[order]], { axis: 1n })
  const product = graph.node('MatMul', [content, graph.node('Transpose', [byDistance], { perm: [0n, 2n, 1n] })])
  return skew(context, product)
}

/**
 * [.., pieces, pieces] of [.., pieces, 2 · pieces]: row i from column pieces − 1 − i on. Cutting pieces − 1 numbers off the start and
 * reading on in rows one shorter moves each row by one more than the row above: no index per element is needed. Against `GatherElements`
 * over the whole table this saves a tenth of a base-size model's time at 32 pieces, and costs nothing at 512.
 */
function skew({ graph, width }: GraphContext, x: Value): Value {
  const one = graph.constant([1n])
  const flat = graph.node('Reshape', [x, graph.constant([0n, 0n, -1n])])
  const start = graph.node('Sub', [width, one])
  const cut = graph.node('Slice', [flat, start, graph.constant([-1n]), graph.constant([2n])])
  const shape = graph.node('Concat', [graph.constant([0n, 0n]), width, graph.constant([-1n])], { axis: 0n })
  const shorter = graph.node('Reshape', [cut, shape])
  return graph.node('Slice', [shorter, graph.constant([0n]), width, graph.constant([3n])])
}

function scalar({ graph }: GraphContext, vector: Value): Value {
  return graph.node('Squeeze', [vector])
}
