import type { Architecture, GraphContext } from './graph-context.ts'
import type { Value } from './onnx/graph-builder.ts'
import { readActivation } from './parts/activation.ts'
import { keyMask } from './parts/attention.ts'
import { classify } from './parts/classifier.ts'
import { flatten, positionsByText, positionsInRow, sumEmbeddings } from './parts/embeddings.ts'
import { encoderLayer, type LayerNames, type LayerSizes } from './parts/encoder-layer.ts'
import { headSizeOf } from './parts/head-size.ts'
import { layerNorm } from './parts/layer-norm.ts'
import { linear } from './parts/linear.ts'

export const bert: Architecture = { modelTypes: ['bert'], prefix: 'bert', build: context => build(context, readBert) }

/** BERT with positions that begin behind the padding id. XLM-RoBERTa is the same network under the same names. */
export const roberta: Architecture = {
  modelTypes: ['roberta', 'xlm-roberta'],
  prefix: 'roberta',
  build: context => build(context, readRoberta),
}

/** BERT whose embeddings may be narrower than its layers. Its token classifier has no dense layer, other than its sequence classifier. */
export const electra: Architecture = {
  modelTypes: ['electra'],
  prefix: 'electra',
  build: context => build(context, readElectra),
}

interface Form {
  readonly layers: number
  readonly sizes: LayerSizes
  readonly embedding: number
  readonly positions: Value
}

function build(context: GraphContext, readForm: (context: GraphContext) => Form): Value {
  const form = readForm(context)
  let x = embed(context, form)
  const mask = keyMask(context)
  for (let layer = 0; layer < form.layers; layer++) {
    x = encoderLayer(context, x, mask, namesOf(context.weights.encoder(`encoder.layer.${layer}`)), form.sizes)
  }
  return classify(context, x, form.sizes.hidden)
}

function readBert(context: GraphContext): Form {
  const hidden = context.config.count('hidden_size')
  return {
    ...readLayers(
      context,
      hidden,
      context.config.count('num_attention_heads'),
      context.config.count('intermediate_size'),
    ),
    embedding: hidden,
    positions: positionsInRow(context),
  }
}

function readRoberta(context: GraphContext): Form {
  return { ...readBert(context), positions: positionsByText(context, context.config.index('pad_token_id', 1)) }
}

function readElectra(context: GraphContext): Form {
  const { config } = context
  const hidden = config.count('hidden_size', 256)
  return {
    ...readLayers(context, hidden, config.count('num_attention_heads', 4), config.count('intermediate_size', 1024)),
    embedding: config.count('embedding_size', 128),
    positions: positionsInRow(context),
  }
}

function readLayers({ config }: GraphContext, hidden: number, heads: number, inner: number) {
  const head = headSizeOf(config, { name: 'num_attention_heads', value: heads }, { name: 'hidden_size', value: hidden })
  const epsilon = config.number('layer_norm_eps', 1e-12)
  const activation = readActivation(config, 'hidden_act', 'gelu')
  return { layers: config.layers('num_hidden_layers'), sizes: { hidden, inner, head, epsilon, activation } }
}

function embed(context: GraphContext, { embedding, positions, sizes }: Form): Value {
  const { weights } = context
  const x = sumEmbeddings(context, positions, embedding)
  const norm = { size: embedding, epsilon: sizes.epsilon }
  const normalized = flatten(context, layerNorm(context, x, weights.encoder('embeddings.LayerNorm'), norm), embedding)
  if (embedding === sizes.hidden) return normalized
  return linear(context, normalized, weights.encoder('embeddings_project'), { from: embedding, to: sizes.hidden })
}

function namesOf(layer: string): LayerNames {
  return {
    query: `${layer}.attention.self.query`,
    key: `${layer}.attention.self.key`,
    value: `${layer}.attention.self.value`,
    attentionOutput: `${layer}.attention.output.dense`,
    attentionNorm: `${layer}.attention.output.LayerNorm`,
    widen: `${layer}.intermediate.dense`,
    narrow: `${layer}.output.dense`,
    outputNorm: `${layer}.output.LayerNorm`,
  }
}
