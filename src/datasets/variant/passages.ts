import type { DocumentId, Passage, PassageId } from '../../core/passage.ts'
import { type ConllFile, type ConllSentence, isSentence } from '../format/conll/conll.ts'
import { createTagReader, type TagOptions } from '../format/conll/tag-reader.ts'
import { trackDocuments } from '../format/conll/track-documents.ts'

export interface PassageOptions extends TagOptions {
  /** Begins the ids of documents that the file marks but does not name, and of passages where no document is known. */
  readonly prefix: string
  /** The document of each sentence; null: as the document lines of the file have it, where there are any. */
  readonly documents: readonly DocumentId[] | null
}

/**
 * One passage a sentence: its tokens joined by single spaces. Ids are `<document>.<n>`, the n-th sentence of its document from 1,
 * or `<prefix>.<n>`, the n-th sentence of the file, where documents are not known: unique, and stable as long as the file is.
 * Throws `INPUT`, with file, line and tag, for a tag that is neither `O` nor in the decoding's alphabet.
 */
export function passagesOf(file: ConllFile, options: PassageOptions): Passage[] {
  const { prefix } = options
  const sentences = file.sentences.filter(isSentence)
  const documentOf = options.documents ?? documentsByBorder(file.sentences, prefix)
  const readTags = createTagReader(options)
  const sentencesSoFar = new Map<string, number>()
  return sentences.map((sentence, index) => {
    const document = documentOf?.[index] ?? null
    const number = (sentencesSoFar.get(document ?? prefix) ?? 0) + 1
    sentencesSoFar.set(document ?? prefix, number)
    const tokens = sentence.spans()
    const { tags, mentions } = readTags(sentence.tags, tokens, file.name, sentence.line)
    return {
      id: `${document ?? prefix}.${number}` as PassageId,
      document,
      text: sentence.text(),
      tokens,
      tags,
      mentions,
    }
  })
}

function documentsByBorder(sentences: readonly ConllSentence[], prefix: string): DocumentId[] | null {
  if (!sentences.some(sentence => sentence.border !== null)) return null
  const documentAfter = trackDocuments(prefix)
  return sentences.flatMap(sentence => {
    const document = documentAfter(sentence)
    return isSentence(sentence) ? [document] : []
  })
}
