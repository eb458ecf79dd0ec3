import type { Span } from '../../core/passage.ts'

/** What a full stop often stands behind without ending a sentence. */
const abbreviations = new Set(
  'al approx ca cf ch dr ed eds eq etc fig figs inc jr mr mrs ms no nos p pp prof ref refs resp sec sp spp sr st suppl tab var viz vol vs'.split(
    ' ',
  ),
)

/**
 * Sentences of a text, without the white space around them. One ends at a line break; and at `.`, `!` or `?` (and up to three quotes
 * or brackets that close) before white space and a capital or digit (behind up to three that open), unless the full stop stands
 * behind a single letter, an abbreviation, or a word with another full stop in it. A simple rule, the same everywhere; openmed asks pySBD instead.
 */
export function cutSentences(text: string): Span[] {
  const sentences: Span[] = []
  let start = 0
  const end = (at: number, next: number) => {
    if (at > start) sentences.push({ start, end: at })
    start = next
  }
  for (const { index, 0: space } of text.matchAll(/\s+/gu)) {
    const behind = index + space.length
    if (start === index || behind === text.length || lineBreak.test(space) || isBorder(text, index, behind))
      end(index, behind)
  }
  end(text.length, text.length)
  return sentences
}

const lineBreak = /[\n\r\v\f\u2028\u2029]/u
/** As much of the text as a border is told from. */
const sight = 40

function isBorder(text: string, before: number, behind: number): boolean {
  const last = text.slice(Math.max(0, before - sight), before)
  if (!/[.!?]["'”’)\]]{0,3}$/u.test(last)) return false
  if (!/^["'“‘([]{0,3}[\p{Lu}\p{N}]/u.test(text.slice(behind, behind + 6))) return false
  const word = /([^\s("'“‘[]+)\.$/u.exec(last)?.[1]
  if (word === undefined) return true
  return !(/^\p{L}$/u.test(word) || word.includes('.') || abbreviations.has(word.toLowerCase()))
}

/** Sentences that are read together. */
export interface Chunk extends Span {
  readonly sentences: readonly Span[]
}

/**
 * Packs sentences, `count` at most into a chunk, and as many characters as openmed 3.1.0 takes (which packs six): 480, or four for each
 * piece that the model reads (256 where nobody says). A longer sentence is a chunk by itself.
 */
export function packSentences(sentences: readonly Span[], count: number, pieces: number | null): Chunk[] {
  const longest = Math.max(480, 4 * (pieces ?? 256))
  const chunks: Chunk[] = []
  for (const sentence of sentences) {
    const chunk = chunks.at(-1)
    if (chunk === undefined || chunk.sentences.length >= count || sentence.end - chunk.start > longest) {
      chunks.push({ ...sentence, sentences: [sentence] })
    } else {
      chunks[chunks.length - 1] = {
        ...{ start: chunk.start, end: sentence.end },
        sentences: [...chunk.sentences, sentence],
      }
    }
  }
  return chunks
}
