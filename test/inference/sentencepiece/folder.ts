import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import { readConfig } from '../../../src/inference/checkpoint/config.ts'
import { readTokenizerFile } from '../../../src/inference/checkpoint/tokenizer/tokenizer-file.ts'
import { createTokenizer } from '../../../src/inference/tokenizer.ts'

const fixtures = resolve(import.meta.dirname, '..', '..', 'fixtures', 'inference', 'sentencepiece')

export function readFixture(name: string): Uint8Array {
  return readFileSync(join(fixtures, name))
}

/** A checkpoint's folder with these files, until the test is over; objects are written as JSON. */
export function folderWith(modelType: string, files: Readonly<Record<string, Uint8Array | object>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'bioner-bench-sentencepiece-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, content] of Object.entries({ 'config.json': { model_type: modelType }, ...files })) {
    writeFileSync(join(folder, name), content instanceof Uint8Array ? content : JSON.stringify(content))
  }
  return folder
}

export async function openTokenizer(folder: string) {
  const file = await readTokenizerFile(join(folder, 'tokenizer.json'), await readConfig(join(folder, 'config.json')))
  const tokenizer = await createTokenizer(file.path, file.json)
  const idsOf = async (texts: readonly string[]) => (await tokenizer.encode(texts)).map(({ ids }) => ids)
  return { file, tokenizer, idsOf }
}
