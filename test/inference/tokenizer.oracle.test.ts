import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { z } from 'zod'
import { readConfig } from '../../src/inference/checkpoint/config.ts'
import { readTokenizerFile } from '../../src/inference/checkpoint/tokenizer/tokenizer-file.ts'
import { encodePassages } from '../../src/inference/pieces.ts'
import { createTokenizer, type Encoded, type Tokenizer } from '../../src/inference/tokenizer.ts'
import { cutWindows, type PieceRange } from '../../src/inference/windows.ts'
import { inputOf } from '../contract/tagger.ts'
import { sharedPath, whenShared } from '../shared.ts'

const ids = z.array(z.int())
const wordIds = z.array(z.int().nullable())
const offsets = z.array(z.tuple([z.int(), z.int()]))
const words = z.array(z.string())
const encoded = z.object({ input_ids: ids, word_ids: wordIds, offsets })
const schema = z.object({
  words: z.array(encoded.extend({ words })),
  raw: z.array(
    z.object({ text: z.string(), input_ids: ids, offsets, words: words.optional(), token_words: wordIds.optional() }),
  ),
  windows: z.object({ words, max_length: z.int(), stride: z.int(), windows: z.array(encoded) }).optional(),
})
type Cases = z.infer<typeof schema>

// What the Python library gives for every fixture tokenizer: WordPiece cased and not, unigram, byte-level BPE with and without
// prefix space; odd words among them.
describe('pieces, their words and their offsets are those of Python', () => {
  whenShared('words one by one: 117 cases', async () => {
    const count = await forEachTokenizer(async (tokenizer, cases) => {
      for (const expected of cases.words) {
        const { pieces, word_ids, spans } = await encodeWords(tokenizer, expected.words)
        expect(frame(tokenizer, { start: 0, end: pieces.length }, pieces, word_ids, spans)).toEqual(only(expected))
      }
      return cases.words.length
    })
    expect(count).toBe(117)
  })

  whenShared('text: 72 cases', async () => {
    const count = await forEachTokenizer(async (tokenizer, cases) => {
      for (const { text, input_ids, offsets } of cases.raw) {
        const [part] = await tokenizer.encode([text])
        if (part === undefined) throw new Error('no encoding')
        const spans = codePointSpans(part, text)
        const { input_ids: found, offsets: at } = frame(tokenizer, { start: 0, end: spans.length }, part.ids, [], spans)
        expect({ found, at }).toEqual({ found: input_ids, at: offsets })
      }
      return cases.raw.length
    })
    expect(count).toBe(72)
  })

  whenShared('words joined by spaces, and the word that each piece touches: 45 cases', async () => {
    const count = await forEachTokenizer(async (tokenizer, cases) => {
      const joined = cases.raw.filter(expected => expected.words !== undefined)
      for (const expected of joined) {
        const [passage] = await encodePassages([inputOf('a', expected.words ?? [])], 'joined', tokenizer)
        const touched = passage?.ids.map((_, piece) => {
          const word = passage.words.findIndex(({ start, end }) => start <= piece && piece < end)
          return word === -1 ? null : word
        })
        const { before, behind } = tokenizer
        expect([...before.map(() => null), ...(touched ?? []), ...behind.map(() => null)]).toEqual(expected.token_words)
      }
      return joined.length
    })
    expect(count).toBe(45)
  })

  whenShared('a long document in windows of 64 that share 16: 9 documents', async () => {
    const count = await forEachTokenizer(async (tokenizer, { windows: expected }) => {
      if (expected === undefined) return 0
      const { pieces, word_ids, spans } = await encodeWords(tokenizer, expected.words)
      const content = expected.max_length - tokenizer.before.length - tokenizer.behind.length
      const windows = cutWindows(pieces.length, content, expected.stride)
      expect(windows.map(window => frame(tokenizer, window, pieces, word_ids, spans))).toEqual(
        expected.windows.map(only),
      )
      return 1
    })
    expect(count).toBe(9)
  })
})

async function forEachTokenizer(check: (tokenizer: Tokenizer, cases: Cases) => Promise<number>): Promise<number> {
  const models = ['tiny', 'tiny-onnx'].flatMap(family =>
    readdirSync(sharedPath('models', family)).map(name => sharedPath('models', family, name)),
  )
  let count = 0
  for (const model of models) {
    const { text } = z.object({ text: schema }).parse(JSON.parse(readFileSync(join(model, 'expected.json'), 'utf8')))
    const folder = existsSync(join(model, 'base')) ? join(model, 'base') : model
    const config = await readConfig(join(folder, 'config.json'))
    const { path, json } = await readTokenizerFile(join(folder, 'tokenizer.json'), config)
    count += await check(await createTokenizer(path, json), text)
  }
  return count
}

async function encodeWords(tokenizer: Tokenizer, texts: readonly string[]) {
  const parts = await tokenizer.encode(texts)
  return {
    pieces: parts.flatMap(part => part.ids),
    word_ids: parts.flatMap((part, word) => part.ids.map(() => word)),
    spans: parts.flatMap((part, word) => codePointSpans(part, texts[word] ?? '')),
  }
}

/** Back to the code points that Python counts. */
function codePointSpans({ spans }: Encoded, text: string): [number, number][] {
  const codePoints = (end: number) => [...text.slice(0, end)].length
  return spans.map(({ start, end }) => [codePoints(start), codePoints(end)])
}

/** A window as Python shows it: special tokens around, without word and offsets. */
function frame(
  { before, behind }: Tokenizer,
  { start, end }: PieceRange,
  pieces: readonly number[],
  words: readonly number[],
  spans: readonly [number, number][],
) {
  return {
    input_ids: [...before, ...pieces.slice(start, end), ...behind],
    word_ids: [...before.map(() => null), ...words.slice(start, end), ...behind.map(() => null)],
    offsets: [...before.map(() => [0, 0]), ...spans.slice(start, end), ...behind.map(() => [0, 0])],
  }
}

function only({ input_ids, word_ids, offsets }: z.infer<typeof encoded>) {
  return { input_ids, word_ids, offsets }
}
