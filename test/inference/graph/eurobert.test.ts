import { describe, expect } from 'vitest'
import { whenShared } from '../../shared.ts'
import {
  buildModel,
  differences,
  expectParity,
  expectRefusal,
  readExpected,
  readTinyCheckpoint,
  withKeys,
} from './tiny-checkpoint.ts'

describe('logits are those of transformers', () => {
  whenShared('config as published: one theta at the top level', () => expectParity('eurobert'))
  whenShared('config in the newer form: two key heads for four query heads', () => expectParity('eurobert-gqa'))

  whenShared('keys that have a default may be missing', async () => {
    const missing = { head_dim: null, rms_norm_eps: null, hidden_act: null, num_key_value_heads: null, mlp_bias: null }
    const { inputs, tolerance } = readExpected('eurobert')
    const found = await differences(withKeys(await readTinyCheckpoint('eurobert'), missing), inputs)
    expect(Math.max(...found.values())).toBeLessThanOrEqual(tolerance.abs)
  })

  whenShared('shared key heads are those heads written out', async () => {
    const { tensors, ...checkpoint } = withKeys(await readTinyCheckpoint('eurobert-gqa'), { num_key_value_heads: 4 })
    for (const { name, shape, values } of [...tensors.values()]) {
      if (!/[kv]_proj\.weight$/.test(name)) continue
      const head = 8 * (shape[1] ?? 0)
      const written = Float32Array.from({ length: 4 * head }, (_, index) => {
        const shared = Math.floor(index / head / 2)
        return values[shared * head + (index % head)] ?? Number.NaN
      })
      tensors.set(name, { name, shape: [32, 32], values: written })
    }
    const { inputs, tolerance } = readExpected('eurobert-gqa')
    const found = await differences({ ...checkpoint, tensors }, inputs)
    expect(Math.max(...found.values())).toBeLessThanOrEqual(tolerance.abs)
  })

  whenShared('the encoder may stand without its prefix', async () => {
    const checkpoint = await readTinyCheckpoint('eurobert-gqa')
    const bare = [...checkpoint.tensors.values()].map(tensor => ({
      ...tensor,
      name: tensor.name.replace(/^model\./, ''),
    }))
    const { inputs, tolerance } = readExpected('eurobert-gqa')
    const tensors = new Map(bare.map(tensor => [tensor.name, tensor]))
    const found = await differences({ ...checkpoint, tensors }, inputs)
    expect(Math.max(...found.values())).toBeLessThanOrEqual(tolerance.abs)
  })
})

describe('what the graph makes of each key', () => {
  const keys: readonly (readonly [string, unknown])[] = [
    ['rope_theta', 10_000],
    ['rms_norm_eps', 1e-2],
    ['hidden_act', 'gelu'],
  ]
  for (const [key, value] of keys) {
    whenShared(`${key} matters`, async () => {
      const checkpoint = withKeys(await readTinyCheckpoint('eurobert'), { [key]: value })
      const found = await differences(checkpoint, readExpected('eurobert').inputs)
      expect(Math.max(...found.values())).toBeGreaterThan(1e-3)
    })
  }
})

describe('what contradicts the formulas is refused by name', () => {
  const cases: readonly (readonly [string, Readonly<Record<string, unknown>>, RegExp])[] = [
    [
      'scaling',
      { rope_scaling: { rope_type: 'llama3' } },
      /config\.json: rope_scaling is \{"rope_type":"llama3"\}; supported is null/,
    ],
    [
      'another kind of angles',
      { rope_parameters: { rope_type: 'dynamic' } },
      /rope_parameters\.rope_type is "dynamic"/,
    ],
    [
      'a base that is no number',
      { rope_parameters: { rope_theta: 'x' } },
      /rope_parameters\.rope_theta is "x"; expected a number/,
    ],
    [
      'a negative base',
      { rope_parameters: { rope_theta: -1 } },
      /rope_parameters\.rope_theta is -1; expected a number above 0/,
    ],
    [
      'key heads that do not divide',
      { num_key_value_heads: 3 },
      /num_key_value_heads is 3, which does not divide num_attention_heads 4/,
    ],
    [
      'other key heads',
      { num_key_value_heads: 4 },
      /model\.layers\.0\.self_attn\.k_proj\.weight has the shape \[16, 32\].*\[32, 32\]/,
    ],
    ['heads of odd width', { head_dim: 7 }, /the heads are 7 wide/],
    [
      'endless heads',
      { head_dim: 100_000_000 },
      /max_position_embeddings is 256 with heads 100000000 wide; supported are up to 0/,
    ],
    [
      'biases that are not there',
      { attention_bias: true },
      /tensor model\.layers\.0\.self_attn\.q_proj\.bias is missing/,
    ],
    [
      'another vocabulary',
      { vocab_size: 461 },
      /tensor model\.embed_tokens\.weight has the shape \[460, 32\].*\[461, 32\]/,
    ],
    ['another activation', { hidden_act: 'mish' }, /hidden_act is "mish"/],
  ]
  for (const [name, keys, message] of cases) {
    whenShared(name, async () => expectRefusal(withKeys(await readTinyCheckpoint('eurobert-gqa'), keys), message))
  }

  whenShared('code of the checkpoint is not asked for', async () => {
    const checkpoint = withKeys(await readTinyCheckpoint('eurobert'), { auto_map: { AutoModel: 'evil.Model' } })
    expect((await buildModel(checkpoint)).length).toBeGreaterThan(0)
  })
})
