/** Parts of tokenizer.json that tokenizers made from a vocabulary have in common. */

export interface SpecialToken {
  readonly id: number
  readonly content: string
  /** Takes the spaces before it, as `<mask>` of RoBERTa does. */
  readonly lstrip: boolean
}

/** `added_tokens`, by id. */
export function addedTokens(tokens: readonly SpecialToken[]): readonly object[] {
  const byId = new Map(tokens.map(token => [token.id, token]))
  return [...byId.values()]
    .sort((a, b) => a.id - b.id)
    .map(({ id, content, lstrip }) => ({
      ...{ id, content, single_word: false, lstrip, rstrip: false, normalized: false, special: true },
    }))
}

/** One text between two special tokens. */
export function between(first: SpecialToken, last: SpecialToken): object {
  const special = ({ content }: SpecialToken, type: number) => ({ SpecialToken: { id: content, type_id: type } })
  const text = (id: 'A' | 'B', type: number) => ({ Sequence: { id, type_id: type } })
  const entry = ({ id, content }: SpecialToken) => [content, { id: content, ids: [id], tokens: [content] }] as const
  return {
    type: 'TemplateProcessing',
    single: [special(first, 0), text('A', 0), special(last, 0)],
    pair: [special(first, 0), text('A', 0), special(last, 0), text('B', 1), special(last, 1)],
    special_tokens: Object.fromEntries([entry(first), entry(last)]),
  }
}
