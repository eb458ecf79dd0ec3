import type { ParsedCorpus, ReadingNotes, ReadingRemark } from '../../../core/corpus.ts'
import { BenchError } from '../../../core/error.ts'
import type { DocumentId, Mention, Passage, Span } from '../../../core/passage.ts'
import { documentIds, type RepeatedRule } from '../document-ids.ts'
import { inTextOrder, type SpanReader, spanReader } from '../file-spans.ts'
import type { OffsetUnit } from '../offsets.ts'
import { conceptsOf } from '../pubtator/pubtator-concepts.ts'
import { checkSurface, type KnownMismatch } from '../surface-check.ts'
import { tallySkipped } from '../tally-skipped.ts'
import { excerpt } from '../text.ts'
import type { BiocAnnotation, BiocDocument, BiocInfons } from './bioc-model.ts'
import { textLayout } from './bioc-text.ts'

export interface BiocOptions {
  /** What offsets count; code points where it is not said. The specification says bytes, and hardly any corpus does. */
  readonly offsets?: OffsetUnit
  readonly known?: readonly KnownMismatch[]
  /** `refuse` where it is not said. */
  readonly repeated?: RepeatedRule
  /** Characters that separate the concepts of a mention; `|` where it is not said. */
  readonly conceptSeparators?: string
  /** Annotations that are no mentions: they are not looked at, and counted in a remark. `text` is null where none is stated. */
  readonly drop?: (infons: BiocInfons, text: string | null) => boolean
}

/** Takes in one document after the other. */
export interface BiocCorpus {
  /** Throws `INPUT` where annotations do not fit the text, have no type or no location, or where the id is there already. */
  add(document: BiocDocument): void
  /** Throws `INPUT` where there is no document. */
  finish(notes: ReadingNotes): ParsedCorpus
}

/** Turns the documents of the file called `name` into passages, one each. */
export function createBiocCorpus(name: string, options: BiocOptions): BiocCorpus {
  const { offsets = 'codepoint', repeated = 'refuse', drop = () => false } = options
  const textOf = textLayout(offsets)
  const ids = documentIds(repeated)
  const dropped = tallySkipped('annotations are dropped')
  const relations = tallySkipped('relations are passed over')
  const mismatches: ReadingRemark[] = []
  const passages: Passage[] = []

  return {
    add(document) {
      const { where, id } = document
      if (id === '') throw new BenchError('INPUT', `${where}: a document without an id`)
      const text = textOf(document)
      const spanAt = spanReader(text, offsets)
      const pieces = [document, ...document.passages.flatMap(passage => [passage, ...passage.sentences])]
      // A document that is not kept is checked like any other.
      const found: ReadingRemark[] = []
      const mentions: Mention[] = []
      for (const annotation of pieces.flatMap(piece => piece.annotations)) {
        const { infons } = annotation
        if (drop(infons, annotation.text)) dropped.add(annotation.where, typeOf(infons) ?? 'without a type')
        else mentions.push(mentionOf(annotation, id, text, spanAt, options, found))
      }
      for (const relation of pieces.flatMap(piece => piece.relations)) {
        relations.add(relation.where, relation.infons.get('relation') ?? typeOf(relation.infons) ?? 'without a type')
      }
      const passageId = ids.claim(id, where)
      if (passageId === null) return
      mismatches.push(...found)
      const facts = { id: passageId, document: id as DocumentId, text, tokens: null, tags: null }
      passages.push({ ...facts, mentions: inTextOrder(mentions) })
    },
    finish(notes) {
      if (passages.length === 0) throw new BenchError('INPUT', `${name}: the file holds no document`)
      const counted = [...ids.remarks(), ...mismatches, ...dropped.remarks(), ...relations.remarks()]
      return { passages, notes: { ...notes, remarks: [...notes.remarks, ...counted] } }
    },
  }
}

function mentionOf(
  annotation: BiocAnnotation,
  document: string,
  text: string,
  spanAt: SpanReader,
  { known, conceptSeparators }: BiocOptions,
  mismatches: ReadingRemark[],
): Mention {
  const { where, infons, locations } = annotation
  const type = typeOf(infons)
  if (type === null) throw new BenchError('INPUT', `${where}: an annotation without an infon "type"`)
  if (locations.length === 0) {
    throw new BenchError('INPUT', `${where}: an annotation of type ${excerpt(type)} without a location`)
  }
  const spans = locations.map(({ offset, length }) => spanAt(where, offset, offset + length))
  const start = Math.min(...locations.map(({ offset }) => offset))
  const end = Math.max(...locations.map(({ offset, length }) => offset + length))
  if (annotation.text !== null) {
    const found = spans.map(span => text.slice(span.start, span.end)).join(' ')
    const remark = checkSurface({ where, document, start, end }, found, annotation.text, known ?? [])
    if (remark) mismatches.push(remark)
  }
  const concepts = conceptsOf(conceptColumn(infons), conceptSeparators ?? '|')
  return { ...extentOf(where, spans), type, ...(concepts.length > 0 && { concepts }) }
}

/** One span, or the extent of several with them as parts. */
function extentOf(where: string, spans: readonly Span[]): Span & { readonly parts?: readonly Span[] } {
  const parts = spans.toSorted((a, b) => a.start - b.start || a.end - b.end)
  const [first = { start: 0, end: 0 }] = parts
  if (parts.length === 1) return first
  if (parts.some((part, at) => part.start < (parts[at - 1]?.end ?? 0))) {
    throw new BenchError('INPUT', `${where}: locations of one annotation that overlap`)
  }
  return { start: first.start, end: parts.at(-1)?.end ?? first.end, parts }
}

function typeOf(infons: BiocInfons): string | null {
  return infons.get('type') || infons.get('Type') || null
}

/** What corpora call the concepts of a mention, in the order in which they are looked for. */
const conceptKeys = ['identifier', 'Identifier', 'MESH', 'NCBI Gene', 'NCBI Gene identifier']

function conceptColumn(infons: BiocInfons): string {
  for (const key of conceptKeys) {
    const column = infons.get(key)
    if (column !== undefined) return column
  }
  return ''
}
