import type { ConfigValues } from './config-values.ts'
import type { Architecture, GraphContext } from './graph-context.ts'
import type { Value } from './onnx/graph-builder.ts'
import { readActivation } from './parts/activation.ts'
import { attend, keyMask, unseen } from './parts/attention.ts'
import { classify } from './parts/classifier.ts'
import { flatten, positionsInRow, wordEmbeddings } from './parts/embeddings.ts'
import { type HeadSize, headSizeOf } from './parts/head-size.ts'
import { layerNorm } from './parts/layer-norm.ts'
import { linear } from './parts/linear.ts'
import { readPositions, readTheta } from './rotary/rotary-settings.ts'
import { type Angles, batchAngles, rotate } from './rotary/rotate.ts'

/** Normalised before each half of a layer; rotary positions; some layers look at the neighbourhood only. */
export const modernbert: Architecture = {
  modelTypes: ['modernbert'],
  prefix: 'model',
  build(context) {
    const { graph, weights } = context
    const settings = readSettings(context.config)
    const { hidden, norm } = settings
    const words = flatten(context, wordEmbeddings(context, 'embeddings.tok_embeddings.weight', hidden), hidden)
    const viewOf = createViews(context, settings)
    let x = layerNorm(context, words, weights.encoder('embeddings.norm'), norm)
    for (let index = 0; index < settings.layers; index++) {
      const named = (name: string) => weights.encoder(`layers.${index}.${name}`)
      const normalized = index === 0 ? x : layerNorm(context, x, named('attn_norm'), norm)
      x = graph.node('Add', [x, attention(context, normalized, named, viewOf(settings.kindOf(index)), settings)])
      x = graph.node('Add', [x, gatedLinear(context, layerNorm(context, x, named('mlp_norm'), norm), named, settings)])
    }
    x = layerNorm(context, x, weights.encoder('final_norm'), norm)
    const dense = linear(context, x, 'head.dense', { from: hidden, to: hidden, bias: settings.classifierBias })
    x = layerNorm(context, settings.classifierActivation.apply(graph, dense), 'head.norm', norm)
    return classify(context, x, hidden)
  },
}

type LayerKind = 'full_attention' | 'sliding_attention'

interface Settings {
  readonly hidden: number
  readonly inner: number
  readonly head: HeadSize
  readonly layers: number
  readonly kindOf: (layer: number) => LayerKind
  readonly thetaOf: (kind: LayerKind) => number
  /** Rows of the tables of angles. */
  readonly positions: number
  /** How far a piece sees to each side in a layer of sliding attention. */
  readonly reach: number
  readonly norm: { readonly size: number; readonly epsilon: number; readonly bias: boolean }
  readonly attentionBias: boolean
  readonly innerBias: boolean
  readonly classifierBias: boolean
  readonly activation: ReturnType<typeof readActivation>
  readonly classifierActivation: ReturnType<typeof readActivation>
}

function readSettings(config: ConfigValues): Settings {
  const hidden = config.count('hidden_size')
  const heads = config.count('num_attention_heads')
  const head = headSizeOf(config, { name: 'num_attention_heads', value: heads }, { name: 'hidden_size', value: hidden })
  const layers = config.count('num_hidden_layers')
  return {
    hidden,
    inner: config.count('intermediate_size'),
    head,
    layers,
    kindOf: readLayerKinds(config, layers),
    thetaOf: kind => readKindTheta(config, kind),
    positions: readPositions(config, head.size),
    reach: Math.floor(config.count('local_attention', 128) / 2),
    norm: { size: hidden, epsilon: config.number('norm_eps', 1e-5), bias: config.flag('norm_bias', false) },
    attentionBias: config.flag('attention_bias', false),
    innerBias: config.flag('mlp_bias', false),
    classifierBias: config.flag('classifier_bias', false),
    activation: readActivation(config, 'hidden_activation', 'gelu'),
    classifierActivation: readActivation(config, 'classifier_activation', 'gelu'),
  }
}

