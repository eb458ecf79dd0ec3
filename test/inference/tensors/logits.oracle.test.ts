import { readFileSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { z } from 'zod'
import { branchAdapter } from '../../../src/inference/checkpoint/adapter/branch-adapter.ts'
import { mergeAdapter } from '../../../src/inference/checkpoint/adapter/merge-adapter.ts'
import { openTensors } from '../../../src/inference/checkpoint/tensors/open-tensors.ts'
import { sharedPath, whenShared } from '../../shared.ts'
import { checkpointOf, differences, expectParity, readExpected } from '../graph/tiny-checkpoint.ts'

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

describe('logits are those of PyTorch', () => {
  whenShared('from a pytorch_model.bin', () => expectParity('bert-bin'))

  for (const name of ['bert-lora', 'bert-lora-no-head']) {
    for (const [mode, lay] of [
      ['merged', mergeAdapter],
      ['beside it in branches', branchAdapter],
    ] as const) {
      whenShared(`${name}: with the adapter ${mode}, also where the base has neither head nor prefix`, async () => {
        const { inputs, tolerance } = readExpected(name)
        const base = await openTensors(sharedPath('models', 'tiny', name, 'base'))
        const adapted = await lay(base, sharedPath('models', 'tiny', name, 'adapter'))
        const found = await differences(await checkpointOf(`${name}/base`, adapted), inputs)
        expect(found.size).toBeGreaterThan(2)
        expect([...found].filter(([, difference]) => !(difference <= tolerance.abs))).toEqual([])
      })
    }
  }

  whenShared('from the base without its adapter', async () => {
    const text = readFileSync(sharedPath('models', 'tiny', 'bert-lora', 'expected.json'), 'utf8')
    const { base_inputs } = baseSchema.parse(JSON.parse(text))
    const { inputs, tolerance } = readExpected('bert-lora')
    const base = await checkpointOf(
      'bert-lora/base',
      await openTensors(sharedPath('models', 'tiny', 'bert-lora', 'base')),
    )
    const alone = await differences(base, base_inputs)
    expect(alone.size).toBe(1)
    expect(Math.max(...alone.values())).toBeLessThanOrEqual(tolerance.abs)
    expect(Math.min(...(await differences(base, inputs)).values())).toBeGreaterThan(0.01)
  })
})
