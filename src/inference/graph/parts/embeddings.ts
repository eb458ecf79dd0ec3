import type { GraphContext } from '../graph-context.ts'
import type { Value } from '../onnx/graph-builder.ts'
import { toHalf } from '../precision/half.ts'

/** [rows, pieces, width]: the rows of `embeddings.word_embeddings.weight`, as many as config.json's vocab_size where it has one. */
export function wordEmbeddings(context: GraphContext, name: string, width: number): Value {
  const { graph, config, weights, inputIds } = context
  const rows = config.raw('vocab_size') === undefined ? null : config.count('vocab_size')
  const shape = [rows, width]
  const table = weights.encoder(name)
  if (context.embeddings === 'float') return graph.node('Gather', [weights.take(table, shape), inputIds])
  return graph.toFloat(graph.node('Gather', [halfTable(context, table, shape), inputIds]))
}

function halfTable({ weights }: GraphContext, table: string, shape: readonly (number | null)[]): Value {
  const [half] = weights.derive(
    table,
    shape,
    ([rows = 0, width = 0]) => [
      { name: `${table}.float16`, type: 'float16', shape: [rows, width], bytes: 2 * rows * width },
    ],
    (values, _shape, file) => [toHalf(file, table, values)],
  )
  return half as Value
}

/** [pieces]: 0, 1, 2 … to the width of the batch, padding counted. */
export function positionsInRow({ graph, width }: GraphContext): Value {
  return graph.node('Range', [graph.constant(0n), graph.node('Squeeze', [width]), graph.constant(1n)])
}

/**
 * [rows, pieces]: text counts up from `padId` + 1, and a padding id stands at `padId` itself. RoBERTa's rule looks at the ids, not at the mask:
 * a padding id that is attended takes no position either.
 */
export function positionsByText({ graph, inputIds }: GraphContext, padId: number): Value {
  const pad = graph.constant(BigInt(padId))
  const text = graph.node('Cast', [graph.node('Not', [graph.node('Equal', [inputIds, pad])])], { to: 7n })
  const counted = graph.node('CumSum', [text, graph.constant(1n)])
  return graph.node('Add', [graph.node('Mul', [counted, text]), pad])
}

/** [rows × pieces, width] of [rows, pieces, width]. */
export function flatten({ graph }: GraphContext, x: Value, width: number): Value {
  return graph.node('Reshape', [x, graph.constant([-1n, BigInt(width)])])
}

/**
 * [rows, pieces, width]: word, position and token type, added up, as BERT does it. The first row of the types is added also where a
 * model has no other.
 */
export function sumEmbeddings(context: GraphContext, positions: Value, width: number): Value {
  const { graph, config, weights } = context
  const rows = config.count('max_position_embeddings')
  const types = config.count('type_vocab_size', 2)
  const table = (name: string, extent: number) =>
    weights.take(weights.encoder(`embeddings.${name}.weight`), [extent, width])
  const position = graph.node('Gather', [table('position_embeddings', rows), positions])
  const typed = table('token_type_embeddings', types)
  const type =
    types === 1
      ? graph.node('Gather', [typed, graph.constant(0n)])
      : graph.node('Gather', [typed, context.tokenTypeIds()])
  const words = wordEmbeddings(context, 'embeddings.word_embeddings.weight', width)
  return graph.node('Add', [graph.node('Add', [words, type]), position])
}
