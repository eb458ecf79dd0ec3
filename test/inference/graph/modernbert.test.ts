import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rotaryTables } from '../../../src/inference/graph/rotary/rotary-tables.ts'
import { whenShared } from '../../shared.ts'
import {
  type Checkpoint,
  differences,
  expectParity,
  expectRefusal,
  readExpected,
  readTinyCheckpoint,
  withKeys,
} from './tiny-checkpoint.ts'

describe('logits are those of transformers', () => {
  whenShared('config in the newer form: layers listed, angles by kind', () => expectParity('modernbert'))
  whenShared('config in the older form: every second layer global', () => expectParity('modernbert-hub'))

  whenShared('the older form written in the newer is the same model', async () => {
    const newer = withKeys(await readTinyCheckpoint('modernbert-hub'), {
      global_attn_every_n_layers: null,
      global_rope_theta: null,
      local_rope_theta: null,
      layer_types: ['full_attention', 'sliding_attention', 'full_attention'],
      rope_parameters: { full_attention: { rope_theta: 80_000 }, sliding_attention: { rope_theta: 5000 } },
    })
    expect(await worstOf('modernbert-hub', newer)).toBeLessThanOrEqual(1e-4)
  })

  whenShared('a bare list of layers is preferred to every so many-th', async () => {
    const checkpoint = withKeys(await readTinyCheckpoint('modernbert'), { global_attn_every_n_layers: 1 })
    expect(await worstOf('modernbert', checkpoint)).toBeLessThanOrEqual(1e-4)
  })

  whenShared('optional biases of zero change nothing, others do', async () => {
    const checkpoint = await readTinyCheckpoint('modernbert-hub')
    const flags = { attention_bias: true, mlp_bias: true, norm_bias: true, classifier_bias: true }
    expect(await worstOf('modernbert-hub', withKeys(withBiases(checkpoint, 0), flags))).toBeLessThanOrEqual(1e-4)
    for (const flag of Object.keys(flags)) {
      expect(await worstOf('modernbert-hub', withKeys(withBiases(checkpoint, 0.5), { [flag]: true }))).toBeGreaterThan(
        1e-3,
      )
    }
  })
})

describe('what the graph makes of each key', () => {
  const keys: readonly (readonly [string, unknown])[] = [
    ['local_attention', 14],
    ['global_attn_every_n_layers', 3],
    ['global_rope_theta', 5000],
    ['local_rope_theta', 80_000],
    ['norm_eps', 1e-2],
    ['hidden_activation', 'relu'],
    ['classifier_activation', 'relu'],
  ]
  for (const [key, value] of keys) {
    whenShared(`${key} matters`, async () => {
      const checkpoint = withKeys(await readTinyCheckpoint('modernbert-hub'), { [key]: value })
      expect(await worstOf('modernbert-hub', checkpoint)).toBeGreaterThan(1e-3)
    })
  }

  whenShared('half a window counts whole pieces only', async () => {
    const checkpoint = withKeys(await readTinyCheckpoint('modernbert-hub'), { local_attention: 13 })
    expect(await worstOf('modernbert-hub', checkpoint)).toBeLessThanOrEqual(1e-4)
  })
})

