import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect } from 'vitest'
import { z } from 'zod'
import { readConfig } from '../../../src/inference/checkpoint/config.ts'
import { readTokenizerFile } from '../../../src/inference/checkpoint/tokenizer/tokenizer-file.ts'
import { encodePassages } from '../../../src/inference/pieces.ts'
import { createTokenizer } from '../../../src/inference/tokenizer.ts'
import { loadLibrary } from '../../../src/inference/transformersjs/library.ts'
import { openTransformersJsTokenizer } from '../../../src/inference/transformersjs/tokenizer.ts'
import { inputOf } from '../../contract/tagger.ts'
import { sharedPath, whenShared } from '../../shared.ts'
import { embeddedModel } from '../fixtures.ts'

const schema = z.object({
  text: z
    .object({
      words: z.array(z.object({ words: z.array(z.string()) })),
      raw: z.array(z.object({ text: z.string() })),
    })
    .optional(),
})

/** The tokenizers library and transformers.js, on every tokenizer there is, with the odd words and texts that lie beside it. */
async function* bothTokenizers() {
  const library = await loadLibrary()
  const folders = ['tiny', 'tiny-onnx'].flatMap(kind =>
    readdirSync(sharedPath('models', kind)).map(name => sharedPath('models', kind, name)),
  )
  for (const folder of [embeddedModel, ...folders.filter(path => existsSync(join(path, 'tokenizer.json')))]) {
    const file = await readTokenizerFile(join(folder, 'tokenizer.json'), await readConfig(join(folder, 'config.json')))
    const expected = join(folder, 'expected.json')
    const { text } = existsSync(expected) ? schema.parse(JSON.parse(readFileSync(expected, 'utf8'))) : {}
    yield {
      ours: await createTokenizer(file.path, file.json),
      theirs: await openTransformersJsTokenizer(library, file),
      words: [...new Set((text?.words ?? []).flatMap(({ words }) => words))],
      texts: (text?.raw ?? []).map(raw => raw.text),
    }
  }
}

function wordsOf(name: string): string[] {
  const tsv = gunzipSync(readFileSync(sharedPath('models', 'reference', 'expected', name))).toString()
  return tsv.split('\n').flatMap(line => line.split('\t')[0] || [])
}

whenShared(
  'words: of 11,607 that occur in BC5CDR and NCBI-Disease none differs, for any tokenizer; of the odd ones these do',
  async () => {
    const corpus = [...new Set(['bc5cdr.test.int8.tsv.gz', 'ncbi-disease.test.int8.tsv.gz'].flatMap(wordsOf))]
    expect(corpus.length).toBe(11_607)
    const odd = new Set<string>()
    let tokenizers = 0
    for await (const { ours, theirs, words } of bothTokenizers()) {
      expect([theirs.before, theirs.behind]).toEqual([ours.before, ours.behind])
      expect(await theirs.encodeWords(corpus)).toEqual(await ours.encodeWords(corpus))
      const [expected, found] = [await ours.encodeWords(words), await theirs.encodeWords(words)]
      for (const [index, word] of words.entries()) {
        if (JSON.stringify(found[index]) !== JSON.stringify(expected[index])) odd.add(word)
      }
      tokenizers++
    }
    expect(tokenizers).toBe(26)
    // A soft hyphen, two accents on one letter, U+FFFD and joined emoji, which the normaliser of SentencePiece maps.
    expect([...odd].sort()).toEqual(['co\u00adoperate', 'e\u0323\u0301', '\u00ad', '\ufffd', '👩\u200d🔬'].sort())
  },
  300_000,
)

whenShared(
  'texts: where the pieces are the same they lie in the same words, and hardly a text is refused',
  async () => {
    const seen = { texts: 0, refused: 0, otherPieces: 0 }
    const some = documents().slice(0, 40)
    for await (const { ours, theirs, texts } of bothTokenizers()) {
      for (const text of [...texts, ...some]) {
        const input = { ...inputOf('text', []), text, tokens: null }
        const [expected] = await encodePassages([input], 'separate', ours)
        const found = await encodePassages([input], 'separate', theirs).catch(() => null)
        seen.texts++
        if (found === null) seen.refused++
        else if (JSON.stringify(found[0]?.ids) !== JSON.stringify(expected?.ids)) seen.otherPieces++
        else expect(found[0]).toEqual(expected)
      }
    }
    expect(seen).toEqual({ texts: 1110, refused: 5, otherPieces: 0 })
  },
  300_000,
)

whenShared(
  'documents: of the 500 of BC5CDR none is refused by the embedded model, and all pieces lie where they should',
  async () => {
    const path = join(embeddedModel, 'tokenizer.json')
    const file = await readTokenizerFile(path, await readConfig(join(embeddedModel, 'config.json')))
    const ours = await createTokenizer(file.path, file.json)
    const theirs = await openTransformersJsTokenizer(await loadLibrary(), file)
    const inputs = documents().map((text, index) => ({ ...inputOf(String(index), []), text, tokens: null }))
    expect(inputs.length).toBe(500)
    expect(await encodePassages(inputs, 'joined', theirs)).toEqual(await encodePassages(inputs, 'joined', ours))
  },
  300_000,
)

/** Title and abstract of the 500 documents of BC5CDR's test split. */
function documents(): string[] {
  const pubtator = readFileSync(sharedPath('datasets', 'bc5cdr', 'pubtator', 'CDR_TestSet.PubTator.txt'), 'utf8')
  const parts = [...pubtator.matchAll(/^(\d+)\|[ta]\|(.*)$/gm)]
  return [...Map.groupBy(parts, ([, id]) => id).values()].map(lines => lines.map(([, , text]) => text).join(' '))
}
