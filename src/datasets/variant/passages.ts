import type { Decoding } from '../../core/convention.ts'
import { BenchError } from '../../core/error.ts'
import type { DocumentId, Mention, Passage, PassageId, Span } from '../../core/passage.ts'
import { describeForeignTag, firstForeignTag } from '../../tags/alphabet.ts'
import { decode } from '../../tags/decode.ts'
import { outside } from '../../tags/mark.ts'
import { createTagParser } from '../../tags/parse-tag.ts'
import { textSpanOf } from '../../tags/text-span.ts'
import { type ConllFile, type ConllSentence, isSentence } from '../format/conll/conll.ts'
import { trackDocuments } from '../format/conll/track-documents.ts'
import { shorten } from '../format/text.ts'

export interface PassageOptions {
  /** Begins the ids of documents that the file marks but does not name, and of passages where no document is known. */
  readonly prefix: string
  /** The document of each sentence; null: as the document lines of the file have it, where there are any. */
  readonly documents: readonly DocumentId[] | null
  /** Tags of other types become `O`; null keeps all types. */
  readonly types: readonly string[] | null
  readonly decoding: Decoding
}

/**
 * One passage a sentence: its tokens joined by single spaces. Ids are `<document>.<n>`, the n-th sentence of its document from 1,
 * or `<prefix>.<n>`, the n-th sentence of the file, where documents are not known: unique, and stable as long as the file is.
 * Throws `INPUT`, with file, line and tag, for a tag that is neither `O` nor in the decoding's alphabet.
 */
export function passagesOf(file: ConllFile, { prefix, documents, types, decoding }: PassageOptions): Passage[] {
  const sentences = file.sentences.filter(isSentence)
  const documentOf = documents ?? documentsByBorder(file.sentences, prefix)
  const keepTag = tagFilter(types, decoding)
  const sentencesSoFar = new Map<string, number>()
  return sentences.map((sentence, index) => {
    refuseForeignTag(file.name, sentence.line, sentence.tags, decoding)
    const document = documentOf?.[index] ?? null
    const number = (sentencesSoFar.get(document ?? prefix) ?? 0) + 1
    sentencesSoFar.set(document ?? prefix, number)
    const tokens = spansOf(sentence.tokens)
    const tags = sentence.tags.map(keepTag)
    return {
      id: `${document ?? prefix}.${number}` as PassageId,
      document,
      text: sentence.tokens.join(' '),
      tokens,
      tags,
      mentions: mentionsOf(tags, tokens, decoding),
    }
  })
}

/** Throws `INPUT` for the first tag that is neither `O` nor in the alphabet; tag `i` stands on line `firstLine + i`. */
function refuseForeignTag(name: string, firstLine: number, tags: readonly string[], decoding: Decoding): void {
  const index = firstForeignTag(tags, decoding)
  if (index === -1) return
  throw new BenchError(
    'INPUT',
    `${name}:${firstLine + index}: tag ${describeForeignTag(shorten(tags[index] ?? ''), decoding, 'prefix')}`,
  )
}

function documentsByBorder(sentences: readonly ConllSentence[], prefix: string): DocumentId[] | null {
  if (!sentences.some(sentence => sentence.border !== null)) return null
  const documentAfter = trackDocuments(prefix)
  return sentences.flatMap(sentence => {
    const document = documentAfter(sentence)
    return isSentence(sentence) ? [document] : []
  })
}

function spansOf(tokens: readonly string[]): Span[] {
  let start = 0
  return tokens.map(token => {
    const span = { start, end: start + token.length }
    start = span.end + 1
    return span
  })
}

function tagFilter(types: readonly string[] | null, decoding: Decoding): (tag: string) => string {
  if (types === null) return tag => tag
  const parse = createTagParser(decoding, 'prefix')
  const kept = new Map<string, string>()
  return tag => {
    const known = kept.get(tag)
    if (known !== undefined) return known
    const result = types.includes(parse(tag)?.type ?? '') ? tag : outside
    kept.set(tag, result)
    return result
  }
}

function mentionsOf(tags: readonly string[], tokens: readonly Span[], decoding: Decoding): Mention[] {
  return decode(tags, decoding).map(span => ({ ...textSpanOf(tokens, span), type: span.type }))
}
