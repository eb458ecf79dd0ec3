import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { bucketOf, reachOf, rowsByDistance } from '../../../src/inference/graph/deberta/position-buckets.ts'
import { sharedPath, whenShared } from '../../shared.ts'
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
  whenShared('v3: shared projections, normalised positions, both directions', () => expectParity('deberta-v2'))
  whenShared('content to position only, no buckets, own projection', () => expectParity('deberta-v2-c2p'))
  whenShared('v2 xlarge: convolution after the first layer', () => expectParity('deberta-v2-xl'))

  whenShared('whatever way the kinds of attention and the norm are written', async () => {
    const keys = { pos_att_type: ['P2C', ' c2p'], norm_rel_ebd: 'none|Layer_Norm' }
    const { inputs, tolerance } = readExpected('deberta-v2')
    const found = await differences(withKeys(await readTinyCheckpoint('deberta-v2'), keys), inputs)
    expect(Math.max(...found.values())).toBeLessThanOrEqual(tolerance.abs)
  })

  whenShared('projections of its own that equal the shared ones change nothing; others do', async () => {
    const checkpoint = withKeys(await readTinyCheckpoint('deberta-v2'), { share_att_key: false })
    const { inputs, tolerance } = readExpected('deberta-v2')
    for (const { name, shape, values } of [...checkpoint.tensors.values()]) {
      const own = name.replace('.key_proj.', '.pos_key_proj.').replace('.query_proj.', '.pos_query_proj.')
      if (own !== name) checkpoint.tensors.set(own, { name: own, shape, values: values.slice() })
    }
    const same = await differences(checkpoint, inputs)
    expect(Math.max(...same.values())).toBeLessThanOrEqual(tolerance.abs)
    for (const kind of ['pos_key_proj', 'pos_query_proj']) {
      const name = `deberta.encoder.layer.0.attention.self.${kind}.weight`
      const doubled = new Map(checkpoint.tensors)
      const values = checkpoint.tensors.get(name)?.values.map(value => 2 * value) ?? new Float32Array()
      doubled.set(name, { name, shape: [36, 36], values })
      const other = await differences({ ...checkpoint, tensors: doubled }, inputs)
      expect(Math.max(...other.values())).toBeGreaterThan(1e-3)
    }
  })

  whenShared('a batch of one piece runs', async () => {
    const one = [{ name: 'one piece', input_ids: [[1]], attention_mask: [[1]], logits: [[null]] }]
    expect(await differences(await readTinyCheckpoint('deberta-v2'), one)).toHaveLength(1)
  })
})

describe('buckets', () => {
  whenShared('are those of transformers', () => {
    const table = z.object({
      position_buckets: z.number(),
      max_relative_positions: z.number(),
      bucket: z.array(z.number()),
    })
    const text = readFileSync(sharedPath('models', 'deberta-buckets.json'), 'utf8')
    const { tables } = z.object({ tables: z.array(table).min(1) }).parse(JSON.parse(text))
    for (const { position_buckets, max_relative_positions, bucket } of tables) {
      const span = { buckets: position_buckets, limit: max_relative_positions }
      expect(bucket.map((_, distance) => bucketOf(distance, span))).toEqual(bucket)
      expect(bucket.map((_, distance) => 0 - bucketOf(-distance, span))).toEqual(bucket)
    }
  })

  const spans = fc
    .record({ half: fc.integer({ min: 0, max: 40 }), above: fc.integer({ min: 2, max: 300 }) })
    .map(({ half, above }) => ({ buckets: 2 * half, limit: half + above }))

  test('beyond the limit, the row is that of the limit', () => {
    fc.assert(
      fc.property(spans, fc.integer({ min: 1, max: 5000 }), (span, further) => {
        const rows = rowsByDistance(span)
        const rowOf = (distance: number) =>
          Math.min(Math.max(bucketOf(distance, span) + reachOf(span), 0), 2 * reachOf(span) - 1)
        expect(rows).toHaveLength(2 * span.limit + 1)
        expect(Number(rows.at(-1))).toBe(rowOf(span.limit + further))
        expect(Number(rows[0])).toBe(rowOf(-span.limit - further))
      }),
    )
  })

  test('rows never go back as the distance grows, and lie in the table', () => {
    fc.assert(
      fc.property(spans, span => {
        const rows = rowsByDistance(span).map(Number)
        expect(rows.toSorted((a, b) => a - b)).toEqual(rows)
        expect(rows[span.limit]).toBe(reachOf(span))
        expect(rows.every(row => row >= 0 && row < 2 * reachOf(span))).toBe(true)
      }),
    )
  })
})

describe('what contradicts the formulas is refused by name', () => {
  const keys: readonly (readonly [string, unknown, RegExp])[] = [
    ['position_buckets', 15, /config\.json: position_buckets is 15; expected an even number/],
    ['position_buckets', 190, /position_buckets is 190; expected an even number below 190/],
    ['position_buckets', 15.5, /position_buckets/],
    ['max_relative_positions', 1e9, /max_relative_positions/],
    ['max_position_embeddings', 1e7, /max_position_embeddings is 10000000; supported are up to/],
    ['pos_att_type', ['c2p', 'p2p'], /pos_att_type has "p2p"/],
    ['norm_rel_ebd', 'batch_norm', /norm_rel_ebd has "batch_norm"/],
    ['attention_head_size', 16, /attention_head_size is 16; 3 heads of hidden_size 36 are 12 wide/],
    ['num_attention_heads', 5, /num_attention_heads is 5, which does not divide hidden_size 36/],
    ['hidden_act', 'frob', /hidden_act is "frob"/],
    ['conv_kernel_size', 4, /conv_kernel_size is 4; expected an odd number/],
    ['conv_kernel_size', 3, /model\.safetensors: tensor deberta\.encoder\.conv\.conv\.weight is missing/],
    ['share_att_key', false, /tensor deberta\.encoder\.layer\.0\.attention\.self\.pos_key_proj\.weight is missing/],
    ['type_vocab_size', 2, /tensor deberta\.embeddings\.token_type_embeddings\.weight is missing/],
    ['position_biased_input', true, /tensor deberta\.embeddings\.position_embeddings\.weight is missing/],
    ['embedding_size', 24, /deberta\.embeddings\.word_embeddings\.weight has the shape \[425, 36\]/],
    ['intermediate_size', 71, /deberta\.encoder\.layer\.0\.intermediate\.dense\.weight has the shape \[72, 36\]/],
    ['num_hidden_layers', 4, /tensor deberta\.encoder\.layer\.3\./],
  ]
  for (const [key, value, message] of keys) {
    whenShared(`${key} ${JSON.stringify(value)}`, async () => {
      const checkpoint = await readTinyCheckpoint('deberta-v2')
      expectRefusal(withKeys(checkpoint, { [key]: value }), message)
    })
  }

  whenShared('a table of relative positions with other rows than there are buckets', async () => {
    const checkpoint = withKeys(await readTinyCheckpoint('deberta-v2'), { position_buckets: 12 })
    expectRefusal(checkpoint, /deberta\.encoder\.rel_embeddings\.weight has the shape \[32, 36\].*\[24, 36\]/)
  })
})

whenShared('without relative attention the table of positions is left alone', async () => {
  const checkpoint = await readTinyCheckpoint('deberta-v2')
  checkpoint.tensors.delete('deberta.encoder.rel_embeddings.weight')
  expect((await buildModel(withKeys(checkpoint, { relative_attention: false }))).length).toBeGreaterThan(0)
})
