import { describe, expect, test } from 'vitest'
import { mergeAdapter } from '../../../src/inference/checkpoint/adapter/merge-adapter.ts'
import { openTensors } from '../../../src/inference/checkpoint/tensors/open-tensors.ts'
import { floatsOf } from '../../../src/inference/checkpoint/tensors/read-floats.ts'
import type { TensorSources } from '../../../src/inference/checkpoint/tensors/stored-tensor.ts'
import { sharedPath, whenShared } from '../../shared.ts'
import { matrix, merge, plainConfig } from './adapter.ts'
import { refusalOf, withFolder } from './files.ts'

async function valuesOf(sources: TensorSources, name: string): Promise<number[]> {
  const tensor = sources.tensors.get(name)
  if (tensor === undefined) throw new Error(`no ${name}`)
  return [...(await floatsOf(tensor))]
}

const base = { 'bert.q.weight': matrix(2, 3, 10), 'bert.q.bias': { shape: [2], values: [7, 8] } }
const pair = { 'bert.q.lora_A.weight': matrix(2, 3), 'bert.q.lora_B.weight': matrix(2, 2) }
/** B·A of the pair: [[1,2],[3,4]]·[[1,2,3],[4,5,6]]. */
const product = [9, 12, 15, 19, 26, 33]
const weight = [10, 11, 12, 13, 14, 15]
const plus = (factor: number) => weight.map((value, i) => Math.fround(value + factor * (product[i] ?? 0)))

