import { readFileSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { z } from 'zod'
import { mergeAdapter } from '../../../src/inference/checkpoint/adapter/merge-adapter.ts'
import { openTensors } from '../../../src/inference/checkpoint/tensors/open-tensors.ts'
import { checkFinite, floatsOf } from '../../../src/inference/checkpoint/tensors/read-floats.ts'
import { sharedPath, whenShared } from '../../shared.ts'
import { refusalOf } from './files.ts'

const schema = z.object({
  folders: z.array(z.object({ folder: z.string(), kind: z.string(), message_mentions: z.array(z.string()) })),
})

/** What is wrong with these shows in their weights alone. */
const atOpening = [
  'truncated-safetensors',
  'header-too-long',
  'header-not-json',
  'offsets-overlap',
  'offsets-out-of-range',
  'offsets-size-mismatch',
  'header-duplicate-keys',
  'dtype-unknown',
  'zero-byte-safetensors',
  'no-weights',
  'shard-missing',
  'shard-outside-folder',
]

const badAdapters = [
  'lora-other-hidden-size',
  'lora-target-not-in-base',
  'lora-half-pair',
  'lora-dora',
  'lora-not-lora',
  'lora-no-weights',
]

function mentionsOf(folder: string): readonly string[] {
  const text = readFileSync(sharedPath('models', 'bad', 'expected.json'), 'utf8')
  const found = schema.parse(JSON.parse(text)).folders.find(bad => bad.folder === folder)
  expect(found, folder).toBeDefined()
  return found?.message_mentions ?? []
}

/** `A or B` is satisfied by either. */
function expectMentions(message: string, mentions: readonly string[]): void {
  for (const mention of mentions) {
    const found = mention.split(' or ').some(choice => message.includes(choice))
    expect(found, `"${message}" should mention ${mention}`).toBe(true)
  }
}

describe('bad weights are refused, and the message names file, tensor and cause', () => {
  for (const folder of atOpening) {
    whenShared(folder, async () => {
      const message = await refusalOf(openTensors(sharedPath('models', 'bad', folder)))
      expectMentions(message, mentionsOf(folder))
    })
  }

  for (const folder of badAdapters) {
    whenShared(folder, async () => {
      const base = await openTensors(sharedPath('models', 'bad', folder, 'base'))
      const message = await refusalOf(mergeAdapter(base, sharedPath('models', 'bad', folder, 'adapter')))
      expectMentions(message, mentionsOf(folder))
    })
  }

  whenShared('nan-weights, when the numbers are read or looked at', async () => {
    const { tensors } = await openTensors(sharedPath('models', 'bad', 'nan-weights'))
    const stored = [...tensors.values()].filter(tensor => 'file' in tensor)
    expect(stored.length).toBe(tensors.size)
    for (const look of [floatsOf, checkFinite]) {
      const all = Promise.all(stored.map((tensor): Promise<unknown> => look(tensor)))
      expectMentions(await refusalOf(all), mentionsOf('nan-weights'))
    }
  })

  whenShared('sound files are not: all tiny checkpoints, whole', async () => {
    const folders = ['bert', 'bert-fp16', 'bert-bf16', 'bert-sharded', 'albert', 'deberta-v2', 'modernbert', 'eurobert']
    for (const folder of folders) {
      const store = await openTensors(sharedPath('models', 'tiny', folder))
      expect(store.tensors.size).toBeGreaterThan(15)
      for (const tensor of store.tensors.values()) {
        const values = await floatsOf(tensor)
        expect(values.length, tensor.name).toBe(tensor.shape.reduce((product, size) => product * size, 1))
      }
    }
  })
})
