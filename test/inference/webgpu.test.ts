import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defaultBatchPlan } from '../../src/inference/batching/batches.ts'
import { openOnnxTagger } from '../../src/inference/onnx-tagger.ts'
import { inputOf } from '../contract/tagger.ts'
import { sharedPath, whenShared } from '../shared.ts'
import { tinyModel } from './fixtures.ts'

/** The software Vulkan that comes with Chromium: it proves that the way to a graphics card works, not how fast one is. */
const driver = '/usr/lib/chromium/vk_swiftshader_icd.json'
const library = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64'].some(folder =>
  existsSync(join(folder, 'libvulkan.so.1')),
)

const reading = { subword: 'first', words: 'separate', window: { pieces: 16, overlap: 2 } } as const
const rows = z.array(z.array(z.int()))
const schema = z.object({
  tolerance: z.object({ abs: z.number() }),
  inputs: z.array(
    z.object({
      input_ids: rows,
      attention_mask: rows,
      token_type_ids: rows.optional(),
      logits: z.array(z.array(z.array(z.number()).nullable())),
    }),
  ),
})

describe('WebGPU', () => {
  const before = process.env.VK_DRIVER_FILES
  beforeEach(() => {
    process.env.VK_DRIVER_FILES = driver
  })
  afterEach(() => {
    if (before === undefined) delete process.env.VK_DRIVER_FILES
    else process.env.VK_DRIVER_FILES = before
  })

  for (const name of ['bert', 'roberta', 'modernbert']) {
    const title = `${name}: a graph built from weights gives the logits of PyTorch there, and the profile says that it ran there`
    const run = async () => {
      const folder = sharedPath('models', 'tiny', name)
      const { tolerance, inputs } = schema.parse(JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')))
      const tagger = await openOnnxTagger({ reference: name, name, path: folder, device: 'webgpu', reading })
      try {
        const [first] = tagger.facts.providers
        expect(first?.name).toBe('WebGpuExecutionProvider')
        expect(first?.nodes).toBeGreaterThan(20)
        const [one] = inputs
        const { dims, data } = await tagger.logits({
          ids: one?.input_ids ?? [],
          mask: one?.attention_mask ?? [],
          typeIds: one?.token_type_ids ?? null,
        })
        const expected = one?.logits.flat() ?? []
        expect(expected).toHaveLength(dims[0] * dims[1])
        for (const [place, values] of expected.entries()) {
          for (const [label, value] of values?.entries() ?? []) {
            expect(Math.abs(value - (data[place * dims[2] + label] ?? Number.NaN))).toBeLessThan(tolerance.abs)
          }
        }
      } finally {
        await tagger.close()
      }
    }
    if (existsSync(driver) && library) whenShared(title, run, 120_000)
    else test.skip(`${title} (skipped: needs libvulkan1 and Chromium's software Vulkan)`, () => {})
  }

  const title = 'transformers.js runs there too, which its session can prove, and labels as on the processor'
  test.skipIf(!existsSync(driver) || !library)(
    title,
    async () => {
      const inputs = [inputOf('a', ['fever', 'and', 'cough'])]
      const labels = []
      for (const device of ['cpu', 'webgpu']) {
        const options = { reference: device, name: 'tiny', path: tinyModel, backend: 'transformersjs', device, reading }
        const tagger = await openOnnxTagger(options)
        const [first] = tagger.facts.providers
        expect(first?.name).toBe(device === 'cpu' ? 'CPUExecutionProvider' : 'WebGpuExecutionProvider')
        const { predictions } = await tagger.tag(inputs, defaultBatchPlan)
        labels.push(predictions[0]?.words?.map(({ label }) => label))
        await tagger.close()
      }
      expect(labels[0]).toHaveLength(3)
      expect(labels[1]).toEqual(labels[0])
    },
    120_000,
  )
})
