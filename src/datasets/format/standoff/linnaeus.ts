import type { ParsedCorpus, ReadingNotes, ReadingRemark, Source } from '../../../core/corpus.ts'
import { BenchError } from '../../../core/error.ts'
import type { DocumentId, Passage, PassageId } from '../../../core/passage.ts'
import { spanReader } from '../file-spans.ts'
import { linesOf } from '../lines.ts'
import type { KnownMismatch } from '../surface-check.ts'
import { excerpt, joinNotes, readText } from '../text.ts'
import { type Annotation, byDocument, mentionsIn } from './annotated-text.ts'
import { readTextFiles } from './text-files.ts'

export interface LinnaeusSources {
  /** `tags.tsv`, or `filtered_tags.tsv`. */
  readonly tags: Source
  /** `<document>.txt`, one a document. */
  readonly texts: readonly Source[]
}

export interface LinnaeusOptions {
  /** The files name none; `Species` where it is not said. */
  readonly type?: string
  readonly known?: readonly KnownMismatch[]
}

/**
 * Reads LINNAEUS: under a line that begins with `#`, `species<TAB>document<TAB>start<TAB>end<TAB>text<TAB>code`, offsets in code
 * points, end exclusive. The species (`species:ncbi:9606`, several with `|` between) are concepts; codes are passed over. Documents
 * are in the order of `texts`, also those without a tag. Throws `INPUT` with file and line.
 */
export function readLinnaeus({ tags, texts }: LinnaeusSources, options: LinnaeusOptions = {}): ParsedCorpus {
  const { type = 'Species', known = [] } = options
  const table = readTags(tags, type)
  const files = readTextFiles(texts)
  for (const [document, [first]] of table.of) {
    if (files.textOf.has(document)) continue
    throw new BenchError('INPUT', `${first?.where}: there is no text of document ${excerpt(document)}`)
  }
  const remarks: ReadingRemark[] = []
  const passages = [...files.textOf].map(([document, text]): Passage => {
    const annotations = table.of.get(document) ?? []
    const mentions =
      annotations.length === 0
        ? []
        : mentionsIn(document, text, annotations, spanReader(text, 'codepoint'), known, remarks)
    const id = document as PassageId
    return { id, document: document as DocumentId, text, tokens: null, tags: null, mentions }
  })
  const notes = joinNotes([table.notes, files.notes])
  return { passages, notes: { ...notes, remarks: [...notes.remarks, ...remarks] } }
}

function readTags(source: Source, type: string): { of: ReadonlyMap<string, Annotation[]>; notes: ReadingNotes } {
  const { text, notes } = readText(source)
  const found: [document: string, annotation: Annotation][] = []
  for (const { line, text: content } of linesOf(source.name, text)) {
    if (content.trim() === '' || content.startsWith('#')) continue
    const where = `${source.name}:${line}`
    const [species = '', document = '', start = '', end = '', surface] = content.split('\t', 5)
    if (species === '' || document === '' || surface === undefined) {
      throw new BenchError(
        'INPUT',
        `${where}: expected species, document, start, end and text with tabs between, got ${excerpt(content)}`,
      )
    }
    const concepts = species.split('|').filter(concept => concept !== '')
    found.push([document, { where, start, end, surface, type, concepts }])
  }
  return { of: byDocument(found), notes }
}
