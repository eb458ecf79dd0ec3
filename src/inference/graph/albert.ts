import type { Architecture } from './graph-context.ts'
import { readActivation } from './parts/activation.ts'
import { keyMask } from './parts/attention.ts'
import { classify } from './parts/classifier.ts'
import { flatten, positionsInRow, sumEmbeddings } from './parts/embeddings.ts'
import { encoderLayer, type LayerNames } from './parts/encoder-layer.ts'
import { headSizeOf } from './parts/head-size.ts'
import { layerNorm } from './parts/layer-norm.ts'
import { linear } from './parts/linear.ts'

/** BERT whose layers share their weights in groups, and whose embeddings are always projected. */
export const albert: Architecture = {
  modelTypes: ['albert'],
  prefix: 'albert',
  build(context) {
    const { config, weights } = context
    const hidden = config.count('hidden_size')
    const embedding = config.count('embedding_size', 128)
    const layers = config.layers('num_hidden_layers')
    const groups = config.count('num_hidden_groups', 1)
    const inner = config.count('inner_group_num', 1)
    const epsilon = config.number('layer_norm_eps', 1e-12)
    const heads = { name: 'num_attention_heads', value: config.count('num_attention_heads') }
    const sizes = {
      hidden,
      inner: config.count('intermediate_size'),
      head: headSizeOf(config, heads, { name: 'hidden_size', value: hidden }),
      epsilon,
      activation: readActivation(config, 'hidden_act', 'gelu_new'),
    }
    const sum = sumEmbeddings(context, positionsInRow(context), embedding)
    const norm = layerNorm(context, sum, weights.encoder('embeddings.LayerNorm'), { size: embedding, epsilon })
    const mapping = weights.encoder('encoder.embedding_hidden_mapping_in')
    let x = linear(context, flatten(context, norm, embedding), mapping, { from: embedding, to: hidden })
    const mask = keyMask(context)
    for (let layer = 0; layer < layers; layer++) {
      const group = Math.floor((layer * groups) / layers)
      for (let part = 0; part < inner; part++) {
        const name = weights.encoder(`encoder.albert_layer_groups.${group}.albert_layers.${part}`)
        x = encoderLayer(context, x, mask, namesOf(name), sizes)
      }
    }
    return classify(context, x, hidden)
  },
}

function namesOf(layer: string): LayerNames {
  return {
    query: `${layer}.attention.query`,
    key: `${layer}.attention.key`,
    value: `${layer}.attention.value`,
    attentionOutput: `${layer}.attention.dense`,
    attentionNorm: `${layer}.attention.LayerNorm`,
    widen: `${layer}.ffn`,
    narrow: `${layer}.ffn_output`,
    outputNorm: `${layer}.full_layer_layer_norm`,
  }
}
