import { describe, expect, test } from 'vitest'
import { branchAdapter } from '../../../src/inference/checkpoint/adapter/branch-adapter.ts'
import { mergeAdapter } from '../../../src/inference/checkpoint/adapter/merge-adapter.ts'
import { openOnnxTagger } from '../../../src/inference/onnx-tagger.ts'
import { whenShared } from '../../shared.ts'
import { tinyReading } from '../fixtures.ts'
import { float32File, withFolder } from '../tensors/files.ts'
import { encodeSafetensors, type Storage, smallBert, smallBertFiles, withFiles } from './small-bert.ts'
import { type Checkpoint, checkpointOf, logitsOf, readExpected, readTinyCheckpoint } from './tiny-checkpoint.ts'

type Shapes = ReadonlyMap<string, { readonly shape: readonly number[] }>

/** Numbers that look drawn, up to a quarter in size, exact in every floating-point type. */
function numbers(count: number, seed: number): number[] {
  return Array.from({ length: count }, (_, i) => ((((i + seed) * 7919) % 255) - 127) / 512)
}

const tables = /(word|position|token_type|tok|rel)_embeddings\.weight$|embed_tokens\.weight$/

/** Weights of linear layers, by the names of their modules. */
function linearLayers(tensors: Shapes) {
  return [...tensors].flatMap(
    ([
      name,
      {
        shape: [out, into, ...deeper],
      },
    ]) =>
      out === undefined || into === undefined || deeper.length > 0 || tables.test(name)
        ? []
        : [{ module: name.replace(/\.weight$/, ''), out, into }],
  )
}

/** The files of an adapter for every linear layer, of several ranks and factors, that brings a normalisation of its own. */
function adapterOfAll(tensors: Shapes): Record<string, string | Uint8Array> {
  const layers = linearLayers(tensors)
  const [norm = ''] = [...tensors.keys()].filter(name => /norm\.weight$/i.test(name))
  const [first = { module: '' }, second = { module: '' }] = layers
  const halves = layers.flatMap(({ module, out, into }, index) => {
    const rank = module === first.module ? 5 : 3
    return [
      [`base_model.model.${module}.lora_A.weight`, { shape: [rank, into], values: numbers(rank * into, index) }],
      [`base_model.model.${module}.lora_B.weight`, { shape: [out, rank], values: numbers(out * rank, index + 9) }],
    ] as const
  })
  const size = tensors.get(norm)?.shape[0] ?? 0
  const saved = { shape: [size], values: numbers(size, 4).map(value => 1 + value) }
  return {
    'adapter_model.safetensors': float32File({ ...Object.fromEntries(halves), [`base_model.model.${norm}`]: saved }),
    'adapter_config.json': JSON.stringify({
      ...{ peft_type: 'LORA', r: 3, lora_alpha: 1.5, use_rslora: true, rank_pattern: { [first.module]: 5 } },
      ...{ alpha_pattern: { [second.module]: -2 }, modules_to_save: [norm.replace(/\.weight$/, '')] },
    }),
  }
}

/** Between the logits of two checkpoints, over all cases. */
async function largestDifference(name: string, one: Checkpoint, other: Checkpoint): Promise<number> {
  const { inputs } = readExpected(name)
  const [ours, theirs] = [await logitsOf(one, inputs), await logitsOf(other, inputs)]
  const distances = ours.flatMap((logits, index) => {
    expect(logits.length).toBeGreaterThan(0)
    return Array.from(logits, (logit, at) => Math.abs(Number(logit) - Number(theirs[index]?.[at])))
  })
  return Math.max(...distances)
}

describe('branches give the logits of merging, with an adapter for every linear layer', () => {
  for (const [name, layers] of [
    ['albert', 8],
    ['bert', 13],
    ['deberta-v2', 19],
    ['deberta-v2-c2p', 15],
    ['deberta-v2-xl', 13],
    ['distilbert', 13],
    ['electra', 14],
    ['eurobert', 15],
    ['eurobert-gqa', 15],
    ['modernbert', 18],
    ['modernbert-hub', 14],
    ['roberta', 13],
    ['xlm-roberta', 13],
  ] as const) {
    whenShared(`${name}: ${layers} layers`, async () => {
      const base = await readTinyCheckpoint(name)
      await withFolder(adapterOfAll(base.tensors), async folder => {
        const sources = { tensors: base.tensors, files: ['model.safetensors'] }
        const branched = await branchAdapter(sources, folder)
        expect(branched.branches.size).toBe(layers)
        for (const weight of branched.branches.keys())
          expect(branched.tensors.get(weight)).toBe(base.tensors.get(weight))
        const branches = await checkpointOf(name, branched)
        const merged = await checkpointOf(name, await mergeAdapter(sources, folder))
        expect(await largestDifference(name, branches, merged)).toBeLessThan(1e-4)
        expect(await largestDifference(name, branches, base)).toBeGreaterThan(0.1)
      })
    })
  }
})

