import type { ParsedCorpus, ReadingNotes, ReadingRemark, Source } from '../../../core/corpus.ts'
import { BenchError } from '../../../core/error.ts'
import type { DocumentId, Passage, PassageId } from '../../../core/passage.ts'
import { spanReader } from '../file-spans.ts'
import { linesOf } from '../lines.ts'
import type { KnownMismatch } from '../surface-check.ts'
import { excerpt, joinNotes, readText } from '../text.ts'
import { type Annotation, byDocument, endInclusive, mentionsIn } from './annotated-text.ts'
import { readTextFiles } from './text-files.ts'

export interface S800Sources {
  /** `S800.tsv`. */
  readonly mentions: Source
  /** `species001.txt`, one a document. */
  readonly texts: readonly Source[]
  /** `pubmedid.tsv`. */
  readonly pubmed: Source
}

export interface S800Options {
  /** The files name none; `Species` where it is not said. */
  readonly type?: string
  /** By PMID; offsets as the file has them. */
  readonly known?: readonly KnownMismatch[]
}

/**
 * Reads Species-800: `taxon<TAB>species001:PMID<TAB>start<TAB>end<TAB>text`, offsets in code points, `end` being the last
 * character. Documents are called by their PMID, in the order of `texts`, also those without a mention; taxa are concepts
 * (`species:ncbi:9606`). Throws `INPUT` with file and line.
 */
export function readS800({ mentions, texts, pubmed }: S800Sources, options: S800Options = {}): ParsedCorpus {
  const { type = 'Species', known = [] } = options
  const pmids = readPmids(pubmed)
  const table = readMentions(mentions, type, pmids.of)
  const files = readTextFiles(texts)
  for (const [document, [first]] of table.of) {
    if (files.textOf.has(document)) continue
    throw new BenchError('INPUT', `${first?.where}: there is no text of document ${excerpt(document)}`)
  }
  const remarks: ReadingRemark[] = []
  const passages = [...files.textOf].map(([document, text]): Passage => {
    const pmid = pmids.of.get(document)
    if (pmid === undefined) {
      throw new BenchError('INPUT', `${pubmed.name}: no PMID of ${excerpt(document)}, of which there is a text`)
    }
    const annotations = table.of.get(document) ?? []
    const spanAt = endInclusive(spanReader(text, 'codepoint'))
    const found = annotations.length === 0 ? [] : mentionsIn(pmid, text, annotations, spanAt, known, remarks)
    return { id: pmid as PassageId, document: pmid as DocumentId, text, tokens: null, tags: null, mentions: found }
  })
  const notes = joinNotes([table.notes, pmids.notes, files.notes])
  return { passages, notes: { ...notes, remarks: [...notes.remarks, ...remarks] } }
}

/** `species001<TAB>PMID:21183147`, and columns that are passed over. */
function readPmids(source: Source): { of: ReadonlyMap<string, string>; notes: ReadingNotes } {
  const { text, notes } = readText(source)
  const of = new Map<string, string>()
  const documentOf = new Map<string, string>()
  for (const { line, text: content } of linesOf(source.name, text)) {
    if (content.trim() === '') continue
    const where = `${source.name}:${line}`
    const [document = '', pmid = ''] = /^([^\t]+)\tPMID:(\d+)(?=\t|$)/.exec(content)?.slice(1) ?? []
    if (document === '') {
      throw new BenchError(
        'INPUT',
        `${where}: expected a document, a tab and "PMID:" with a number, got ${excerpt(content)}`,
      )
    }
    if (of.has(document)) throw new BenchError('INPUT', `${where}: document ${excerpt(document)} is listed twice`)
    const other = documentOf.get(pmid)
    if (other !== undefined) throw new BenchError('INPUT', `${where}: ${excerpt(other)} has the same PMID, ${pmid}`)
    of.set(document, pmid)
    documentOf.set(pmid, document)
  }
  return { of, notes }
}

function readMentions(source: Source, type: string, pmidOf: ReadonlyMap<string, string>) {
  const { text, notes } = readText(source)
  const found: [document: string, annotation: Annotation][] = []
  for (const { line, text: content } of linesOf(source.name, text)) {
    if (content.trim() === '') continue
    const where = `${source.name}:${line}`
    const [taxon = '', place = '', start = '', end = '', surface] = content.split('\t', 5)
    const [document = '', pmid = ''] = /^([^:]+):(\d+)$/.exec(place)?.slice(1) ?? []
    if (taxon === '' || document === '' || surface === undefined) {
      throw new BenchError(
        'INPUT',
        `${where}: expected a taxon, document:PMID, start, end and text with tabs between, got ${excerpt(content)}`,
      )
    }
    if (pmidOf.get(document) !== pmid) {
      const listed = pmidOf.get(document) ?? 'not listed'
      throw new BenchError(
        'INPUT',
        `${where}: document ${excerpt(document)} has PMID ${pmid} here, but is ${listed} in the list`,
      )
    }
    found.push([document, { where, start, end, surface, type, concepts: [`species:ncbi:${taxon}`] }])
  }
  return { of: byDocument(found), notes }
}
