import type { ParsedCorpus, ReadingNotes, ReadingRemark, Source } from '../../../core/corpus.ts'
import { BenchError } from '../../../core/error.ts'
import { type DocumentId, type Mention, type Passage, partsOf } from '../../../core/passage.ts'
import { documentIds, type RepeatedRule } from '../document-ids.ts'
import { inTextOrder, type SpanReader, spanReader } from '../file-spans.ts'
import { linesOf } from '../lines.ts'
import type { OffsetUnit } from '../offsets.ts'
import { checkSurface, type KnownMismatch } from '../surface-check.ts'
import { type SkippedTally, tallySkipped } from '../tally-skipped.ts'
import { excerpt, joinNotes, type ReadText, readText } from '../text.ts'
import { type BratPair, bratFilesOf } from './brat-files.ts'
import { type BratLine, bratLineOf } from './brat-lines.ts'
import { statedSurface } from './stated-surface.ts'

export interface BratOptions {
  /** What offsets count; code points where it is not said. */
  readonly offsets?: OffsetUnit
  /** `start` is that of the first fragment, `end` that of the last one. */
  readonly known?: readonly KnownMismatch[]
  /** For texts of one name in several folders; `refuse` where it is not said. */
  readonly repeated?: RepeatedRule
}

/**
 * Reads a folder of brat standoff: `X.txt` with `X.ann` or `X.a1`, sorted by path, a document called `X` each. Mentions are the
 * text-bound annotations, with several parts where they have several fragments; references of normalisations are their concepts.
 * Events, relations, attributes and notes are counted in a remark. Throws `INPUT` with file and line.
 */
export function readBrat(sources: readonly Source[], options: BratOptions = {}): ParsedCorpus {
  const ids = documentIds(options.repeated ?? 'refuse')
  const skipped = tallySkipped('annotations that are no mentions are passed over')
  const passages: Passage[] = []
  const notes: ReadingNotes[] = []
  const mismatches: ReadingRemark[] = []
  for (const pair of bratFilesOf(sources)) {
    const { document, text: file } = pair
    const text = readMaybeEmpty(file)
    const annotations = readMaybeEmpty(pair.annotations)
    const found = annotationsOf(pair, text.text, annotations.text, skipped, options)
    notes.push(text.notes, annotations.notes)
    const id = ids.claim(document, file.name)
    if (id === null) continue
    mismatches.push(...found.mismatches)
    passages.push({
      id,
      document: document as DocumentId,
      text: text.text,
      tokens: null,
      tags: null,
      mentions: inTextOrder(found.mentions),
    })
  }
  const joined = joinNotes(notes)
  const remarks = [...joined.remarks, ...ids.remarks(), ...mismatches, ...skipped.remarks()]
  return { passages, notes: { ...joined, remarks } }
}

/** A text without mentions has an empty file of annotations. */
function readMaybeEmpty(source: Source): ReadText {
  if (source.bytes.length > 0) return readText(source)
  return { text: '', notes: { byteOrderMark: false, carriageReturns: false, remarks: [] } }
}

interface Annotations {
  readonly mentions: readonly Mention[]
  readonly mismatches: readonly ReadingRemark[]
}

function annotationsOf(
  { document, annotations: { name } }: BratPair,
  text: string,
  content: string,
  skipped: SkippedTally,
  { offsets, known }: BratOptions,
): Annotations {
  const spanAt = spanReader(text, offsets ?? 'codepoint')
  const mentions = new Map<string, { readonly where: string; readonly mention: Mention; readonly concepts: string[] }>()
  const references: { readonly where: string; readonly mention: string; readonly concept: string }[] = []
  const mismatches: ReadingRemark[] = []
  for (const { line, text: lineText } of linesOf(name, content)) {
    if (lineText.trim() === '') continue
    const where = `${name}:${line}`
    const item = bratLineOf(where, lineText)
    if (item.kind === 'other') skipped.add(where, item.name)
    else if (item.kind === 'concept') references.push({ where, ...item })
    else {
      const earlier = mentions.get(item.id)
      if (earlier) throw new BenchError('INPUT', `${where}: ${excerpt(item.id)} is already at ${earlier.where}`)
      const mention = mentionOf(where, item, spanAt)
      const remark = checkStated(where, document, item, mention, text, known ?? [])
      if (remark) mismatches.push(remark)
      mentions.set(item.id, { where, mention, concepts: [] })
    }
  }
  for (const { where, mention, concept } of references) {
    const target = mentions.get(mention)
    if (!target) throw new BenchError('INPUT', `${where}: there is no ${excerpt(mention)} for this reference`)
    target.concepts.push(concept)
  }
  return {
    mentions: [...mentions.values()].map(({ mention, concepts }) => ({
      ...mention,
      ...(concepts.length > 0 && { concepts }),
    })),
    mismatches,
  }
}

type MentionItem = Extract<BratLine, { kind: 'mention' }>

function mentionOf(where: string, { type, fragments }: MentionItem, spanAt: SpanReader): Mention {
  const parts = fragments.map(([start, end]) => spanAt(where, start, end))
  const [first] = parts
  const last = parts.at(-1)
  if (!first || !last || parts.some((part, index) => part.start < (parts[index - 1]?.end ?? 0))) {
    const written = fragments.map(pair => pair.join(' ')).join(';')
    throw new BenchError(
      'INPUT',
      `${where}: fragments overlap, or are not in the order of the text: ${excerpt(written)}`,
    )
  }
  return { start: first.start, end: last.end, type, ...(parts.length > 1 && { parts }) }
}

function checkStated(
  where: string,
  document: string,
  { fragments, surface }: MentionItem,
  mention: Mention,
  text: string,
  known: readonly KnownMismatch[],
): ReadingRemark | null {
  const parts = partsOf(mention).map(({ start, end }) => text.slice(start, end))
  if (statedSurface(parts, 'CRLF as one') === surface) return null
  const place = { where, document, start: Number(fragments[0]?.[0]), end: Number(fragments.at(-1)?.[1]) }
  return checkSurface(place, statedSurface(parts), surface, known)
}
