import { readFileSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { z } from 'zod'
import { mergeAdapter } from '../../../src/inference/checkpoint/adapter/merge-adapter.ts'
import { openTensors } from '../../../src/inference/checkpoint/tensors/open-tensors.ts'
import { floatsOf } from '../../../src/inference/checkpoint/tensors/read-floats.ts'
import type { MemoryTensor, TensorSources } from '../../../src/inference/checkpoint/tensors/stored-tensor.ts'
import { sharedPath, whenShared } from '../../shared.ts'
import { type Checkpoint, differences, expectParity, readExpected } from '../graph/tiny-checkpoint.ts'

const batch = z.array(z.array(z.number()))
const baseSchema = z.object({
  base_inputs: z.array(
    z.object({
      name: z.string(),
      input_ids: batch,
      attention_mask: batch,
      token_type_ids: batch,
      logits: z.array(z.array(z.array(z.number()).nullable())),
    }),
  ),
})

async function checkpointOf(name: string, sources: TensorSources): Promise<Checkpoint> {
  const text = readFileSync(sharedPath('models', 'tiny', name, 'base', 'config.json'), 'utf8')
  const tensors = new Map<string, MemoryTensor>()
  for (const tensor of sources.tensors.values()) {
    // Buffers of whole numbers belong to no graph.
    if ('file' in tensor && tensor.dtype !== 'F32') continue
    tensors.set(tensor.name, { name: tensor.name, shape: tensor.shape, values: await floatsOf(tensor) })
  }
  return {
    config: new Map(Object.entries(z.record(z.string(), z.unknown()).parse(JSON.parse(text)))),
    tensors,
    labels: readExpected(name).labels.length,
  }
}

describe('logits are those of PyTorch', () => {
  whenShared('from a pytorch_model.bin', () => expectParity('bert-bin'))

  for (const name of ['bert-lora', 'bert-lora-no-head']) {
    whenShared(`${name}: with the adapter merged, also where the base has neither head nor prefix`, async () => {
      const { inputs, tolerance } = readExpected(name)
      const base = await openTensors(sharedPath('models', 'tiny', name, 'base'))
      const merged = await mergeAdapter(base, sharedPath('models', 'tiny', name, 'adapter'))
      const found = await differences(await checkpointOf(name, merged), inputs)
      expect(found.size).toBeGreaterThan(2)
      expect([...found].filter(([, difference]) => !(difference <= tolerance.abs))).toEqual([])
    })
  }

  whenShared('from the base without its adapter', async () => {
    const text = readFileSync(sharedPath('models', 'tiny', 'bert-lora', 'expected.json'), 'utf8')
    const { base_inputs } = baseSchema.parse(JSON.parse(text))
    const { inputs, tolerance } = readExpected('bert-lora')
    const base = await checkpointOf('bert-lora', await openTensors(sharedPath('models', 'tiny', 'bert-lora', 'base')))
    const alone = await differences(base, base_inputs)
    expect(alone.size).toBe(1)
    expect(Math.max(...alone.values())).toBeLessThanOrEqual(tolerance.abs)
    expect(Math.min(...(await differences(base, inputs)).values())).toBeGreaterThan(0.01)
  })
})
