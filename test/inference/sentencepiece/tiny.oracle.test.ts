import { readFileSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { z } from 'zod'
import { sharedPath, whenShared } from '../../shared.ts'
import { folderWith, openTokenizer } from './folder.ts'
import { rebuildable, rebuiltModel } from './rebuilt-model.ts'

const ids = z.array(z.int())
const expectedSchema = z.object({
  text: z.object({
    words: z.array(z.object({ words: z.array(z.string()), input_ids: ids })),
    raw: z.array(z.object({ text: z.string(), input_ids: ids })),
  }),
})

describe('a tokenizer made from a SentencePiece model gives the pieces of the tokenizer.json of the same checkpoint', () => {
  for (const checkpoint of rebuildable) {
    const { name, file } = checkpoint
    whenShared(`${name}: every word and text of its cases, and the words of a corpus`, async () => {
      const read = (entry: string) => readFileSync(sharedPath('models', 'tiny', name, entry), 'utf8')
      const bytes = rebuiltModel(checkpoint)
      const settings: object = JSON.parse(read('tokenizer_config.json'))
      const config: object = JSON.parse(read('config.json'))
      const made = await openTokenizer(
        folderWith(name, { [file]: bytes, 'config.json': config, 'tokenizer_config.json': settings }),
      )
      const original = await openTokenizer(sharedPath('models', 'tiny', name))
      const { before, behind } = made.tokenizer
      expect({ before, behind }).toEqual({ before: original.tokenizer.before, behind: original.tokenizer.behind })
      const { text } = expectedSchema.parse(JSON.parse(read('expected.json')))
      for (const { words, input_ids } of text.words) {
        expect([...before, ...(await made.idsOf(words)).flat(), ...behind]).toEqual(input_ids)
      }
      for (const { text: raw, input_ids } of text.raw) {
        expect([...before, ...(await made.idsOf([raw])).flat(), ...behind]).toEqual(input_ids)
      }
      const words = corpusWords()
      expect(words.length).toBeGreaterThan(4000)
      expect(await made.tokenizer.encode(words)).toEqual(await original.tokenizer.encode(words))
    })
  }
})

function corpusWords(): readonly string[] {
  const lines = readFileSync(sharedPath('datasets', 'ncbi-disease', 'conll', 'train.tsv'), 'utf8').split('\n')
  return [...new Set(lines.map(line => line.split('\t')[0] ?? ''))]
}
