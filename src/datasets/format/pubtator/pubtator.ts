import type { ParsedCorpus, ReadingRemark, Source } from '../../../core/corpus.ts'
import { BenchError } from '../../../core/error.ts'
import type { DocumentId, Mention, Passage } from '../../../core/passage.ts'
import { type DocumentIds, documentIds, type RepeatedRule } from '../document-ids.ts'
import { inTextOrder, spanReader } from '../file-spans.ts'
import { linesOf } from '../lines.ts'
import type { OffsetUnit } from '../offsets.ts'
import { checkSurface, type KnownMismatch } from '../surface-check.ts'
import { tallySkipped } from '../tally-skipped.ts'
import { excerpt, readText } from '../text.ts'
import { conceptsOf } from './pubtator-concepts.ts'
import { type PubtatorLine, pubtatorLineOf } from './pubtator-lines.ts'

export interface PubtatorOptions {
  /** What offsets count; code points where it is not said. */
  readonly offsets?: OffsetUnit
  readonly known?: readonly KnownMismatch[]
  /** `refuse` where it is not said. */
  readonly repeated?: RepeatedRule
  /** Characters that separate the concepts of a mention; `|` where it is not said. */
  readonly conceptSeparators?: string
}

/**
 * Reads PubTator: `id|t|title`, `id|a|abstract`, annotations, a blank line after each document. The text is title, one space,
 * abstract; the title alone where there is no abstract line. A composite mention is the one span of its line; the single mentions
 * that a seventh column spells out have no place in the text, and are counted in a remark, as are relations. Throws `INPUT` with
 * file and line.
 */
export function readPubtator(source: Source, options: PubtatorOptions = {}): ParsedCorpus {
  const { name } = source
  const { text, notes } = readText(source)
  const ids = documentIds(options.repeated ?? 'refuse')
  const relations = tallySkipped('relations are passed over')
  const composites = tallySkipped('lists of the single mentions of a composite one are passed over')
  const mismatches: ReadingRemark[] = []
  const passages: Passage[] = []
  let open: OpenDocument | null = null
  const close = (): void => {
    const passage = open && passageOf(open, ids, options, mismatches)
    if (passage) passages.push(passage)
    open = null
  }

  for (const { line, text: content } of linesOf(name, text)) {
    if (content.trim() === '') {
      close()
      continue
    }
    const where = `${name}:${line}`
    const item = pubtatorLineOf(where, content)
    if (item.kind === 'title' && open === null) {
      open = { id: item.id, where, title: item.text, abstract: null, mentions: [] }
      continue
    }
    const document = expectPlace(where, item, open)
    if (item.kind === 'abstract') document.abstract = item.text
    else if (item.kind === 'relation') relations.add(where, item.name)
    else if (item.kind === 'mention') {
      document.mentions.push({ where, item })
      if (item.composite) composites.add(where, item.type)
    }
  }
  close()
  if (passages.length === 0) throw new BenchError('INPUT', `${name}: the file holds no document`)
  const remarks = [...notes.remarks, ...ids.remarks(), ...mismatches, ...relations.remarks(), ...composites.remarks()]
  return { passages, notes: { ...notes, remarks } }
}

type MentionItem = Extract<PubtatorLine, { kind: 'mention' }>

interface OpenDocument {
  readonly id: string
  /** Place of its title. */
  readonly where: string
  readonly title: string
  abstract: string | null
  readonly mentions: { readonly where: string; readonly item: MentionItem }[]
}

/** The open document, where the line may stand in it. */
function expectPlace(where: string, item: PubtatorLine, open: OpenDocument | null): OpenDocument {
  if (open === null) {
    throw new BenchError('INPUT', `${where}: ${nameOf(item)} before the title of its document; "id|t|title" begins one`)
  }
  if (item.id !== open.id) {
    throw new BenchError(
      'INPUT',
      `${where}: ${nameOf(item)} of ${excerpt(item.id)} in document ${excerpt(open.id)} of ${open.where}; ` +
        'a blank line ends a document',
    )
  }
  if (item.kind === 'title' || (item.kind === 'abstract' && open.abstract !== null)) {
    throw new BenchError('INPUT', `${where}: a second ${item.kind} of document ${excerpt(open.id)} of ${open.where}`)
  }
  if (item.kind === 'abstract' && open.mentions.length > 0) {
    throw new BenchError('INPUT', `${where}: the abstract after annotations; title and abstract come first`)
  }
  return open
}

function nameOf({ kind }: PubtatorLine): string {
  return kind === 'abstract' || kind === 'mention' ? `an ${kind === 'mention' ? 'annotation' : kind}` : `a ${kind}`
}

function passageOf(
  document: OpenDocument,
  ids: DocumentIds,
  { offsets, known, conceptSeparators }: PubtatorOptions,
  mismatches: ReadingRemark[],
): Passage | null {
  const { id, title, abstract } = document
  const text = abstract === null ? title : `${title} ${abstract}`
  const spanAt = spanReader(text, offsets ?? 'codepoint')
  // A document that is not kept is checked like any other.
  const found: ReadingRemark[] = []
  const mentions = document.mentions.map(({ where, item }): Mention => {
    const span = spanAt(where, item.start, item.end)
    const place = { where, document: id, start: Number(item.start), end: Number(item.end) }
    const remark = checkSurface(place, text.slice(span.start, span.end), item.surface, known ?? [])
    if (remark) found.push(remark)
    const concepts = conceptsOf(item.concepts, conceptSeparators ?? '|')
    return { ...span, type: item.type, ...(concepts.length > 0 && { concepts }) }
  })
  const passageId = ids.claim(id, document.where)
  if (passageId === null) return null
  mismatches.push(...found)
  return { id: passageId, document: id as DocumentId, text, tokens: null, tags: null, mentions: inTextOrder(mentions) }
}
