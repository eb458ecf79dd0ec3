import { BenchError } from '../../../../core/error.ts'
import type { Family } from './family.ts'
import { type Role, roles, type TokenOptions, type WrittenToken } from './token-options.ts'

/** An entry of `added_tokens` in tokenizer.json. */
export interface AddedToken {
  readonly id: number
  readonly content: string
  readonly single_word: boolean
  readonly lstrip: boolean
  readonly rstrip: boolean
  readonly normalized: boolean
  readonly special: boolean
}

/** The vocabulary that tokens are added to. */
interface Vocabulary {
  readonly path: string
  readonly ids: ReadonlyMap<string, number>
  /** Pieces that no text is cut into. */
  readonly control: readonly string[]
}

/**
 * The tokens that are looked for before a text is cut: the control pieces, what the files beside the model list, and those that have a role. One that is
 * not in the vocabulary gets the next id, as it does in transformers; but not the padding, the unknown, and those around a text, without which the
 * model is of another family. Throws `MODEL` there, and where the files list other ids than the vocabulary has.
 */
export function addTokens(vocabulary: Vocabulary, family: Family, options: TokenOptions): readonly AddedToken[] {
  const { path, ids } = vocabulary
  const byContent = new Map<string, AddedToken>()
  let next = ids.size
  const add = (token: WrittenToken, special: boolean) => {
    const known = byContent.get(token.content)
    const id = known?.id ?? ids.get(token.content) ?? next++
    byContent.set(token.content, flagged(id, token, special || known?.special === true))
  }
  for (const content of vocabulary.control) add({ content }, true)
  for (const token of options.listed) {
    const expected = ids.get(token.content) ?? next
    if (token.id !== expected) throw misplaced(options.listedIn, token, expected, path, ids.has(token.content))
    add(token, token.special === true)
  }
  for (const role of roles) {
    const token = tokenOf(role, family, options)
    if (!optional.has(role) && !ids.has(token.content) && !byContent.has(token.content)) {
      throw new BenchError(
        'MODEL',
        `${path}: the ${role}_token ${JSON.stringify(token.content)} is not in the vocabulary, which is therefore not one of ${family.name}`,
      )
    }
    add(token, true)
  }
  for (const token of options.additional) add(token, true)
  return [...byContent.values()].sort((a, b) => a.id - b.id)
}

/** The token of a role, with the flags that the files, or else the family, give it. */
export function tokenOf(role: Role, family: Family, options: TokenOptions): WrittenToken {
  const given = options.tokens.get(role)
  const usual = family.tokens[role]
  const content = given?.content ?? usual.content
  const listed = options.listed.find(token => token.content === content && token.lstrip !== undefined)
  if (given?.lstrip !== undefined) return given
  return listed ?? { ...usual, content }
}

const optional = new Set<Role>(['bos', 'eos', 'mask'])

function flagged(id: number, token: WrittenToken, special: boolean): AddedToken {
  return {
    id,
    content: token.content,
    single_word: token.single_word ?? false,
    lstrip: token.lstrip ?? false,
    rstrip: token.rstrip ?? false,
    normalized: token.normalized ?? !special,
    special,
  }
}

function misplaced(
  listedIn: string,
  { content, id }: WrittenToken & { readonly id: number },
  expected: number,
  path: string,
  known: boolean,
): BenchError {
  const reason = known
    ? `which has the id ${expected} in ${path}`
    : `but behind the pieces of ${path} ${expected} is next`
  return new BenchError('MODEL', `${listedIn}: gives ${JSON.stringify(content)} the id ${id}, ${reason}`)
}
