import type { Input, Span } from '../core/passage.ts'
import { findWords } from '../core/text/find-words.ts'
import type { Encoded, Tokenizer } from './tokenizer.ts'
import type { PieceRange } from './windows.ts'

/** A passage as the model reads it. */
export interface PassagePieces {
  readonly ids: readonly number[]
  /** The pieces of each word; an empty range for a word without any. */
  readonly words: readonly PieceRange[]
  /** Where each word lies in the passage's text. */
  readonly spans: readonly Span[]
}

/**
 * Encodes passages. `separate`: each token by itself, every distinct one once per call and never kept longer, so that a second
 * measurement costs what the first did. `joined`: the tokens joined by single spaces, as one text. A passage without tokens
 * is encoded as the text it is, and its words are runs of letters and digits and single other characters.
 */
export async function encodePassages(
  inputs: readonly Input[],
  words: 'separate' | 'joined',
  tokenizer: Tokenizer,
): Promise<PassagePieces[]> {
  const texts = new Map<string, number>()
  const distinctWords = new Map<string, number>()
  const tokenTexts = inputs.map(({ text, tokens }) => tokens?.map(({ start, end }) => text.slice(start, end)) ?? null)
  for (const [index, tokens] of tokenTexts.entries()) {
    if (tokens === null) request(texts, inputs[index]?.text ?? '')
    else if (words === 'joined') request(texts, tokens.join(' '))
    else for (const token of tokens) request(distinctWords, token)
  }
  const encodings = await tokenizer.encode([...texts.keys()])
  const wordIds = await tokenizer.encodeWords([...distinctWords.keys()])
  const idsOf = (word: string) => wordIds[distinctWords.get(word) ?? -1] ?? []
  const encodedOf = (text: string): Encoded => encodings[texts.get(text) ?? -1] ?? { ids: [], spans: [] }

  return inputs.map(({ text, tokens }, index) => {
    const parts = tokenTexts[index] ?? null
    if (tokens === null || parts === null) {
      const spans = findWords(text)
      return readAsText(encodedOf(text), spans, spans)
    }
    if (words === 'joined') return readAsText(encodedOf(parts.join(' ')), spansWhenJoined(parts), tokens)
    return concatenate(parts.map(idsOf), tokens)
  })
}

function request(texts: Map<string, number>, text: string): void {
  if (!texts.has(text)) texts.set(text, texts.size)
}

function concatenate(parts: readonly (readonly number[])[], spans: readonly Span[]): PassagePieces {
  const ids: number[] = []
  const words = parts.map(part => {
    const start = ids.length
    for (const id of part) ids.push(id)
    return { start, end: ids.length }
  })
  return { ids, words, spans }
}

function spansWhenJoined(words: readonly string[]): Span[] {
  let start = 0
  return words.map(word => {
    const span = { start, end: start + word.length }
    start = span.end + 1
    return span
  })
}

/** Gives each word the pieces that touch one of its characters; a piece that touches two words speaks for both. */
function readAsText({ ids, spans: pieces }: Encoded, words: readonly Span[], spans: readonly Span[]): PassagePieces {
  let earliest = 0
  const ranges = words.map(word => {
    while (earliest < pieces.length && (pieces[earliest]?.end ?? 0) <= word.start) earliest++
    let start = earliest
    while (start < pieces.length && !touches(pieces[start], word)) {
      if ((pieces[start]?.start ?? 0) >= word.end) break
      start++
    }
    let end = start
    while (end < pieces.length && touches(pieces[end], word)) end++
    return { start, end }
  })
  return { ids, words: ranges, spans }
}

function touches(piece: Span | undefined, word: Span): boolean {
  return piece !== undefined && piece.start < word.end && piece.end > word.start
}
