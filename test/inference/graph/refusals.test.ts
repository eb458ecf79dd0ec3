import { describe, expect, test } from 'vitest'
import { buildGraph, plainForm } from '../../../src/inference/graph/build-graph.ts'
import { readTiny } from '../fixtures.ts'
import { smallBert } from './small-bert.ts'

const config: Record<string, unknown> = JSON.parse(readTiny('config.json').toString())

/** The graph of the small checkpoint with other keys and other names of tensors; a tensor without a name is left out. */
function build(keys: Readonly<Record<string, unknown>>, rename = (name: string) => name, labels = 3) {
  const tensors = [...smallBert()].map(([name, tensor]) => [rename(name), { name: rename(name), ...tensor }] as const)
  const source = {
    path: 'm/config.json',
    values: new Map(Object.entries({ ...config, ...keys })),
    weights: { tensors: new Map(tensors.filter(([name]) => name !== '')), files: ['m/model.safetensors'] },
    labels: { path: 'm/config.json', count: labels },
  }
  return buildGraph(source, plainForm)
}

function messageOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    expect(error).toMatchObject({ name: 'BenchError', code: 'MODEL' })
    return error instanceof Error ? error.message : ''
  }
  return 'nothing was refused'
}

describe('config.json', () => {
  test.each([
    [
      'an unknown architecture',
      { model_type: 'frobnet' },
      'm/config.json: model_type is "frobnet"; supported are albert',
    ],
    ['the name of a method', { model_type: 'constructor' }, 'model_type is "constructor"'],
    ['no architecture', { model_type: null }, 'm/config.json: model_type is missing'],
    ['an unknown activation', { hidden_act: 'mish' }, 'm/config.json: hidden_act is "mish"; supported are gelu'],
    [
      'heads that do not divide',
      { num_attention_heads: 3 },
      'num_attention_heads is 3, which does not divide hidden_size 8',
    ],
    ['a size that is missing', { hidden_size: null }, 'm/config.json: hidden_size is missing; expected a whole number'],
    ['no layers', { num_hidden_layers: 0 }, 'num_hidden_layers is 0; expected a whole number from 1'],
    ['a billion layers', { num_hidden_layers: 1e9 }, 'num_hidden_layers is 1000000000; expected a whole number'],
    [
      'a billion layers that share weights',
      { model_type: 'albert', num_hidden_layers: 1e9 },
      'num_hidden_layers is 1000000000; expected a whole number from 1 to 1000',
    ],
    [
      'more layers than weights',
      { num_hidden_layers: 1000 },
      'tensor bert.encoder.layer.1.attention.self.query.weight is missing',
    ],
    ['a number that is none', { layer_norm_eps: 'small' }, 'layer_norm_eps is "small"; expected a number'],
    ['a long text for a number', { hidden_size: 'x'.repeat(5000) }, /hidden_size is "x{79}; expected/],
    [
      'another vocabulary',
      { vocab_size: 111 },
      'word_embeddings.weight has the shape [110, 8]; by config.json it must be [111, 8]',
    ],
    ['other positions', { max_position_embeddings: 512 }, 'position_embeddings.weight has the shape [40, 8]'],
  ])('%s', (_, keys, message) => expect(messageOf(() => build(keys))).toMatch(message))

  test('keys whose defaults apply may be left out', () => {
    const short = { hidden_act: null, layer_norm_eps: null, type_vocab_size: null, vocab_size: null }
    expect(build(short).model.nodes).toEqual(build({}).model.nodes)
  })
})

describe('tensors', () => {
  test('one that is missing is named with the file', () => {
    const name = 'bert.encoder.layer.0.output.LayerNorm.bias'
    expect(messageOf(() => build({}, each => (each === name ? '' : each)))).toBe(
      `m/model.safetensors: tensor ${name} is missing`,
    )
  })

  test('a classifier with other labels than id2label', () => {
    const message = messageOf(() => build({}, undefined, 5))
    expect(message).toBe('m/config.json: id2label names 5 labels, but classifier.weight has 3 rows')
  })

  test('a checkpoint of the bare encoder has no prefix', () => {
    const bare = build({}, name => name.replace('bert.', ''))
    expect(bare.used).toEqual(build({}).used.map(name => name.replace('bert.', '')))
    expect(bare.used).toHaveLength(smallBert().size)
  })
})
