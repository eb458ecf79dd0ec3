import { z } from 'zod'

/** How the pieces of a tokenizer spell a text. */
export interface Spelling {
  /** What marks a piece that goes on with a word, as `##` of WordPiece; null: no piece is marked so. */
  readonly continuation: string | null
  /** The piece that stands for whatever the vocabulary does not have; null: there is none. */
  readonly unknown: string | null
  /** Text is cut at white space before `▁` is put before each part, so that it lies on what follows; else it stands for the space itself. */
  readonly cutsAtSpaces: boolean
}

const schema = z.object({
  model: z.looseObject({
    type: z.string().nullish(),
    continuing_subword_prefix: z.string().nullish(),
    unk_token: z.string().nullish(),
  }),
  pre_tokenizer: z
    .looseObject({
      type: z.string().nullish(),
      pretokenizers: z.array(z.looseObject({ type: z.string().nullish() })).nullish(),
    })
    .nullish(),
})

/** Reads it from a tokenizer.json that is one. */
export function spellingOf(json: string): Spelling {
  const { model, pre_tokenizer: splitter } = schema.parse(JSON.parse(json))
  const types = [splitter?.type, ...(splitter?.pretokenizers ?? []).map(({ type }) => type)]
  return {
    continuation: model.continuing_subword_prefix || null,
    unknown: model.unk_token || null,
    cutsAtSpaces: types.includes('WhitespaceSplit'),
  }
}
