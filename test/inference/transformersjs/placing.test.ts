import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../../src/inference/checkpoint/config.ts'
import { readTokenizerFile } from '../../../src/inference/checkpoint/tokenizer/tokenizer-file.ts'
import { encodePassages } from '../../../src/inference/pieces.ts'
import { createTokenizer } from '../../../src/inference/tokenizer.ts'
import { loadLibrary } from '../../../src/inference/transformersjs/library.ts'
import { placeBytes } from '../../../src/inference/transformersjs/place-bytes.ts'
import { placeCharacters } from '../../../src/inference/transformersjs/place-characters.ts'
import { openTransformersJsTokenizer } from '../../../src/inference/transformersjs/tokenizer.ts'
import { inputOf } from '../../contract/tagger.ts'
import { embeddedModel, tinyModel } from '../fixtures.ts'

function cut(text: string, spans: readonly { start: number; end: number }[] | null): string[] | null {
  return spans?.map(({ start, end }) => text.slice(start, end)) ?? null
}

describe('bytes', () => {
  test.each([
    ['a β-blocker', ['a', 'ĠÎ²', '-', 'blocker'], ['a', ' β', '-', 'blocker']],
    ['a β', ['Ġa', 'ĠÎ', '²'], ['a', ' β', 'β']],
    ['🧬x', ['ðŁ', '§', '¬', 'x'], ['🧬', '🧬', '🧬', 'x']],
    ['a  b', ['a', '  ', 'b'], ['a', '  ', 'b']],
    ['', [], []],
  ])('of %j', (text, pieces, surfaces) => {
    expect(cut(text, placeBytes(text, pieces))).toEqual(surfaces)
  })

  test.each([
    ['abc', ['ab']],
    ['abc', ['ab', 'c', 'd']],
    ['abc', ['ab', 'd']],
    ['e\u0301', ['Ã©']],
    ['a', ['##a']],
  ])('that are not the text are refused: %j as %j', (text, pieces) => {
    expect(placeBytes(text, pieces)).toBeNull()
  })
})

describe('characters', () => {
  const wordPiece = { continuation: '##', unknown: '[UNK]', cutsAtSpaces: false }
  const unigram = { continuation: null, unknown: '<unk>', cutsAtSpaces: false }

  test.each([
    ['Naïve ﬁbrosis.', ['naive', 'fi', '##bro', '##sis', '.'], ['Naïve', 'ﬁ', 'bro', 'sis', '.']],
    ['a 🧬-b ΑΣ', ['a', '[UNK]', '-', 'b', 'ας'], ['a', '🧬', '-', 'b', 'ΑΣ']],
    ['a\u00adb c', ['ab', 'c'], ['a\u00adb', 'c']],
    ['# ##', ['#', '#', '#'], ['#', '#', '#']],
  ])('of WordPiece: %j', (text, pieces, surfaces) => {
    expect(cut(text, placeCharacters(text, pieces, wordPiece))).toEqual(surfaces)
  })

  test.each([
    ['a bc', ['▁a', '▁b', 'c'], ['a', ' b', 'c'], false],
    ['a É', ['▁a', '▁', 'É'], ['a', ' ', 'É'], false],
    ['É a', ['▁', 'É', '▁a'], ['É', 'É', ' a'], false],
    ['a É', ['▁a', '▁', 'É'], ['a', 'É', 'É'], true],
  ])('of SentencePiece: %j', (text, pieces, surfaces, cutsAtSpaces) => {
    expect(cut(text, placeCharacters(text, pieces, { ...unigram, cutsAtSpaces }))).toEqual(surfaces)
  })

  test.each([
    ['abc', ['ab']],
    ['abc', ['ab', '##c', '##d']],
    ['abc', ['ab', '##d']],
    ['ab cd', ['[UNK]']],
    ['🧬 🧬', ['[UNK]', '[UNK]', '[UNK]']],
    ['ab', ['▁', 'a', '▁', 'b']],
  ])('that do not spell the text are refused: %j as %j', (text, pieces) => {
    expect(placeCharacters(text, pieces, wordPiece)).toBeNull()
  })
})

const library = await loadLibrary()
describe.each([
  ['the embedded model', embeddedModel],
  ['the tiny model', tinyModel],
])('the tokenizer of %s', async (_, folder) => {
  const file = await readTokenizerFile(join(folder, 'tokenizer.json'), await readConfig(join(folder, 'config.json')))
  const ours = await createTokenizer(file.path, file.json)
  const theirs = await openTransformersJsTokenizer(library, file)
  const alphabet = [...'abcETI  \t.,-()#57βΣïﬁ½µ\u0301\u00ad\u200b𝛽🧬肝', ' clonidine ', ' Naloxone', '[SEP]', '##s']

  test('of any text: pieces lie where the tokenizers library says, or the text is refused', async () => {
    let placed = 0
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...alphabet), { maxLength: 14 }), async parts => {
        const text = parts.join('')
        const input = { ...inputOf('text', []), text, tokens: null }
        const found = await encodePassages([input], 'joined', theirs).catch(() => null)
        const expected = await encodePassages([input], 'joined', ours)
        if (found === null || JSON.stringify(found[0]?.ids) !== JSON.stringify(expected[0]?.ids)) return
        placed++
        expect(found).toEqual(expected)
      }),
      { numRuns: 1000 },
    )
    expect(placed).toBeGreaterThan(500)
  })
})
