import type { ConfigValues } from '../config-values.ts'
import { readActivation } from '../parts/activation.ts'
import type { LayerSizes } from '../parts/encoder-layer.ts'
import type { HeadSize } from '../parts/head-size.ts'
import { headSizeOf } from '../parts/head-size.ts'
import type { PositionSpan } from './position-buckets.ts'

/** What config.json says of a DeBERTa-v2 or v3. */
export interface DebertaSettings extends LayerSizes {
  readonly layers: number
  /** Width of the embedding tables; projected to the hidden size where it differs. */
  readonly embedded: number
  /** Rows of the table of absolute positions; null where the input has none. */
  readonly positions: number | null
  /** Rows of the table of token types; 0 where there is none. */
  readonly types: number
  readonly relative: RelativeSettings
  /** After the first layer; null where there is none. */
  readonly convolution: ConvolutionSettings | null
}

export interface RelativeSettings {
  /** null where attention goes by content alone. */
  readonly span: PositionSpan | null
  readonly contentToPosition: boolean
  readonly positionToContent: boolean
  /** Positions go through the projections of the content. */
  readonly shared: boolean
  readonly normalised: boolean
}

export interface ConvolutionSettings {
  /** Odd. */
  readonly width: number
  readonly groups: number
  readonly activation: ReturnType<typeof readActivation>
}

/** Longest distance that is told apart: the index over distances is a constant of the graph. Published models have 512. */
const mostPositions = 131_072

/** Throws `MODEL`, naming config.json and the key. */
export function readDebertaSettings(config: ConfigValues): DebertaSettings {
  const hidden = config.count('hidden_size')
  const positions = config.count('max_position_embeddings')
  return {
    hidden,
    inner: config.count('intermediate_size'),
    layers: config.count('num_hidden_layers'),
    head: readHead(config, hidden),
    epsilon: config.number('layer_norm_eps', 1e-7),
    activation: readActivation(config, 'hidden_act', 'gelu'),
    embedded: config.count('embedding_size', hidden),
    positions: config.flag('position_biased_input', true) ? positions : null,
    types: config.index('type_vocab_size', 0),
    relative: readRelative(config, positions),
    convolution: readConvolution(config, hidden),
  }
}

function readHead(config: ConfigValues, hidden: number): HeadSize {
  const heads = config.count('num_attention_heads')
  const head = headSizeOf(config, { name: 'num_attention_heads', value: heads }, { name: 'hidden_size', value: hidden })
  const size = config.count('attention_head_size', head.size)
  if (size === head.size) return head
  throw config.refusal(`attention_head_size is ${size}; ${heads} heads of hidden_size ${hidden} are ${head.size} wide`)
}

function readRelative(config: ConfigValues, positions: number): RelativeSettings {
  const kinds = readTerms(config, 'pos_att_type', ['c2p', 'p2c'])
  const used = config.flag('relative_attention', false) && kinds.length > 0
  return {
    span: used ? readSpan(config, positions) : null,
    contentToPosition: kinds.includes('c2p'),
    positionToContent: kinds.includes('p2c'),
    shared: config.flag('share_att_key', false),
    normalised: readTerms(config, 'norm_rel_ebd', ['none', 'layer_norm']).includes('layer_norm'),
  }
}

/** A list, or a string with bars between the terms. */
function readTerms(config: ConfigValues, key: string, known: readonly string[]): string[] {
  const given = config.raw(key) ?? []
  const terms: readonly unknown[] = Array.isArray(given) ? given : String(given).split('|')
  const names = terms.map(term => String(term).trim().toLowerCase()).filter(name => name !== '')
  const foreign = names.find(name => !known.includes(name))
  if (foreign === undefined) return names
  throw config.refusal(`${key} has ${JSON.stringify(foreign.slice(0, 40))}; supported are ${known.join(' and ')}`)
}

function readSpan(config: ConfigValues, positions: number): PositionSpan {
  const stated = config.number('max_relative_positions', -1)
  const limit = stated < 1 ? positions : config.count('max_relative_positions')
  const buckets = config.number('position_buckets', -1)
  if (limit > mostPositions) {
    const key = stated < 1 ? 'max_position_embeddings' : 'max_relative_positions'
    throw config.refusal(`${key} is ${limit}; supported are up to ${mostPositions} relative positions`)
  }
  if (buckets <= 0) return { buckets: 0, limit }
  if (config.count('position_buckets') % 2 === 1 || buckets / 2 >= limit - 1) {
    throw config.refusal(`position_buckets is ${buckets}; expected an even number below ${2 * (limit - 1)}`)
  }
  return { buckets, limit }
}

function readConvolution(config: ConfigValues, hidden: number): ConvolutionSettings | null {
  const width = config.index('conv_kernel_size', 0)
  if (width === 0) return null
  const groups = config.count('conv_groups', 1)
  if (width % 2 === 0) throw config.refusal(`conv_kernel_size is ${width}; expected an odd number`)
  if (hidden % groups !== 0)
    throw config.refusal(`conv_groups is ${groups}, which does not divide hidden_size ${hidden}`)
  return { width, groups, activation: readActivation(config, 'conv_act', 'tanh') }
}
