import { Tokenizer as Binding, type Encoding } from 'tokenizers'
import { BenchError } from '../core/error.ts'
import type { Span } from '../core/passage.ts'

/** A text as pieces of the vocabulary, special tokens left out. */
export interface Encoded {
  readonly ids: readonly number[]
  /** For each piece the characters it stands for, in UTF-16 units of the text. */
  readonly spans: readonly Span[]
}

export interface Tokenizer {
  /** Special tokens that the model expects before and behind a text. */
  readonly before: readonly number[]
  readonly behind: readonly number[]
  /** Encodes each text by itself, and says where its pieces lie. Throws `MODEL` where that cannot be known. */
  encode(texts: readonly string[]): Promise<Encoded[]>
  /** The ids alone: words as they are encoded with `is_split_into_words`. */
  encodeWords(words: readonly string[]): Promise<(readonly number[])[]>
}

/** A tokenizer whose pieces can be called by their names. */
export interface NamedTokenizer extends Tokenizer {
  /** Empty for an id that is not in the vocabulary. */
  nameOf(id: number): string
  idOf(name: string): number | null
}

/** `json` is a tokenizer.json without truncation and padding. Throws `MODEL`, naming `path`, where the library cannot read it. */
export async function createTokenizer(path: string, json: string): Promise<NamedTokenizer> {
  const binding = parse(path, json)
  const idsOf = async (texts: readonly string[]) => {
    const encodings = await binding.encodeBatch([...texts], { addSpecialTokens: false })
    return encodings.map(encoding => encoding.getIds())
  }
  const framed = await binding.encode('a', null, { addSpecialTokens: true })
  return {
    ...specialTokensAround(path, (await idsOf(['a']))[0] ?? [], framed.getIds()),
    encodeWords: idsOf,
    async encode(texts) {
      const encodings = await binding.encodeBatch([...texts], { addSpecialTokens: false })
      return encodings.map((encoding, index) => ({
        ids: encoding.getIds(),
        spans: utf16Spans(texts[index] ?? '', encoding),
      }))
    },
    nameOf: id => binding.idToToken(id) ?? '',
    idOf: name => binding.tokenToId(name),
  }
}

function parse(path: string, json: string): Binding {
  try {
    return Binding.fromString(json)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new BenchError('MODEL', `${path}: the tokenizers library cannot read it (${reason})`, { cause })
  }
}

/**
 * Names like [CLS] or <s> are not to be assumed: what the post-processor puts around a text (`bare` by itself, `ids` with it) is what the model expects. Throws
 * `MODEL` where it does more.
 */
export function specialTokensAround(path: string, bare: readonly number[], ids: readonly number[]) {
  const added = ids.length - bare.length
  for (let before = 0; before <= added; before++) {
    if (bare.every((id, index) => id === ids[before + index])) {
      return { before: ids.slice(0, before), behind: ids.slice(before + bare.length) }
    }
  }
  throw new BenchError(
    'MODEL',
    `${path}: its post-processor changes the text's own pieces, which windows cannot reproduce`,
  )
}

/** The one place where the library's code points become UTF-16 units. */
function utf16Spans(text: string, encoding: Encoding): Span[] {
  const units = utf16Offsets(text)
  return encoding.getOffsets().map(([start = 0, end = 0]) => {
    if (units === null) return { start, end }
    return { start: units[start] ?? text.length, end: units[end] ?? text.length }
  })
}

/** UTF-16 offset of each code point; null where the two are the same. */
function utf16Offsets(text: string): number[] | null {
  if (!/[\ud800-\udbff][\udc00-\udfff]/.test(text)) return null
  const offsets = [0]
  for (const character of text) offsets.push((offsets.at(-1) ?? 0) + character.length)
  return offsets
}
