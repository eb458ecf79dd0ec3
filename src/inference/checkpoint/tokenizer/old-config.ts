import { join } from 'node:path'
import { z } from 'zod'
import { parseJson, readOptional } from '../json-file.ts'

const token = z.union([z.string(), z.looseObject({ content: z.string() }).transform(({ content }) => content)])
const schema = z.looseObject({
  do_lower_case: z.boolean().nullish(),
  strip_accents: z.boolean().nullish(),
  tokenize_chinese_chars: z.boolean().nullish(),
  add_prefix_space: z.boolean().nullish(),
  cls_token: token.nullish(),
  sep_token: token.nullish(),
  bos_token: token.nullish(),
  eos_token: token.nullish(),
  pad_token: token.nullish(),
  unk_token: token.nullish(),
  mask_token: token.nullish(),
})

/** What of tokenizer_config.json decides how a vocabulary is used; null where the file, or the key, is not there. */
export type OldTokenizerConfig = z.infer<typeof schema> & { readonly present: boolean }

/** Throws `MODEL` where tokenizer_config.json is there and is no such file. */
export async function readOldConfig(folder: string): Promise<OldTokenizerConfig> {
  const path = join(folder, 'tokenizer_config.json')
  const bytes = await readOptional(path)
  return bytes === null ? { present: false } : { ...parseJson(path, bytes, schema), present: true }
}
