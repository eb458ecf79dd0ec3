import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Input, PassageId } from '../../src/core/passage.ts'
import { findWords } from '../../src/core/text/find-words.ts'
import { readConfig } from '../../src/inference/checkpoint/config.ts'
import { readTokenizerFile } from '../../src/inference/checkpoint/tokenizer/tokenizer-file.ts'
import { encodePassages } from '../../src/inference/pieces.ts'
import { createTokenizer, type Tokenizer } from '../../src/inference/tokenizer.ts'
import { inputOf } from '../contract/tagger.ts'
import { embeddedModel, readTiny, withTinyModel } from './fixtures.ts'

const embeddedJson = readFileSync(join(embeddedModel, 'tokenizer.json'), 'utf8')
const embedded = await createTokenizer('tokenizer.json', embeddedJson)

describe('the tokenizer', () => {
  test('special tokens are what the post-processor puts around a text', async () => {
    expect([embedded.before, embedded.behind]).toEqual([[2], [3]])
    const withoutAny = await createTokenizer('t', JSON.stringify({ ...JSON.parse(embeddedJson), post_processor: null }))
    expect([withoutAny.before, withoutAny.behind]).toEqual([[], []])
  })

  test('offsets are UTF-16 units, also behind characters outside the basic plane', async () => {
    const text = '𝛽-blocker 🧬 ataxia é'
    const [encoded] = await embedded.encode([text])
    expect(encoded?.spans.map(({ start, end }) => text.slice(start, end)).join(' ')).toMatch(/^𝛽 - block ?er 🧬 at/)
    expect(encoded?.spans.at(-1)?.end).toBe(text.length)
  })

  test('half a surrogate pair does not shift what follows', async () => {
    const text = '\ud800 ataxia'
    const [encoded] = await embedded.encode([text])
    expect(encoded?.spans.at(-1)?.end).toBe(text.length)
  })

  test('truncation and padding of whoever saved the file are switched off', async () => {
    const baked = {
      ...JSON.parse(readTiny('tokenizer.json').toString()),
      truncation: { direction: 'Right', max_length: 4, strategy: 'LongestFirst', stride: 0 },
      padding: {
        strategy: { Fixed: 12 },
        direction: 'Right',
        pad_to_multiple_of: null,
        pad_id: 0,
        pad_type_id: 0,
        pad_token: '[PAD]',
      },
    }
    await withTinyModel({ 'tokenizer.json': JSON.stringify(baked) }, async folder => {
      const config = await readConfig(join(folder, 'config.json'))
      const { json } = await readTokenizerFile(join(folder, 'tokenizer.json'), config)
      const [plain, freed] = await Promise.all([
        createTokenizer('t', readTiny('tokenizer.json').toString()),
        createTokenizer('t', json),
      ])
      const texts = ['ataxia telangiectasia', 'a']
      expect(await freed.encode(texts)).toEqual(await plain.encode(texts))
    })
  })

  test('a file that the library cannot read is named', async () => {
    await expect(createTokenizer('some/tokenizer.json', '{"model":{"type":"Nonsense"}}')).rejects.toMatchObject({
      code: 'MODEL',
      message: expect.stringContaining('some/tokenizer.json: the tokenizers library cannot read it'),
    })
  })
})

describe('passages', () => {
  const words = ['naloxone', '', 'reverses', '\u200b', 'naloxone']

  test('separate: every distinct word is encoded once, for all passages together', async () => {
    const asked: string[][] = []
    const counting: Tokenizer = {
      ...embedded,
      encodeWords(words) {
        asked.push([...words])
        return embedded.encodeWords(words)
      },
    }
    const passages = await encodePassages([inputOf('a', words), inputOf('b', ['naloxone'])], 'separate', counting)
    expect(asked).toEqual([['naloxone', '', 'reverses', '\u200b']])
    const [first, second] = passages
    expect(first?.words.map(({ start, end }) => first.ids.slice(start, end).length > 0)).toEqual([
      true,
      false,
      true,
      false,
      true,
    ])
    expect(first?.ids.slice(first.words[4]?.start)).toEqual(second?.ids)
  })

  test('joined: pieces go to the word that they touch; a word without any stays empty', async () => {
    const [joined] = await encodePassages([inputOf('a', words)], 'joined', embedded)
    const [separate] = await encodePassages([inputOf('a', words)], 'separate', embedded)
    expect(joined).toEqual(separate)
  })

  test('text without tokens: words of letters and digits, every other visible character alone', () => {
    const text = 'TNF-α (p<0.05),\u200b 𝛽2-blocker\tna\u0308ive'
    expect(findWords(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'TNF',
      '-',
      'α',
      '(',
      'p',
      '<',
      '0',
      '.',
      '05',
      ')',
      ',',
      '𝛽2',
      '-',
      'blocker',
      'na\u0308ive',
    ])
  })

  test('text without tokens: the same pieces as the text, the same spans as its words', async () => {
    const input: Input = { id: 'a' as PassageId, text: 'IL-2, 𝛽 (ataxia)', tokens: null }
    const [passage] = await encodePassages([input], 'separate', embedded)
    expect(passage?.ids).toEqual((await embedded.encode([input.text]))[0]?.ids)
    expect(passage?.spans).toEqual(findWords(input.text))
    expect(passage?.words.every(({ start, end }) => end > start)).toBe(true)
  })
})