describe('a folder and its adapter', () => {
  const half: Storage = { dtype: 'F16', encode: values => new Float16Array(values).buffer }
  const rows = { ids: [[2, 30, 31, 32, 3]], mask: [[1, 1, 1, 1, 1]], typeIds: null }
  const model = { ...smallBertFiles, 'model.safetensors': encodeSafetensors(smallBert()) }
  const config = { peft_type: 'LORA', r: 2, lora_alpha: 4 }
  const adapterOf = (module: string, out: number, alpha = 4) => ({
    'adapter/adapter_config.json': JSON.stringify({ ...config, lora_alpha: alpha }),
    'adapter/adapter_model.safetensors': encodeSafetensors(
      new Map([
        [`base_model.model.${module}.lora_A.weight`, { shape: [2, 8], values: Float32Array.from(numbers(16, 1)) }],
        [
          `base_model.model.${module}.lora_B.weight`,
          { shape: [out, 2], values: Float32Array.from(numbers(2 * out, 5)) },
        ],
      ]),
      half,
    ),
  })
  const open = (path: string, mode: 'merged' | 'branches' | null) =>
    openOnnxTagger({
      ...{ reference: path, name: 'fixture', path, reading: tinyReading },
      adapter: mode === null ? null : { folder: `${path}/adapter`, mode },
    })
  async function read(folder: string, mode: 'merged' | 'branches' | null) {
    const tagger = await open(folder, mode)
    const { data } = await tagger.logits(rows)
    await tagger.close()
    return { logits: [...data], facts: tagger.facts }
  }

  test('the record says which way the adapter took; the logits are the same', async () => {
    await withFiles({ ...model, ...adapterOf('bert.encoder.layer.0.attention.self.query', 8) }, async folder => {
      const [base, merged, branches] = [
        await read(folder, null),
        await read(folder, 'merged'),
        await read(folder, 'branches'),
      ]
      const far = (others: readonly number[]) =>
        Math.max(...branches.logits.map((logit, at) => Math.abs(logit - (others[at] ?? Number.NaN))))
      expect(far(merged.logits)).toBeLessThan(1e-4)
      expect(far(base.logits)).toBeGreaterThan(0.001)
      expect(merged.facts.notes).toEqual(['LoRA adapter adapter merged into the weights.'])
      expect(branches.facts.notes).toEqual([
        'Weights stored as F16 were brought to float32.',
        'LoRA adapter adapter run as branches beside the weights.',
      ])
      expect(branches.facts.weightsSha256).toBe(merged.facts.weightsSha256)
      expect(merged.facts.parameters).toBe(base.facts.parameters)
      expect(branches.facts.parameters).toBe((base.facts.parameters ?? 0) + 2 * 8 + 8 * 2)
    })
  })

  test('what is no linear layer can be merged only, and is refused by its name', async () => {
    await withFiles({ ...model, ...adapterOf('bert.embeddings.word_embeddings', 110) }, async folder => {
      expect((await read(folder, 'merged')).logits).not.toEqual((await read(folder, null)).logits)
      await expect(open(folder, 'branches')).rejects.toMatchObject({
        code: 'MODEL',
        message: expect.stringMatching(
          /adapter_model\.safetensors: tensor "base_model\.model\.bert\.embeddings\.word_embeddings\.lora_A\.weight": bert\.embeddings\.word_embeddings\.weight is not of a linear layer, and no branch can run beside it; use --adapter-mode merged$/,
        ),
      })
    })
  })

  test('a factor that float32 cannot hold is refused', async () => {
    await withFiles({ ...model, ...adapterOf('bert.encoder.layer.0.output.dense', 8, 1e39) }, async folder => {
      await expect(open(folder, 'branches')).rejects.toMatchObject({ code: 'MODEL' })
    })
  })
})
