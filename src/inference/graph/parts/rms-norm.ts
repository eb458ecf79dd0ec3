import type { GraphContext } from '../graph-context.ts'
import type { Value } from '../onnx/graph-builder.ts'

/** `x / √(mean(x²) + ε) · weight` over the last axis, with the tensor `<name>.weight`: neither mean nor bias. */
export function rmsNorm(
  { graph, weights, fused }: GraphContext,
  x: Value,
  name: string,
  { size, epsilon }: { readonly size: number; readonly epsilon: number },
): Value {
  const weight = weights.take(`${name}.weight`, [size])
  if (fused !== 'none') return graph.node('SimplifiedLayerNormalization', [x, weight], { axis: -1n, epsilon })
  // Squares of what half precision can hold are more than it can hold.
  const wide = graph.float === 'float32' ? x : graph.node('Cast', [x], { to: 1n })
  const single = (value: number) =>
    graph.initializer(`float32 ${value}`, 'float32', [], new Uint8Array(Float32Array.of(value).buffer))
  const squares = graph.node('Pow', [wide, single(2)])
  const mean = graph.node('ReduceMean', [squares, graph.constant([-1n])], { keepdims: 1n })
  const root = graph.node('Sqrt', [graph.node('Add', [mean, single(epsilon)])])
  const normalized = graph.node('Div', [wide, root])
  return graph.node('Mul', [graph.float === 'float32' ? normalized : graph.toFloat(normalized), weight])
}
