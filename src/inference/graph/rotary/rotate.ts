import type { GraphContext } from '../graph-context.ts'
import type { Value } from '../onnx/graph-builder.ts'
import type { HeadSize } from '../parts/head-size.ts'
import { rotaryTables } from './rotary-tables.ts'

/** [pieces, 1, size / 2] each: the angles of the positions of this batch. */
export interface Angles {
  readonly cosine: Value
  readonly sine: Value
}

/** Angles of positions 0, 1, 2 … to the width of the batch, padding counted; the tables are as long as the model reads. */
export function batchAngles({ graph, width }: GraphContext, theta: number, size: number, positions: number): Angles {
  const { cosine, sine } = rotaryTables(theta, size, positions)
  const cut = (table: Float32Array) => {
    const whole = graph.constant(table, [positions, 1, size / 2])
    return graph.node('Slice', [whole, graph.constant([0n]), width, graph.constant([0n])])
  }
  return { cosine: cut(cosine), sine: cut(sine) }
}

/**
 * Turns every head by the angle of its position; takes and gives [pieces, heads × size]. The two numbers that turn together stand half
 * a head apart, not side by side.
 */
export function rotate(
  { graph, extents }: GraphContext,
  x: Value,
  { heads, size }: HeadSize,
  { cosine, sine }: Angles,
): Value {
  const shape = graph.node('Concat', [extents, graph.constant([BigInt(heads), BigInt(size)])], { axis: 0n })
  const byHead = graph.node('Reshape', [x, shape])
  const [left, right] = graph.nodes('Split', [byHead], 2, { axis: -1n, num_outputs: 2n }) as [Value, Value]
  const times = (a: Value, b: Value) => graph.node('Mul', [a, b])
  const newLeft = graph.node('Sub', [times(left, cosine), times(right, sine)])
  const newRight = graph.node('Add', [times(right, cosine), times(left, sine)])
  const turned = graph.node('Concat', [newLeft, newRight], { axis: -1n })
  return graph.node('Reshape', [turned, graph.constant([-1n, BigInt(heads * size)])])
}
