import type { ConfigValues } from '../config-values.ts'
import type { GraphBuilder, Value } from '../onnx/graph-builder.ts'

type Activation = (graph: GraphBuilder, x: Value) => Value

const exactGelu: Activation = (graph, x) => graph.node('Gelu', [x], { approximate: 'none' })
const tanhGelu: Activation = (graph, x) => graph.node('Gelu', [x], { approximate: 'tanh' })
const silu: Activation = (graph, x) => graph.node('Mul', [x, graph.node('Sigmoid', [x])])

const activations: ReadonlyMap<string, Activation> = new Map([
  ['gelu', exactGelu],
  ['gelu_python', exactGelu],
  ['gelu_new', tanhGelu],
  ['gelu_fast', tanhGelu],
  ['gelu_pytorch_tanh', tanhGelu],
  ['gelu_python_tanh', tanhGelu],
  ['relu', (graph, x) => graph.node('Relu', [x])],
  ['silu', silu],
  ['swish', silu],
  ['tanh', (graph, x) => graph.node('Tanh', [x])],
  [
    'quick_gelu',
    (graph, x) => graph.node('Mul', [x, graph.node('Sigmoid', [graph.node('Mul', [x, graph.constant(1.702)])])]),
  ],
])

/** The function that config.json names under `key`. Throws `MODEL` on a name that is not known. */
export function readActivation(config: ConfigValues, key: string, fallback: string): Activation {
  const name = config.text(key, fallback)
  const activation = activations.get(name)
  if (activation !== undefined) return activation
  throw config.refusal(`${key} is ${JSON.stringify(name)}; supported are ${[...activations.keys()].join(', ')}`)
}
