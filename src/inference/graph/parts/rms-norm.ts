import type { GraphContext } from '../graph-context.ts'
import type { Value } from '../onnx/graph-builder.ts'

/** `x / √(mean(x²) + ε) · weight` over the last axis, with the tensor `<name>.weight`: neither mean nor bias. */
export function rmsNorm(
  { graph, weights }: GraphContext,
  x: Value,
  name: string,
  { size, epsilon }: { readonly size: number; readonly epsilon: number },
): Value {
  const squares = graph.node('Pow', [x, graph.constant(2)])
  const mean = graph.node('ReduceMean', [squares, graph.constant([-1n])], { keepdims: 1n })
  const root = graph.node('Sqrt', [graph.node('Add', [mean, graph.constant(epsilon)])])
  return graph.node('Mul', [graph.node('Div', [x, root]), weights.take(`${name}.weight`, [size])])
}
