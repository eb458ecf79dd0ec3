import { dirname, join } from 'node:path'
import { z } from 'zod'
import { parseJson, readOptional } from '../checkpoint/json-file.ts'
import type { TokenizerFile } from '../checkpoint/tokenizer/tokenizer-file.ts'
import type { NamedTokenizer } from '../tokenizer.ts'

/** What Python's tokenizer classes know besides the tokenizer itself. */
export interface RawTokenizer {
  readonly pieces: NamedTokenizer
  /** Inner pieces of a word are marked, as `##` marks them, so that a word can be told from its pieces. */
  readonly marksContinuation: boolean
  /** The piece for what is not in the vocabulary. */
  readonly unknownId: number | null
  /** `model_max_length`, where it is a length: transformers writes 1e30 where nobody said. */
  readonly maxPieces: number | null
  /**
   * Offsets leave out the space before a word, but not that of the first piece of a window: it is taken for a space that the
   * tokenizer put there itself (ByteLevel and RobertaProcessing with `trim_offsets` and `add_prefix_space`).
   */
  readonly firstKeepsSpace: boolean
  /** At which end a text that is too long loses its pieces. */
  readonly truncationSide: 'left' | 'right'
}

/** From here on a number is no length; openmed 3.1.0 draws the same line. */
const noLength = 1_000_000

const tokenSchema = z.union([z.string(), z.looseObject({ content: z.string() })]).nullish()
const configSchema = z.looseObject({
  model_max_length: z.number().nullish(),
  truncation_side: z.enum(['left', 'right']).nullish(),
  unk_token: tokenSchema,
})
const processorSchema = z.looseObject({
  trim_offsets: z.boolean().nullish(),
  add_prefix_space: z.boolean().nullish(),
  processors: z.array(z.unknown()).nullish(),
})
const modelSchema = z.looseObject({
  model: z.looseObject({
    continuing_subword_prefix: z.string().nullish(),
    unk_token: z.string().nullish(),
    unk_id: z.int().nullish(),
  }),
  post_processor: z.unknown().optional(),
})

/** Reads tokenizer_config.json, where there is one, and what tokenizer.json says of words. Throws `MODEL`, naming the file and the field. */
export async function readRawTokenizer(
  { path, json }: Pick<TokenizerFile, 'path' | 'json'>,
  pieces: NamedTokenizer,
): Promise<RawTokenizer> {
  const configPath = join(dirname(path), 'tokenizer_config.json')
  const bytes = await readOptional(configPath)
  const config = bytes === null ? {} : parseJson(configPath, bytes, configSchema)
  const { model, post_processor: processor } = parseJson(path, new TextEncoder().encode(json), modelSchema)
  const stated = typeof config.unk_token === 'object' ? config.unk_token?.content : config.unk_token
  const unknown = stated ?? model.unk_token
  const maxPieces = config.model_max_length ?? 0
  return {
    pieces,
    marksContinuation: Boolean(model.continuing_subword_prefix),
    unknownId: unknown ? pieces.idOf(unknown) : (model.unk_id ?? null),
    maxPieces: maxPieces >= 1 && maxPieces < noLength ? Math.floor(maxPieces) : null,
    firstKeepsSpace: keepsFirstSpace(processor),
    truncationSide: config.truncation_side ?? 'right',
  }
}

function keepsFirstSpace(processor: unknown): boolean {
  const { success, data } = processorSchema.safeParse(processor)
  if (!success) return false
  return (Boolean(data.trim_offsets) && Boolean(data.add_prefix_space)) || (data.processors ?? []).some(keepsFirstSpace)
}
