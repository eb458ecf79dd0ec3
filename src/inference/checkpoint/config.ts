import { z } from 'zod'
import { BenchError } from '../../core/error.ts'
import { parseJson, readOptional } from './json-file.ts'

const count = z.int().nullish()
const schema = z.object({
  model_type: z.string().nullish(),
  architectures: z.array(z.string()).nullish(),
  id2label: z.unknown().optional(),
  vocab_size: count,
  pad_token_id: count,
  max_position_embeddings: count,
  max_sequence_length: count,
})

/** What of config.json the door needs; the rest is the architecture's own business. */
export interface Config {
  readonly path: string
  /** Every key as it stands in the file. */
  readonly values: ReadonlyMap<string, unknown>
  readonly architecture: string
  /** As it stands in the file; undefined where the file has none. */
  readonly id2label: unknown
  /** Rows of the embedding table. */
  readonly vocabSize: number | null
  readonly padId: number | null
  /** Pieces that the model can read at once, special tokens included; null where the file does not limit them. */
  readonly maxPieces: number | null
}

/** Throws `MODEL` where config.json is missing or is not a configuration. */
export async function readConfig(path: string): Promise<Config> {
  const bytes = await readOptional(path)
  if (bytes === null) {
    throw new BenchError('MODEL', `${path}: not found; the model's configuration must lie beside its weights`)
  }
  const config = parseJson(path, bytes, schema)
  return {
    path,
    values: new Map(Object.entries(parseJson(path, bytes, z.record(z.string(), z.unknown())))),
    architecture: config.model_type ?? config.architectures?.[0] ?? 'unknown',
    id2label: config.id2label,
    vocabSize: config.vocab_size ?? null,
    padId: config.pad_token_id ?? null,
    maxPieces: maxPiecesOf(config),
  }
}

/** These count positions from the padding id + 1, so that the first rows of their position table are never used. */
const paddingFirst = new Set([
  'roberta',
  'xlm-roberta',
  'xlm-roberta-xl',
  'camembert',
  'roberta-prelayernorm',
  'data2vec-text',
])

function maxPiecesOf(config: z.infer<typeof schema>): number | null {
  const reserved = paddingFirst.has(config.model_type ?? '') ? (config.pad_token_id ?? 1) + 1 : 0
  const limits = [(config.max_position_embeddings ?? 0) - reserved, config.max_sequence_length ?? 0]
  const stated = limits.filter(limit => limit > 0)
  return stated.length === 0 ? null : Math.min(...stated)
}
