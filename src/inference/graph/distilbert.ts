import type { Architecture, GraphContext } from './graph-context.ts'
import type { Value } from './onnx/graph-builder.ts'
import { readActivation } from './parts/activation.ts'
import { keyMask } from './parts/attention.ts'
import { classify } from './parts/classifier.ts'
import { flatten, positionsInRow, wordEmbeddings } from './parts/embeddings.ts'
import { encoderLayer, type LayerNames } from './parts/encoder-layer.ts'
import { headSizeOf } from './parts/head-size.ts'
import { layerNorm } from './parts/layer-norm.ts'

/** No key of config.json changes it. */
const epsilon = 1e-12

/** BERT's layers under other names, without token types. */
export const distilbert: Architecture = {
  modelTypes: ['distilbert'],
  prefix: 'distilbert',
  build(context) {
    const { config, weights } = context
    const hidden = config.count(['dim', 'hidden_size'], 768)
    const heads = { name: 'n_heads', value: config.count(['n_heads', 'num_attention_heads'], 12) }
    const sizes = {
      hidden,
      inner: config.count('hidden_dim', 3072),
      head: headSizeOf(config, heads, { name: 'dim', value: hidden }),
      epsilon,
      activation: readActivation(config, 'activation', 'gelu'),
    }
    let x = embed(context, hidden)
    const mask = keyMask(context)
    const layers = config.layers(['n_layers', 'num_hidden_layers'], 6)
    for (let layer = 0; layer < layers; layer++) {
      x = encoderLayer(context, x, mask, namesOf(weights.encoder(`transformer.layer.${layer}`)), sizes)
    }
    return classify(context, x, hidden)
  },
}

/** Positions that are sinusoidal lie in the table as well. */
function embed(context: GraphContext, hidden: number): Value {
  const { graph, config, weights } = context
  const rows = config.count('max_position_embeddings', 512)
  const table = weights.take(weights.encoder('embeddings.position_embeddings.weight'), [rows, hidden])
  const words = wordEmbeddings(context, 'embeddings.word_embeddings.weight', hidden)
  const sum = graph.node('Add', [words, graph.node('Gather', [table, positionsInRow(context)])])
  const norm = layerNorm(context, sum, weights.encoder('embeddings.LayerNorm'), { size: hidden, epsilon })
  return flatten(context, norm, hidden)
}

function namesOf(layer: string): LayerNames {
  return {
    query: `${layer}.attention.q_lin`,
    key: `${layer}.attention.k_lin`,
    value: `${layer}.attention.v_lin`,
    attentionOutput: `${layer}.attention.out_lin`,
    attentionNorm: `${layer}.sa_layer_norm`,
    widen: `${layer}.ffn.lin1`,
    narrow: `${layer}.ffn.lin2`,
    outputNorm: `${layer}.output_layer_norm`,
  }
}
