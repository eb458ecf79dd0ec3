import { readFileSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { z } from 'zod'
import { bytesField } from '../../../src/inference/graph/onnx/protobuf.ts'
import { sharedPath, whenShared } from '../../shared.ts'
import { folderWith, openTokenizer } from './folder.ts'
import { debertaHead, modelBytes, piece, xlmRobertaHead } from './model-bytes.ts'

const tokenizerSchema = z.object({
  model: z.object({ vocab: z.array(z.tuple([z.string(), z.number()])) }),
  normalizer: z.unknown(),
})
const ids = z.array(z.int())
const expectedSchema = z.object({
  text: z.object({
    words: z.array(z.object({ words: z.array(z.string()), input_ids: ids })),
    raw: z.array(z.object({ text: z.string(), input_ids: ids })),
  }),
})

const albertHead = [
  piece('<pad>', 0, 'control'),
  piece('<unk>', 0, 'unknown'),
  piece('[CLS]', 0, 'control'),
  piece('[SEP]', 0, 'control'),
  piece('[MASK]', 0, 'control'),
]
/** What the file begins with, and how many pieces of tokenizer.json stand for that. */
const heads = {
  albert: { file: 'spiece.model', head: albertHead, skip: 5 },
  'deberta-v2': { file: 'spm.model', head: debertaHead, skip: 4 },
  'deberta-v2-c2p': { file: 'spm.model', head: debertaHead, skip: 4 },
  'deberta-v2-xl': { file: 'spm.model', head: debertaHead, skip: 4 },
  'xlm-roberta': { file: 'sentencepiece.bpe.model', head: xlmRobertaHead, skip: 4 },
} as const

// The SentencePiece model that a checkpoint's tokenizer.json was made from, written again from its pieces, scores and rules.
describe('a tokenizer made from a SentencePiece model gives the pieces of the tokenizer.json of the same checkpoint', () => {
  for (const [name, { file, head, skip }] of Object.entries(heads)) {
    whenShared(`${name}: every word and text of its cases, and the words of a corpus`, async () => {
      const read = (entry: string) => readFileSync(sharedPath('models', 'tiny', name, entry), 'utf8')
      const { model, normalizer } = tokenizerSchema.parse(JSON.parse(read('tokenizer.json')))
      const own = model.vocab.slice(skip).filter(([text]) => text !== '<mask>')
      const map = /"precompiled_charsmap":"([^"]*)"/.exec(JSON.stringify(normalizer))?.[1] ?? ''
      const bytes = modelBytes([...head, ...own.map(([text, score]) => piece(text, score))], {
        normalizer: [bytesField(2, Buffer.from(map, 'base64'))],
      })
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