describe('merging a LoRA adapter', () => {
  test.each([
    ['alpha / r', plainConfig, 2],
    ['alpha / √r', { ...plainConfig, use_rslora: true }, 4 / Math.sqrt(2)],
    ['an alpha by pattern', { ...plainConfig, alpha_pattern: { x: 1, q: 6, 'bert.q': 99 } }, 3],
    ['a rank by pattern', { ...plainConfig, r: 64, rank_pattern: { '.*\\.q': 2 } }, 2],
    ['keys that say nothing', { ...plainConfig, use_dora: false, loftq_config: {}, arrow_config: null, novel: 5 }, 2],
  ])('adds s·B·A with s from %s', async (_, config, factor) => {
    await merge(base, pair, config, async merged => {
      expect(await valuesOf(merged, 'bert.q.weight')).toEqual(plus(factor))
      expect(await valuesOf(merged, 'bert.q.bias')).toEqual([7, 8])
      expect([merged.merged, merged.replaced]).toEqual([['bert.q.weight'], []])
      expect(merged.files.length).toBe(2)
    })
  })

  test('whole modules take the place of the base, of another size or where there is none; old names go', async () => {
    const saved = {
      'classifier.weight': matrix(5, 3),
      'bert.LayerNorm.weight': { shape: [3], values: [4, 5, 6] },
      'score.weight': matrix(1, 1),
    }
    const old = {
      ...base,
      'classifier.weight': matrix(2, 3),
      'bert.LayerNorm.gamma': { shape: [3], values: [1, 2, 3] },
    }
    await merge(old, saved, { ...plainConfig, modules_to_save: ['LayerNorm'] }, async merged => {
      expect(merged.tensors.get('classifier.weight')?.shape).toEqual([5, 3])
      expect(await valuesOf(merged, 'bert.LayerNorm.weight')).toEqual([4, 5, 6])
      expect(merged.tensors.has('bert.LayerNorm.gamma')).toBe(false)
      expect(merged.replaced).toEqual(['classifier.weight', 'bert.LayerNorm.weight', 'score.weight'])
    })
  })

  test('a base without a head keeps its names without prefix', async () => {
    const bare = { 'q.weight': matrix(2, 3, 10) }
    await merge(bare, { ...pair, 'classifier.weight': matrix(5, 3) }, plainConfig, async merged => {
      expect([...merged.tensors.keys()].sort()).toEqual(['classifier.weight', 'q.weight'])
      expect(await valuesOf(merged, 'q.weight')).toEqual(plus(2))
    })
  })

  const q = pair['bert.q.lora_A.weight']
  test.each<[string, Parameters<typeof merge>[1], object, string]>([
    ['half a pair', { 'bert.q.lora_A.weight': q }, plainConfig, 'bert.q.lora_A.weight" has no lora_B beside it'],
    ['the other half', { 'bert.q.lora_B.weight': q }, plainConfig, 'bert.q.lora_B.weight" has no lora_A beside it'],
    ['another rank', pair, { ...plainConfig, r: 4 }, 'with the rank of 4 in'],
    ['another module', { 'bert.k.lora_A.weight': q, 'bert.k.lora_B.weight': q }, plainConfig, 'has no "bert.k.weight"'],
    ['a bias', { 'bert.q.lora_A.weight': q, 'bert.q.lora_B.bias': q }, plainConfig, 'is not of plain LoRA'],
    ['an embedding', { 'bert.e.lora_embedding_A': q }, plainConfig, 'is not of plain LoRA'],
    ['an unlisted tensor', { 'bert.q.weight': q }, plainConfig, 'is neither lora_A nor lora_B nor part of'],
    ['too large a product', pair, { ...plainConfig, lora_alpha: 1e38 }, 'beyond the range of float32'],
    [
      'a vector',
      { 'bert.q.lora_A.weight': { shape: [6], values: q.values }, 'bert.q.lora_B.weight': q },
      plainConfig,
      'shapes of',
    ],
  ])('refuses %s', async (_, adapter, config, why) => {
    expect(await refusalOf(merge(base, adapter, config))).toContain(why)
  })

  test.each([
    [{ peft_type: 'IA3' }, 'peft_type is "IA3"'],
    [{ bias: 'all' }, 'bias is "all"'],
    [{ use_dora: true }, 'use_dora is true'],
    [{ lora_bias: true }, 'lora_bias is true'],
    [{ layer_replication: [[0, 1]] }, 'layer_replication is [[0,1]]'],
    [{ trainable_token_indices: { e: [1] } }, 'trainable_token_indices is'],
    [{ init_lora_weights: 'pissa_niter_4' }, 'init_lora_weights is "pissa_niter_4"'],
    [{ r: 0 }, 'r: '],
    [{ lora_alpha: 'much' }, 'lora_alpha: '],
    [{ rank_pattern: { '(a': 1 } }, 'rank_pattern: the pattern "(a" is refused: a group is not closed'],
    [{ alpha_pattern: { 'a)|(b': 1 } }, 'a bracket closes what was not opened'],
  ])('refuses %o by its name', async (change, why) => {
    const message = await refusalOf(merge(base, pair, { ...plainConfig, ...change }))
    expect(message).toContain('adapter_config.json')
    expect(message).toContain(why)
  })

  test('refuses a folder that lacks its configuration or its weights, and weights that are not of an adapter', async () => {
    const nothing = { tensors: new Map(), files: [] }
    await withFolder({}, async folder => {
      expect(await refusalOf(mergeAdapter(nothing, folder))).toContain('adapter_config.json: not found')
    })
    await withFolder({ 'adapter_config.json': JSON.stringify(plainConfig) }, async folder => {
      expect(await refusalOf(mergeAdapter(nothing, folder))).toContain('adapter_model.safetensors: not found')
    })
  })

  whenShared('two tiny adapters, by numbers: W + 2·B·A, and the classifier of the adapter', async () => {
    for (const [name, prefix, count] of [
      ['bert-lora', 'bert.', 4],
      ['bert-lora-no-head', '', 6],
    ] as const) {
      const stored = await openTensors(sharedPath('models', 'tiny', name, 'base'))
      const folder = sharedPath('models', 'tiny', name, 'adapter')
      const adapter = await openTensors(folder, 'adapter_model')
      const merged = await mergeAdapter(stored, folder)
      expect(merged.merged.length).toBe(count)
      for (const changed of merged.merged) {
        const module = changed.slice(prefix.length, -'.weight'.length)
        const a = await valuesOf(adapter, `base_model.model.bert.${module}.lora_A.weight`)
        const b = await valuesOf(adapter, `base_model.model.bert.${module}.lora_B.weight`)
        const before = await valuesOf(stored, changed)
        const after = await valuesOf(merged, changed)
        for (const [i, value] of after.entries()) {
          const [row, column] = [Math.floor(i / 32), i % 32]
          let sum = 0
          for (let k = 0; k < 4; k++) sum += (b[row * 4 + k] ?? 0) * (a[k * 32 + column] ?? 0)
          expect(Math.abs(value - ((before[i] ?? 0) + 2 * sum))).toBeLessThan(1e-6)
        }
        expect(after).not.toEqual(before)
      }
      expect(merged.replaced).toEqual(['classifier.bias', 'classifier.weight'])
      expect(await valuesOf(merged, 'classifier.weight')).toEqual(
        await valuesOf(adapter, 'base_model.model.classifier.weight'),
      )
    }
  })
})
