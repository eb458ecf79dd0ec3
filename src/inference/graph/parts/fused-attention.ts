import type { GraphContext } from '../graph-context.ts'
import type { Value } from '../onnx/graph-builder.ts'
import type { HeadSize } from './head-size.ts'

/** All [pieces, heads × size]; `added`, where it is not null, is [3 × heads × size]: what is still to be added to query, key and value. */
interface FusedInputs {
  readonly query: Value
  readonly key: Value
  readonly value: Value
  readonly added: Value | null
}

/** `attend` by one operator; its bias of the scores must be as wide as they are. The scale is 1/√size. */
export function attendFused(
  { graph, extents, width }: GraphContext,
  { query, key, value, added }: FusedInputs,
  { heads, size }: HeadSize,
  bias: Value,
): Value {
  const shape = graph.node('Concat', [extents, graph.constant([BigInt(heads * size)])], { axis: 0n })
  const rows = [query, key, value].map(x => graph.node('Reshape', [x, shape]))
  const every = graph.node('Concat', [graph.constant([1n, 1n]), width, graph.constant([1n])], { axis: 0n })
  const inputs = [...rows, added ?? graph.absent, graph.absent, graph.node('Expand', [bias, every])]
  const seen = graph.node('MultiHeadAttention', inputs, { num_heads: BigInt(heads) }, 'com.microsoft')
  return graph.node('Reshape', [seen, graph.constant([-1n, BigInt(heads * size)])])
}
