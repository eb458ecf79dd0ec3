import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { BenchError } from '../../core/error.ts'
import type { Span } from '../../core/passage.ts'
import { parseJson, readOptional } from '../checkpoint/json-file.ts'
import type { TokenizerFile } from '../checkpoint/tokenizer/tokenizer-file.ts'
import { reasonOf } from '../host/reason.ts'
import { specialTokensAround, type Tokenizer } from '../tokenizer.ts'
import type { Library } from './library.ts'
import { placeBytes } from './place-bytes.ts'
import { placeCharacters } from './place-characters.ts'
import { type Spelling, spellingOf } from './spelling.ts'

/**
 * The tokenizer of transformers.js. It gives no offsets: where the pieces of a text lie is worked out from what they spell, and a text whose pieces do not
 * spell it is refused. Words that are encoded one by one need none of this. Throws `MODEL`, naming the file, where the library cannot read it.
 */
export async function openTransformersJsTokenizer(library: Library, { path, json }: TokenizerFile): Promise<Tokenizer> {
  const folder = resolve(dirname(path))
  await checkFiles(folder)
  const tokenizer = await library.AutoTokenizer.from_pretrained(folder, { local_files_only: true }).catch(
    (cause: unknown) => {
      throw new BenchError('MODEL', `${path}: transformers.js cannot read it (${reasonOf(cause)})`, { cause })
    },
  )
  const spelling = spellingOf(json)
  const idsOf = (text: string) => tokenizer.encode(text, { add_special_tokens: false })
  return {
    ...specialTokensAround(path, idsOf('a'), tokenizer.encode('a')),
    async encode(texts) {
      return texts.map(text => {
        const ids = idsOf(text)
        const spans = placePieces(text, tokenizer.tokenize(text), spelling)
        if (spans !== null && spans.length === ids.length) return { ids, spans }
        throw new BenchError('MODEL', unplaced(path, text))
      })
    },
    async encodeWords(words) {
      return words.map(idsOf)
    },
  }
}

/** null where it cannot be proven. */
function placePieces(text: string, pieces: readonly string[], spelling: Spelling): Span[] | null {
  return placeBytes(text, pieces) ?? placeCharacters(text, pieces, spelling)
}

async function checkFiles(folder: string): Promise<void> {
  for (const name of ['tokenizer.json', 'tokenizer_config.json']) {
    const file = join(folder, name)
    const bytes = await readOptional(file)
    if (bytes === null) {
      throw new BenchError('MODEL', `${file}: not found; transformers.js needs it, --backend ort does not`)
    }
    parseJson(file, bytes, z.record(z.string(), z.unknown()))
  }
}

function unplaced(path: string, text: string): string {
  const start = text.length > 60 ? `${text.slice(0, 60)}…` : text
  return (
    `${path}: transformers.js does not say where the pieces of a text lie, and for ${JSON.stringify(start)} what they spell does not tell; ` +
    'use tokenised text with --words separate, or --backend ort'
  )
}
