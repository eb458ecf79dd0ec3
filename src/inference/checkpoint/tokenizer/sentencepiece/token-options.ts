import { join } from 'node:path'
import { z } from 'zod'
import { parseJson, readOptional } from '../../json-file.ts'

const flag = z.boolean().nullish()
/** The tokenizers library passes over an empty token, and every later id would be another. */
const content = z.string().min(1)
const written = z.looseObject({
  content,
  single_word: flag,
  lstrip: flag,
  rstrip: flag,
  normalized: flag,
  special: flag,
})
const token = z.union([content.transform(text => ({ content: text })), written]).nullish()
const tokens = {
  bos_token: token,
  eos_token: token,
  unk_token: token,
  sep_token: token,
  pad_token: token,
  cls_token: token,
  mask_token: token,
  additional_special_tokens: z.array(token).nullish(),
}
const configSchema = z.looseObject({
  ...tokens,
  do_lower_case: flag,
  keep_accents: flag,
  split_by_punct: flag,
  added_tokens_decoder: z.record(z.string().regex(/^\d{1,9}$/), written).nullish(),
})
const mapSchema = z.looseObject(tokens)
const addedSchema = z
  .record(z.string(), z.int().nonnegative())
  .refine(added => !Object.hasOwn(added, ''), 'has an empty token')

export const roles = ['bos', 'eos', 'unk', 'sep', 'pad', 'cls', 'mask'] as const
export type Role = (typeof roles)[number]

/** A token as one of the files writes it; a flag that it does not give is not there, or null. */
export type WrittenToken = Pick<z.infer<typeof written>, 'content'> & Partial<z.infer<typeof written>>

/** What the files beside a SentencePiece model say of it; null or not there where they say nothing. */
export interface TokenOptions {
  readonly lowerCase: boolean | null
  readonly keepAccents: boolean | null
  readonly splitByPunctuation: boolean | null
  readonly tokens: ReadonlyMap<Role, WrittenToken>
  readonly additional: readonly WrittenToken[]
  /** Tokens with the ids that `listedIn` gives them, by id. */
  readonly listed: readonly (WrittenToken & { readonly id: number })[]
  readonly listedIn: string
}

/**
 * Reads tokenizer_config.json; and, where that does not list the added tokens itself, special_tokens_map.json, which goes before it, and
 * added_tokens.json: the order of transformers. Throws `MODEL`, naming the file and the field, where one is no such file.
 */
export async function readTokenOptions(folder: string): Promise<TokenOptions> {
  const read = async <T>(name: string, schema: z.ZodType<T>): Promise<T | null> => {
    const bytes = await readOptional(join(folder, name))
    return bytes === null ? null : parseJson(join(folder, name), bytes, schema)
  }
  const config = (await read('tokenizer_config.json', configSchema)) ?? {}
  const decoder = config.added_tokens_decoder ?? null
  const map = decoder === null ? ((await read('special_tokens_map.json', mapSchema)) ?? {}) : {}
  const added = decoder === null ? ((await read('added_tokens.json', addedSchema)) ?? {}) : {}
  const given = roles.flatMap(role => {
    const value = map[`${role}_token`] ?? config[`${role}_token`]
    return value == null ? [] : [[role, value] as const]
  })
  const additional = map.additional_special_tokens ?? config.additional_special_tokens ?? []
  const listed = [
    ...Object.entries(decoder ?? {}).map(([id, value]) => ({ ...value, id: Number(id) })),
    ...Object.entries(added).map(([content, id]) => ({ content, id })),
  ]
  return {
    lowerCase: config.do_lower_case ?? null,
    keepAccents: config.keep_accents ?? null,
    splitByPunctuation: config.split_by_punct ?? null,
    tokens: new Map(given),
    additional: additional.filter(value => value != null),
    listed: listed.sort((a, b) => a.id - b.id),
    listedIn: join(folder, decoder === null ? 'added_tokens.json' : 'tokenizer_config.json'),
  }
}
