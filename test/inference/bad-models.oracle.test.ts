import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { z } from 'zod'
import { sharedPath, whenShared } from '../shared.ts'
import { openModel, tinyModel, tinyReading } from './fixtures.ts'

const schema = z.object({
  folders: z.array(z.object({ folder: z.string(), kind: z.string(), message_mentions: z.array(z.string()) })),
})

function readBad() {
  return schema.parse(JSON.parse(readFileSync(sharedPath('models', 'bad', 'expected.json'), 'utf8'))).folders
}

async function refusalOf(folder: string): Promise<string> {
  const opened = await openModel(folder, tinyReading).catch((error: unknown) => error)
  expect(opened, folder).toMatchObject({ name: 'BenchError', code: 'MODEL' })
  return opened instanceof Error ? opened.message : ''
}

/** `A or B` is satisfied by either. */
function expectMentions(message: string, mentions: readonly string[]): void {
  for (const mention of mentions) {
    const found = mention.split(' or ').some(choice => message.includes(choice))
    expect(found, `"${message}" should mention ${mention}`).toBe(true)
  }
}

describe('bad models are refused, and the message names file and cause', () => {
  whenShared('5 of the kind onnx', async () => {
    const folders = readBad().filter(({ kind }) => kind === 'onnx')
    expect(folders.length).toBe(5)
    for (const { folder, message_mentions } of folders) {
      expectMentions(await refusalOf(sharedPath('models', 'bad', folder)), message_mentions)
    }
  })

  whenShared(
    '6 checkpoints whose configuration, labels or tokenizer are bad, with sound ONNX weights instead of theirs',
    async () => {
      const names = [
        'no-id2label',
        'id2label-gap',
        'config-not-json',
        'no-config',
        'no-tokenizer',
        'tokenizer-larger-than-embeddings',
      ]
      for (const { folder, message_mentions } of readBad().filter(bad => names.includes(bad.folder))) {
        const copy = mkdtempSync(join(tmpdir(), 'bioner-bad-'))
        for (const file of ['config.json', 'tokenizer.json']) {
          const path = sharedPath('models', 'bad', folder, file)
          if (existsSync(path)) cpSync(path, join(copy, file))
        }
        cpSync(join(tinyModel, 'model.onnx'), join(copy, 'model.onnx'))
        expectMentions(await refusalOf(copy), message_mentions)
        rmSync(copy, { recursive: true })
      }
    },
  )

  whenShared('25 checkpoints without an ONNX file', async () => {
    const folders = readBad().filter(({ kind }) => kind === 'checkpoint')
    expect(folders.length).toBe(25)
    for (const { folder, message_mentions } of folders) {
      expectMentions(await refusalOf(sharedPath('models', 'bad', folder)), message_mentions)
    }
  })
})
