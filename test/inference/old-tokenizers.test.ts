import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { readConfig } from '../../src/inference/checkpoint/config.ts'
import { readTokenizerFile } from '../../src/inference/checkpoint/tokenizer/tokenizer-file.ts'
import { createTokenizer } from '../../src/inference/tokenizer.ts'
import { sharedPath, whenShared } from '../shared.ts'

const bertPieces = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', 'famo', '##tidine', 'ileus', 'Ileus']

function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'bioner-bench-tokenizer-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, content] of Object.entries({ 'config.json': '{"model_type":"bert"}', ...files })) {
    writeFileSync(join(folder, name), content)
  }
  return folder
}

async function open(folder: string) {
  const file = await readTokenizerFile(join(folder, 'tokenizer.json'), await readConfig(join(folder, 'config.json')))
  return { file, tokenizer: await createTokenizer(file.path, file.json) }
}

const vocabularySchema = z.object({
  model: z.object({
    vocab: z.record(z.string(), z.int()),
    merges: z.array(z.tuple([z.string(), z.string()])).optional(),
  }),
  added_tokens: z.array(z.object({ id: z.int(), content: z.string() })),
})
const casesSchema = z.object({
  text: z.object({
    words: z.array(z.object({ words: z.array(z.string()) })),
    raw: z.array(z.object({ text: z.string() })),
  }),
})

describe('a tokenizer from older files gives the pieces of the tokenizer.json of the same checkpoint', () => {
  for (const name of ['bert', 'distilbert', 'electra', 'roberta']) {
    whenShared(`${name}: every word and text of its cases`, async () => {
      const original = sharedPath('models', 'tiny', name)
      const read = (file: string) => readFileSync(join(original, file), 'utf8')
      const { model, added_tokens: added } = vocabularySchema.parse(JSON.parse(read('tokenizer.json')))
      const ids = new Map([...Object.entries(model.vocab), ...added.map(({ id, content }) => [content, id] as const)])
      const pieces = [...ids].sort(([, a], [, b]) => a - b).map(([piece]) => piece)
      const files =
        model.merges === undefined
          ? { 'vocab.txt': pieces.map(piece => `${piece}\n`).join('') }
          : {
              'vocab.json': JSON.stringify(Object.fromEntries(ids)),
              'merges.txt': `#version: 0.2\n${model.merges.map(merge => `${merge.join(' ')}\n`).join('')}`,
            }
      const folder = folderWith({
        ...files,
        'config.json': read('config.json'),
        'tokenizer_config.json': read('tokenizer_config.json'),
      })
      const { tokenizer: made } = await open(folder)
      const { tokenizer: expected } = await open(original)
      expect({ before: made.before, behind: made.behind }).toEqual({ before: expected.before, behind: expected.behind })
      const { text } = casesSchema.parse(JSON.parse(read('expected.json')))
      const texts = [...text.words.flatMap(({ words }) => words), ...text.raw.map(raw => raw.text)]
      expect(texts.length).toBeGreaterThan(100)
      expect(await made.encode(texts)).toEqual(await expected.encode(texts))
    })
  }
})

describe('vocab.txt', () => {
  const lines = (pieces: readonly string[]) => pieces.map(piece => `${piece}\n`).join('')

  test('is lower-cased unless the configuration says otherwise, and a note says so', async () => {
    const { file, tokenizer } = await open(folderWith({ 'vocab.txt': lines(bertPieces) }))
    expect(tokenizer).toMatchObject({ before: [2], behind: [3] })
    expect((await tokenizer.encode(['Famotidine', 'Ileus'])).map(({ ids }) => ids)).toEqual([[5, 6], [7]])
    expect(file.notes).toEqual([
      'Tokenizer made from vocab.txt; lower-cased, as BERT’s own tokenizer does where nobody says otherwise.',
    ])

    const cased = await open(
      folderWith({ 'vocab.txt': lines(bertPieces), 'tokenizer_config.json': '{"do_lower_case":false}' }),
    )
    expect((await cased.tokenizer.encode(['Ileus']))[0]?.ids).toEqual([8])
    expect(cased.file.notes).toEqual(['Tokenizer made from vocab.txt.'])
  })

  test('may have CRLF line ends and pieces that look like numbers', async () => {
    const pieces = [...bertPieces, '2', '10', '__proto__']
    const { tokenizer } = await open(folderWith({ 'vocab.txt': pieces.map(piece => `${piece}\r\n`).join('') }))
    expect((await tokenizer.encode(['2', '10'])).map(({ ids }) => ids)).toEqual([[9], [10]])
  })

  test.each([
    ['a piece twice', lines([...bertPieces, 'ileus']), /vocab\.txt:10: the piece "ileus" stands on line 8 too/],
    ['no special piece', 'a\nb\n', /vocab\.txt: the special piece \[PAD\] is not in the vocabulary/],
    ['nothing', '', /vocab\.txt: the file is empty/],
    ['bytes that are no text', new Uint8Array([0x61, 0xff]), /vocab\.txt: not UTF-8/],
  ])('with %s is refused', async (_, content, message) => {
    await expect(open(folderWith({ 'vocab.txt': content }))).rejects.toThrow(message)
  })

  test('larger than the embeddings is refused', async () => {
    const folder = folderWith({ 'vocab.txt': lines(bertPieces), 'config.json': '{"model_type":"bert","vocab_size":5}' })
    await expect(open(folder)).rejects.toThrow(/vocab\.txt: gives ids up to 8, but vocab_size/)
  })
})

describe('vocab.json', () => {
  const vocabulary = { '<s>': 0, '<pad>': 1, '</s>': 2, '<unk>': 3, '<mask>': 4, a: 5, b: 6, ab: 7 }

  test('merges pieces, most frequent first', async () => {
    const { tokenizer } = await open(
      folderWith({ 'vocab.json': JSON.stringify(vocabulary), 'merges.txt': '#version: 0.2\na b\n' }),
    )
    expect((await tokenizer.encode(['ab', 'ba'])).map(({ ids }) => ids)).toEqual([[7], [6, 5]])
  })

  test.each([
    ['no merges', { 'vocab.json': JSON.stringify(vocabulary) }, /merges\.txt: not found/],
    [
      'a merge of other pieces',
      { 'vocab.json': JSON.stringify(vocabulary), 'merges.txt': 'a b\na x\n' },
      /merges\.txt:2: "a x" is no merge/,
    ],
    ['ids that are none', { 'vocab.json': '{"a":"x"}', 'merges.txt': '' }, /vocab\.json: a: /],
  ])('with %s is refused', async (_, files, message) => {
    await expect(open(folderWith(files))).rejects.toThrow(message)
  })
})

test('a SentencePiece model alone is refused with the remedy; nothing at all as well', async () => {
  await expect(open(folderWith({ 'spm.model': 'x' }))).rejects.toThrow(
    /spm\.model: a SentencePiece model without tokenizer\.json; save the tokenizer/,
  )
  await expect(open(folderWith({}))).rejects.toThrow(
    /tokenizer\.json: not found, nor vocab\.txt, nor vocab\.json with merges\.txt/,
  )
})
