import { byCodePoint } from '../src/core/text/code-point-order.ts'
import { isSentence, parseConll } from '../src/datasets/format/conll/conll.ts'

/** A document of a corpus as it was released: its id and its text. */
export type OriginalText = readonly [document: string, text: string]

export interface DocumentSentences {
  readonly document: string
  readonly sentences: number
}

export interface MapOptions {
  /** `listed`: the file holds the documents in the order of `texts`. `any`: the order is found out. */
  readonly order?: 'listed' | 'any'
  /** What became of a text on its way into the file, spaces aside; nothing where it is not said. */
  readonly rewrite?: (text: string) => string
}

/**
 * Which sentences of a CoNLL file without borders make up which document: each document takes the sentences that have all its
 * characters, spaces aside. Throws where they are not the same characters, where a document ends within a sentence, and where
 * sentences are left over. A document that comes twice running has the sentences of both. In `any` order, of documents that
 * would fit the longest is taken (one may begin with the whole of another), of equal ones the first by id.
 */
export function mapDocuments(
  texts: readonly OriginalText[],
  sentences: readonly (readonly string[])[],
  { order = 'listed', rewrite = text => text }: MapOptions = {},
): DocumentSentences[] {
  const written = sentences.map(tokens => withoutSpaces(tokens.join('')))
  const stream = written.join('')
  const sentenceEndingAt = new Map<number, number>()
  written.reduce((end, sentence, index) => {
    sentenceEndingAt.set(end + sentence.length, index + 1)
    return end + sentence.length
  }, 0)
  const waiting = texts.map(([document, text]) => ({ document, text: withoutSpaces(rewrite(text)) }))
  if (order === 'any') waiting.sort((a, b) => b.text.length - a.text.length || byCodePoint(a.document, b.document))
  const mapped: { document: string; sentences: number }[] = []
  let reached = 0
  let next = 0
  while (waiting.length > 0) {
    const fits = ({ text }: { readonly text: string }) =>
      stream.startsWith(text, reached) && sentenceEndingAt.has(reached + text.length)
    const index = order === 'any' ? waiting.findIndex(fits) : 0
    const [found] = waiting.splice(Math.max(index, 0), 1)
    if (found === undefined || !fits(found))
      throw new Error(`${found?.document}: sentence ${next + 1} begins another text`)
    reached += found.text.length
    const count = (sentenceEndingAt.get(reached) ?? 0) - next
    next += count
    const last = mapped.at(-1)
    if (last?.document === found.document) last.sentences += count
    else mapped.push({ document: found.document, sentences: count })
  }
  if (next !== sentences.length) throw new Error(`${sentences.length - next} sentences belong to no document`)
  return mapped
}

export function renderDocuments(documents: readonly DocumentSentences[]): string {
  return `pmid\tsentences\n${documents.map(({ document, sentences }) => `${document}\t${sentences}\n`).join('')}`
}

/** The tokens of each sentence of a CoNLL file. */
export function sentencesOf(name: string, bytes: Uint8Array): (readonly string[])[] {
  const file = parseConll({ name, bytes }, { columns: 'tag', separator: 'tab' })
  return file.sentences.filter(isSentence).map(sentence => sentence.tokens)
}

function withoutSpaces(text: string): string {
  return text.replace(/\s+/g, '')
}
