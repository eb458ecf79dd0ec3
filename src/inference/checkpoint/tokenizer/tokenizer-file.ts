import { createHash } from 'node:crypto'
import { dirname } from 'node:path'
import { z } from 'zod'
import { BenchError } from '../../../core/error.ts'
import type { Config } from '../config.ts'
import { parseJson, readOptional } from '../json-file.ts'
import { tokenizerFromVocabulary } from './from-vocabulary.ts'

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
  /** What a reader must know of a tokenizer that was put together from older files. */
  readonly notes: readonly string[]
}

/**
 * Reads tokenizer.json, or puts one together from the vocabulary files of older checkpoints beside it. Throws `MODEL` where there is neither, where
 * a file is no tokenizer, or where it gives ids that the model has no embedding for.
 */
export async function readTokenizerFile(path: string, config: Config): Promise<TokenizerFile> {
  const found = await readOptional(path)
  const made = found === null ? await tokenizerFromVocabulary(dirname(path), config.architecture) : null
  if (found === null && made === null) {
    throw new BenchError(
      'MODEL',
      `${path}: not found, nor vocab.txt, nor vocab.json with merges.txt, nor a SentencePiece model; the tokenizer must lie beside the model's weights`,
    )
  }
  const source = made?.path ?? path
  const tokenizer = found === null ? schema.parse(made?.json) : parseJson(path, found, schema)
  const largest = largestId(tokenizer)
  if (config.vocabSize !== null && largest >= config.vocabSize) {
    throw new BenchError(
      'MODEL',
      `${source}: gives ids up to ${largest}, but vocab_size in ${config.path} says that the model has ` +
        `${config.vocabSize} embedding rows; the tokenizer belongs to another model`,
    )
  }
  const json = JSON.stringify({ ...tokenizer, truncation: null, padding: null })
  return {
    path: source,
    json,
    sha256: createHash('sha256')
      .update(found ?? json)
      .digest('hex'),
    padId: config.padId ?? tokenizer.padding?.pad_id ?? 0,
    notes: made?.notes ?? [],
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
