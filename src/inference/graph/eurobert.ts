import type { ConfigValues } from './config-values.ts'
import type { Architecture, GraphContext } from './graph-context.ts'
import type { Value } from './onnx/graph-builder.ts'
import { readActivation } from './parts/activation.ts'
import { attend, keyMask } from './parts/attention.ts'
import { classify } from './parts/classifier.ts'
import { flatten, wordEmbeddings } from './parts/embeddings.ts'
import { type HeadSize, headSizeOf } from './parts/head-size.ts'
import { type LinearSize, linear } from './parts/linear.ts'
import { rmsNorm } from './parts/rms-norm.ts'
import { readPositions, readTheta } from './rotary/rotary-settings.ts'
import { type Angles, batchAngles, rotate } from './rotary/rotate.ts'

/** A Llama that looks both ways: root-mean-square norms before each half of a layer, rotary positions, query heads that share keys. */
export const eurobert: Architecture = {
  modelTypes: ['eurobert'],
  prefix: 'model',
  build(context) {
    const { graph, config, weights } = context
    const settings = readSettings(config)
    const { hidden, head } = settings
    const norm = (x: Value, name: string) => rmsNorm(context, x, name, { size: hidden, epsilon: settings.epsilon })
    let x = flatten(context, wordEmbeddings(context, 'embed_tokens.weight', hidden), hidden)
    const view = { mask: keyMask(context), angles: batchAngles(context, settings.theta, head.size, settings.positions) }
    for (let index = 0; index < settings.layers; index++) {
      const named = (name: string) => weights.encoder(`layers.${index}.${name}`)
      x = graph.node('Add', [x, attention(context, norm(x, named('input_layernorm')), named, view, settings)])
      x = graph.node('Add', [x, gatedLinear(context, norm(x, named('post_attention_layernorm')), named, settings)])
    }
    return classify(context, norm(x, weights.encoder('norm')), hidden)
  },
}

interface Settings {
  readonly hidden: number
  readonly inner: number
  readonly layers: number
  /** Of the queries. */
  readonly head: HeadSize
  /** Each serves as many query heads as go into it. */
  readonly keyHeads: number
  readonly theta: number
  /** Rows of the tables of angles. */
  readonly positions: number
  readonly epsilon: number
  readonly attentionBias: boolean
  readonly innerBias: boolean
  readonly activation: ReturnType<typeof readActivation>
}

function readSettings(config: ConfigValues): Settings {
  const hidden = config.count('hidden_size')
  const head = readHead(config, hidden)
  const keyHeads = config.count('num_key_value_heads', head.heads)
  if (head.heads % keyHeads !== 0) {
    throw config.refusal(`num_key_value_heads is ${keyHeads}, which does not divide num_attention_heads ${head.heads}`)
  }
  return {
    hidden,
    inner: config.count('intermediate_size'),
    layers: config.count('num_hidden_layers'),
    head,
    keyHeads,
    theta: readTheta(config, 'rope_parameters', { older: 'rope_theta', fallback: 10_000 }),
    positions: readPositions(config, head.size),
    epsilon: config.number('rms_norm_eps', 1e-5),
    attentionBias: config.flag('attention_bias', false),
    innerBias: config.flag('mlp_bias', false),
    activation: readActivation(config, 'hidden_act', 'silu'),
  }
}

/** Heads need not be as wide together as the hidden state where the file says how wide one is. */
function readHead(config: ConfigValues, hidden: number): HeadSize {
  const heads = config.count('num_attention_heads')
  if (config.raw('head_dim') !== undefined) return { heads, size: config.count('head_dim') }
  return headSizeOf(config, { name: 'num_attention_heads', value: heads }, { name: 'hidden_size', value: hidden })
}

function attention(
  context: GraphContext,
  x: Value,
  named: (name: string) => string,
  { mask, angles }: { readonly mask: Value; readonly angles: Angles },
  { hidden, head, keyHeads, attentionBias: bias }: Settings,
): Value {
  const keyHead = { heads: keyHeads, size: head.size }
  const project = (name: string, { heads, size }: HeadSize) =>
    linear(context, x, named(`self_attn.${name}`), { from: hidden, to: heads * size, bias })
  const query = rotate(context, project('q_proj', head), head, angles)
  const key = repeatHeads(context, rotate(context, project('k_proj', keyHead), keyHead, angles), keyHead, head)
  const value = repeatHeads(context, project('v_proj', keyHead), keyHead, head)
  const seen = attend(context, { query, key, value }, head, mask)
  return linear(context, seen, named('self_attn.o_proj'), { from: head.heads * head.size, to: hidden, bias })
}

/** [pieces, heads × size] of fewer heads: each as often as needed, one behind the other. */
function repeatHeads({ graph }: GraphContext, x: Value, few: HeadSize, many: HeadSize): Value {
  if (few.heads === many.heads) return x
  const times = many.heads / few.heads
  const byHead = graph.node('Reshape', [x, graph.constant([-1n, BigInt(few.heads), 1n, BigInt(few.size)])])
  const repeated = graph.node('Expand', [byHead, graph.constant([1n, 1n, BigInt(times), 1n])])
  return graph.node('Reshape', [repeated, graph.constant([-1n, BigInt(many.heads * many.size)])])
}

function gatedLinear(
  context: GraphContext,
  x: Value,
  named: (name: string) => string,
  { hidden, inner, innerBias: bias, activation }: Settings,
): Value {
  const { graph } = context
  const project = (from: Value, name: string, size: LinearSize) => linear(context, from, named(`mlp.${name}`), size)
  const gate = activation.apply(graph, project(x, 'gate_proj', { from: hidden, to: inner, bias }))
  const gated = graph.node('Mul', [gate, project(x, 'up_proj', { from: hidden, to: inner, bias })])
  return project(gated, 'down_proj', { from: inner, to: hidden, bias })
}