describe('what contradicts the formulas is refused by name', () => {
  const plain = { rope_theta: 10_000, rope_type: 'default' }
  const cases: readonly (readonly [string, Readonly<Record<string, unknown>>, RegExp])[] = [
    ['scaling', { rope_scaling: { type: 'linear', factor: 2 } }, /config\.json: rope_scaling is \{"type":"linear"/],
    [
      'another kind of angles',
      { rope_parameters: { full_attention: { ...plain, rope_type: 'yarn' }, sliding_attention: plain } },
      /rope_parameters\.full_attention\.rope_type is "yarn"; supported is "default"/,
    ],
    [
      'angles of some numbers only',
      { rope_parameters: { full_attention: { ...plain, partial_rotary_factor: 0.5 }, sliding_attention: plain } },
      /rope_parameters\.full_attention\.partial_rotary_factor is 0\.5/,
    ],
    [
      'angles for one kind',
      { rope_parameters: { full_attention: plain } },
      /rope_parameters\.sliding_attention is missing/,
    ],
    ['angles for no kind', { rope_parameters: plain }, /rope_parameters\.full_attention is missing or not an object/],
    ['a list of angles', { rope_parameters: [] }, /rope_parameters\.full_attention is missing or not an object/],
    [
      'a base of 0',
      { rope_parameters: { full_attention: { rope_theta: 0 }, sliding_attention: plain } },
      /rope_parameters\.full_attention\.rope_theta is 0; expected a number above 0/,
    ],
    [
      'layers of another kind',
      { layer_types: ['full_attention', 'linear', 'full_attention', 'full_attention'] },
      /layer_types\.1 is "linear"/,
    ],
    [
      'fewer kinds than layers',
      { layer_types: ['full_attention'] },
      /layer_types has 1 entries, but num_hidden_layers is 4/,
    ],
    ['kinds that are no list', { layer_types: 'full_attention' }, /layer_types has 0 entries/],
    ['heads of odd width', { num_attention_heads: 4 }, /the heads are 9 wide; rotary positions need an even width/],
    [
      'heads that do not divide',
      { num_attention_heads: 5 },
      /num_attention_heads is 5, which does not divide hidden_size 36/,
    ],
    [
      'endless positions',
      { max_position_embeddings: 50_000_000 },
      /max_position_embeddings is 50000000 with heads 12 wide/,
    ],
    ['biases that are not there', { norm_bias: true }, /tensor model\.embeddings\.norm\.bias is missing/],
    ['more layers than there are', { num_hidden_layers: 100_000_000, layer_types: null }, /tensor model\.layers\.4\./],
    [
      'another inner size',
      { intermediate_size: 55 },
      /model\.layers\.0\.mlp\.Wi\.weight has the shape \[112, 36\]; by config\.json it must be \[110, 36\]/,
    ],
  ]
  for (const [name, keys, message] of cases) {
    whenShared(name, async () => expectRefusal(withKeys(await readTinyCheckpoint('modernbert'), keys), message))
  }

  whenShared('a head that is not there', async () => {
    const checkpoint = await readTinyCheckpoint('modernbert')
    checkpoint.tensors.delete('head.norm.weight')
    expectRefusal(checkpoint, /model\.safetensors: tensor head\.norm\.weight is missing/)
  })
})

describe('angles', () => {
  test('are those of the formula, to float32', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 200_000 }),
        fc.integer({ min: 1, max: 32 }),
        fc.integer({ min: 1, max: 600 }),
        (theta, half, positions) => {
          const { cosine, sine } = rotaryTables(theta, 2 * half, positions)
          expect([cosine.length, sine.length]).toEqual([positions * half, positions * half])
          for (const [index, value] of cosine.entries()) {
            const angle = Math.floor(index / half) * theta ** (-(index % half) / half)
            const allowed = 1e-6 + Math.abs(angle) * 3e-7
            expect(Math.abs(value - Math.cos(angle))).toBeLessThanOrEqual(allowed)
            expect(Math.abs((sine[index] ?? Number.NaN) - Math.sin(angle))).toBeLessThanOrEqual(allowed)
          }
        },
      ),
      { numRuns: 20 },
    )
  })
})

async function worstOf(name: string, checkpoint: Checkpoint): Promise<number> {
  return Math.max(...(await differences(checkpoint, readExpected(name).inputs)).values())
}

/** With a bias of `value` beside every weight that has none. */
function withBiases(checkpoint: Checkpoint, value: number): Checkpoint {
  const tensors = new Map(checkpoint.tensors)
  for (const { name, shape } of checkpoint.tensors.values()) {
    const bias = name.replace(/weight$/, 'bias')
    if (!tensors.has(bias)) {
      tensors.set(bias, { name: bias, shape: shape.slice(0, 1), values: new Float32Array(shape[0] ?? 0).fill(value) })
    }
  }
  return { ...checkpoint, tensors }
}