/** Newer files list the layers; in older ones every so many-th is global, the first among them. */
function readLayerKinds(config: ConfigValues, layers: number): Settings['kindOf'] {
  const listed = config.raw('layer_types')
  if (listed === undefined) {
    const every = config.count('global_attn_every_n_layers', 3)
    return layer => (layer % every === 0 ? 'full_attention' : 'sliding_attention')
  }
  const kinds: readonly unknown[] = Array.isArray(listed) ? listed : []
  if (kinds.length !== layers) {
    throw config.refusal(`layer_types has ${kinds.length} entries, but num_hidden_layers is ${layers}`)
  }
  return layer => {
    const kind = kinds[layer]
    if (kind === 'full_attention' || kind === 'sliding_attention') return kind
    throw config.refusal(
      `layer_types.${layer} is ${JSON.stringify(kind).slice(0, 80)}; expected full_attention or sliding_attention`,
    )
  }
}

function readKindTheta(config: ConfigValues, kind: LayerKind): number {
  const [older, fallback] =
    kind === 'full_attention' ? (['global_rope_theta', 160_000] as const) : (['local_rope_theta', 10_000] as const)
  return readTheta(config, `rope_parameters.${kind}`, { older, fallback })
}

/** What layers of a kind share. */
interface View {
  readonly angles: Angles
  /** What to add to the scores. */
  readonly bias: Value
}

function createViews(context: GraphContext, { head, thetaOf, positions, reach }: Settings): (kind: LayerKind) => View {
  const mask = keyMask(context)
  const views = new Map<LayerKind, View>()
  return kind => {
    const view = views.get(kind) ?? {
      angles: batchAngles(context, thetaOf(kind), head.size, positions),
      bias: kind === 'full_attention' ? mask : hideFar(context, mask, reach),
    }
    views.set(kind, view)
    return view
  }
}

/** [rows, 1, pieces, pieces]: hides also what lies more than `reach` pieces away, to either side. */
function hideFar(context: GraphContext, mask: Value, reach: number): Value {
  const { graph } = context
  const place = positionsInRow(context)
  const across = graph.node('Unsqueeze', [place, graph.constant([1n])])
  const distance = graph.node('Abs', [graph.node('Sub', [across, place])])
  const far = graph.node('Greater', [distance, graph.constant(BigInt(reach))])
  return graph.node('Add', [mask, graph.node('Where', [far, graph.constant(unseen(graph)), graph.constant(0)])])
}

function attention(
  context: GraphContext,
  x: Value,
  named: (name: string) => string,
  { angles, bias }: View,
  { hidden, head, attentionBias }: Settings,
): Value {
  const { graph } = context
  const wide = linear(context, x, named('attn.Wqkv'), { from: hidden, to: 3 * hidden, bias: attentionBias })
  const sizes = graph.constant([BigInt(2 * hidden), BigInt(hidden)])
  const [turning, value] = graph.nodes('Split', [wide, sizes], 2, { axis: -1n }) as [Value, Value]
  const turned = rotate(context, turning, { heads: 2 * head.heads, size: head.size }, angles)
  const [query, key] = graph.nodes('Split', [turned], 2, { axis: -1n, num_outputs: 2n }) as [Value, Value]
  const seen = attend(context, { query, key, value }, head, bias)
  return linear(context, seen, named('attn.Wo'), { from: hidden, to: hidden, bias: attentionBias })
}

/** The first half goes through the activation, the second is its gate. */
function gatedLinear(context: GraphContext, x: Value, named: (name: string) => string, settings: Settings): Value {
  const { graph } = context
  const { hidden, inner, innerBias: bias, activation } = settings
  const wide = linear(context, x, named('mlp.Wi'), { from: hidden, to: 2 * inner, bias })
  const [active, gate] = graph.nodes('Split', [wide], 2, { axis: -1n, num_outputs: 2n }) as [Value, Value]
  const gated = graph.node('Mul', [activation.apply(graph, active), gate])
  return linear(context, gated, named('mlp.Wo'), { from: inner, to: hidden, bias })
}
