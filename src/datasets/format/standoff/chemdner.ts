import type { ParsedCorpus, ReadingRemark, Source } from '../../../core/corpus.ts'
import { BenchError } from '../../../core/error.ts'
import type { DocumentId, Mention, Passage } from '../../../core/passage.ts'
import { documentIds, type RepeatedRule } from '../document-ids.ts'
import { inTextOrder, spanReader } from '../file-spans.ts'
import { linesOf } from '../lines.ts'
import type { KnownMismatch } from '../surface-check.ts'
import { excerpt, joinNotes, readText } from '../text.ts'
import { type Annotation, byDocument, mentionsIn } from './annotated-text.ts'

export interface ChemdnerSources {
  /** `PMID<TAB>title<TAB>abstract` lines. */
  readonly abstracts: Source
  /** `PMID<TAB>T or A<TAB>start<TAB>end<TAB>text<TAB>type` lines. */
  readonly annotations: Source
}

export interface ChemdnerOptions {
  /** What all mentions are called; where it is not said, the classes of the file (`TRIVIAL`, `FAMILY`, …). */
  readonly onlyType?: string
  /** Offsets in title or abstract, as the file has them. */
  readonly known?: readonly KnownMismatch[]
  /** `refuse` where it is not said. */
  readonly repeated?: RepeatedRule
}

/**
 * Reads a split of CHEMDNER. The text of a document is title, one space, abstract, or the title alone where the abstract is empty.
 * Offsets count code points of the title (T) or the abstract (A). Throws `INPUT` with file and line.
 */
export function readChemdner(sources: ChemdnerSources, options: ChemdnerOptions = {}): ParsedCorpus {
  const { abstracts, annotations } = sources
  const read = readText(abstracts)
  const table = readAnnotations(annotations, options.onlyType)
  const ids = documentIds(options.repeated ?? 'refuse')
  const mismatches: ReadingRemark[] = []
  const seen = new Set<string>()
  const passages: Passage[] = []
  for (const { line, text: content } of linesOf(abstracts.name, read.text)) {
    if (content.trim() === '') continue
    const where = `${abstracts.name}:${line}`
    const document = documentOf(content, where)
    const passageId = ids.claim(document.id, where)
    if (passageId === null) continue
    seen.add(document.id)
    const { text, mentions } = annotate(document, table.of.get(document.id) ?? [], options.known ?? [], mismatches)
    passages.push({ id: passageId, document: document.id as DocumentId, text, tokens: null, tags: null, mentions })
  }
  if (passages.length === 0) throw new BenchError('INPUT', `${abstracts.name}: the file holds no document`)
  for (const [document, [first]] of table.of) {
    if (seen.has(document)) continue
    throw new BenchError('INPUT', `${first?.where}: document ${excerpt(document)} is not in ${abstracts.name}`)
  }
  const notes = joinNotes([read.notes, table.notes])
  return { passages, notes: { ...notes, remarks: [...notes.remarks, ...ids.remarks(), ...mismatches] } }
}

interface ChemdnerDocument {
  readonly id: string
  readonly title: string
  readonly abstract: string
}

interface ChemdnerAnnotation extends Annotation {
  readonly section: 'T' | 'A'
}

function documentOf(content: string, where: string): ChemdnerDocument {
  const [id = '', title, abstract = '', more] = content.split('\t', 4)
  if (id !== '' && title !== undefined && more === undefined) return { id, title, abstract }
  throw new BenchError(
    'INPUT',
    `${where}: expected an id, a title and an abstract with tabs between, got ${excerpt(content)}`,
  )
}

function annotate(
  { id, title, abstract }: ChemdnerDocument,
  annotations: readonly ChemdnerAnnotation[],
  known: readonly KnownMismatch[],
  remarks: ReadingRemark[],
): { readonly text: string; readonly mentions: readonly Mention[] } {
  const inSection = (name: 'T' | 'A', text: string): Mention[] => {
    const own = annotations.filter(annotation => annotation.section === name)
    return own.length === 0 ? [] : mentionsIn(id, text, own, spanReader(text, 'codepoint'), known, remarks)
  }
  const shift = title.length + 1
  const inAbstract = inSection('A', abstract).map(mention => ({
    ...mention,
    start: mention.start + shift,
    end: mention.end + shift,
  }))
  const text = abstract === '' ? title : `${title} ${abstract}`
  return { text, mentions: inTextOrder([...inSection('T', title), ...inAbstract]) }
}

function readAnnotations(source: Source, onlyType: string | undefined) {
  // A split may be without annotations.
  const { text, notes } = source.bytes.length === 0 ? nothing : readText(source)
  const found: [document: string, annotation: ChemdnerAnnotation][] = []
  for (const { line, text: content } of linesOf(source.name, text)) {
    if (content.trim() === '') continue
    const where = `${source.name}:${line}`
    const [document = '', section, start = '', end = '', surface, type = '', more] = content.split('\t', 7)
    if (document === '' || (section !== 'T' && section !== 'A') || surface === undefined || type === '' || more) {
      throw new BenchError(
        'INPUT',
        `${where}: expected an id, T or A, a start, an end, the text there and a type with tabs between, got ${excerpt(content)}`,
      )
    }
    found.push([document, { where, section, start, end, surface, type: onlyType ?? type, concepts: [] }])
  }
  return { of: byDocument(found), notes }
}

const nothing = { text: '', notes: { byteOrderMark: false, carriageReturns: false, remarks: [] } }
