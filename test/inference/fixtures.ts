import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { Reading } from '../../src/core/tagger.ts'
import { openOnnxTagger } from '../../src/inference/onnx-tagger.ts'
import { inputOf } from '../contract/tagger.ts'

const fixtures = resolve(import.meta.dirname, '..', 'fixtures', 'inference')
export const embeddedModel = resolve(import.meta.dirname, '..', '..', 'assets', 'models', 'minilm-l6-cdr-ncbi')
export const tinyModel = join(fixtures, 'tiny-bert')

export const reading: Reading = { subword: 'first', words: 'separate', window: { pieces: 256, overlap: 50 } }
/** As much as the 40 positions of the tiny model allow. */
export const tinyReading: Reading = { ...reading, window: { pieces: 40, overlap: 8 } }

export function openModel(path: string, its: Reading, dtype: string | null = null, backend: string | null = null) {
  return openOnnxTagger({ reference: path, name: 'fixture', path, dtype, backend, reading: its })
}

const sentence = z.object({
  id: z.string(),
  types: z.array(z.string()),
  words: z.array(z.string()),
  tags: z.array(z.string()),
})

/** Sentences with the tags that Python predicts for them; see the fixture's README. */
export function readReferenceSentences() {
  const lines = readFileSync(join(fixtures, 'reference-sentences.jsonl'), 'utf8').trimEnd().split('\n')
  return lines.map(line => {
    const { id, words, types, tags } = sentence.parse(JSON.parse(line))
    return { input: inputOf(id, words), types, tags }
  })
}

/** Runs with a copy of the tiny model in which some files are other than they should be; null removes one. */
export async function withTinyModel<T>(
  files: Readonly<Record<string, string | Uint8Array | null>>,
  run: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bioner-tiny-'))
  try {
    cpSync(tinyModel, folder, { recursive: true })
    for (const [name, content] of Object.entries(files)) {
      if (content === null) rmSync(join(folder, name))
      else writeFileSync(join(folder, name), content)
    }
    return await run(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export function readTiny(name: string): Buffer {
  return readFileSync(join(tinyModel, name))
}
