import { createHash } from 'node:crypto'
import { z } from 'zod'
import { BenchError } from '../../core/error.ts'
import type { Config } from './config.ts'
import { parseJson, readOptional } from './json-file.ts'

const schema = z.looseObject({
  added_tokens: z.array(z.object({ id: z.int() }).loose()).nullish(),
  model: z.looseObject({ vocab: z.unknown().optional() }),
  padding: z.object({ pad_id: z.int().nullish() }).nullish(),
})

export interface TokenizerFile {
  readonly path: string
  /** For the tokenizers library, with the truncation and padding of whoever saved the file switched off. */
  readonly json: string
  readonly sha256: string
  /** The piece that fills rows up; attention never looks at it. */
  readonly padId: number
}

/** Throws `MODEL` where tokenizer.json is missing, is no tokenizer, or gives ids that the model has no embedding for. */
export async function readTokenizerFile(path: string, config: Config): Promise<TokenizerFile> {
  const bytes = await readOptional(path)
  if (bytes === null) {
    throw new BenchError('MODEL', `${path}: not found; the tokenizer must lie beside the model's weights`)
  }
  const tokenizer = parseJson(path, bytes, schema)
  const largest = largestId(tokenizer)
  if (config.vocabSize !== null && largest >= config.vocabSize) {
    throw new BenchError(
      'MODEL',
      `${path}: gives ids up to ${largest}, but vocab_size in ${config.path} says that the model has ` +
        `${config.vocabSize} embedding rows; the tokenizer belongs to another model`,
    )
  }
  return {
    path,
    json: JSON.stringify({ ...tokenizer, truncation: null, padding: null }),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    padId: config.padId ?? tokenizer.padding?.pad_id ?? 0,
  }
}

/** `vocab` is an object from piece to id, or, for a unigram model, a list whose positions are the ids. */
function largestId({ model, added_tokens: added }: z.infer<typeof schema>): number {
  let largest = -1
  for (const { id } of added ?? []) largest = Math.max(largest, id)
  if (Array.isArray(model.vocab)) return Math.max(largest, model.vocab.length - 1)
  if (typeof model.vocab !== 'object' || model.vocab === null) return largest
  for (const id of Object.values(model.vocab)) if (typeof id === 'number') largest = Math.max(largest, id)
  return largest
}
