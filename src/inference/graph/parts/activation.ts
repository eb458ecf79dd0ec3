import type { ConfigValues } from '../config-values.ts'
import type { LowerBound } from '../graph-context.ts'
import type { GraphBuilder, Value } from '../onnx/graph-builder.ts'

export interface Activation {
  readonly apply: (graph: GraphBuilder, x: Value) => Value
  /** The lowest that comes out. */
  readonly lowest: LowerBound
}

/** Exact: −0.169971 at −0.7518; by the hyperbolic tangent: −0.170041. */
const geluLowest = -0.17005

const exactGelu: Activation = {
  apply: (graph, x) => graph.node('Gelu', [x], { approximate: 'none' }),
  lowest: geluLowest,
}
const tanhGelu: Activation = {
  apply: (graph, x) => graph.node('Gelu', [x], { approximate: 'tanh' }),
  lowest: geluLowest,
}
const silu: Activation = { apply: (graph, x) => gate(graph, x, x), lowest: -0.2785 }
const quickGelu: Activation = {
  apply: (graph, x) => gate(graph, x, graph.node('Mul', [x, graph.constant(1.702)])),
  lowest: -0.1637,
}

const activations: ReadonlyMap<string, Activation> = new Map([
  ['gelu', exactGelu],
  ['gelu_python', exactGelu],
  ['gelu_new', tanhGelu],
  ['gelu_fast', tanhGelu],
  ['gelu_pytorch_tanh', tanhGelu],
  ['gelu_python_tanh', tanhGelu],
  ['relu', { apply: (graph, x) => graph.node('Relu', [x]), lowest: 0 }],
  ['silu', silu],
  ['swish', silu],
  ['tanh', { apply: (graph, x) => graph.node('Tanh', [x]), lowest: -1 }],
  ['quick_gelu', quickGelu],
])

/** The function that config.json names under `key`. Throws `MODEL` on a name that is not known. */
export function readActivation(config: ConfigValues, key: string, fallback: string): Activation {
  const name = config.text(key, fallback)
  const activation = activations.get(name)
  if (activation !== undefined) return activation
  throw config.refusal(`${key} is ${JSON.stringify(name)}; supported are ${[...activations.keys()].join(', ')}`)
}

/** `x · sigmoid(y)` */
function gate(graph: GraphBuilder, x: Value, y: Value): Value {
  return graph.node('Mul', [x, graph.node('Sigmoid', [y])])
}
