import type { ParsedCorpus, Source } from '../../../core/corpus.ts'
import { BenchError } from '../../../core/error.ts'
import type { DocumentId, Passage, PassageId, Span } from '../../../core/passage.ts'
import { joinNotes } from '../text.ts'
import { type NersuiteToken, parseNersuite } from './nersuite-lines.ts'
import { createTagReader, type TagOptions, type TagReader } from './tag-reader.ts'

/**
 * Reads files of NERsuite, each of which is one document, with an empty line after each sentence:
 * `tag<TAB>start<TAB>end<TAB>token` and further columns, which are passed over. Offsets count code points of a text that does not
 * come along: a passage is a sentence with its tokens where the offsets have them, and spaces wherever no token lies. The id of a
 * document is the name of its file without folder and ending; its n-th sentence is `<document>.<n>`.
 * Throws `INPUT` with file and line, and for two files of one document.
 */
export function readNersuite(sources: readonly Source[], options: TagOptions): ParsedCorpus {
  const readTags = createTagReader(options)
  const fileOf = new Map<string, string>()
  const documents = sources.map(source => {
    const { sentences, notes } = parseNersuite(source)
    const document = documentOf(source.name)
    const other = fileOf.get(document)
    if (other !== undefined) {
      throw new BenchError('INPUT', `${source.name}: document ${JSON.stringify(document)} is already in ${other}`)
    }
    fileOf.set(document, source.name)
    const passages = sentences.map((tokens, index) => passageOf(document, index + 1, tokens, readTags, source.name))
    return { passages, notes }
  })
  return {
    passages: documents.flatMap(({ passages }) => passages),
    notes: joinNotes(documents.map(({ notes }) => notes)),
  }
}

function passageOf(
  document: string,
  number: number,
  sentence: readonly NersuiteToken[],
  readTags: TagReader,
  file: string,
): Passage {
  const tokens: Span[] = []
  let text = ''
  let reached = sentence[0]?.start ?? 0
  for (const { start, end, token } of sentence) {
    text += ' '.repeat(start - reached)
    tokens.push({ start: text.length, end: text.length + token.length })
    text += token
    reached = end
  }
  const tags = sentence.map(({ tag }) => tag)
  const read = readTags(tags, tokens, file, sentence[0]?.line ?? 1)
  return {
    id: `${document}.${number}` as PassageId,
    document: document as DocumentId,
    text,
    tokens,
    tags: read.tags,
    mentions: read.mentions,
  }
}

function documentOf(fileName: string): string {
  const base = fileName.slice(fileName.lastIndexOf('/') + 1)
  return base.replace(/\.nersuite$/, '')
}
