import type { ParsedCorpus, Source } from '../../../core/corpus.ts'
import { BenchError } from '../../../core/error.ts'
import { type DocumentId, type Mention, type Passage, type PassageId, partsOf } from '../../../core/passage.ts'
import { inTextOrder, type SpanReader, spanReader } from '../file-spans.ts'
import type { OffsetUnit } from '../offsets.ts'
import { checkSurface } from '../surface-check.ts'
import { type JsonlMention, type JsonlPassage, type MentionsFile, parseJsonl } from './jsonl.ts'

export interface JsonlPassagesOptions {
  /** null: as the header line says; code points without one. */
  readonly offsets: OffsetUnit | null
}

/**
 * Reads passages with text and mentions, one JSON object a line, as a corpus. A passage whose line names no document has none.
 * Throws `INPUT` with file and line, also where `offsets` is not what the header line says.
 */
export function readJsonlPassages(source: Source, options: JsonlPassagesOptions): ParsedCorpus {
  const file = parseJsonl(source)
  const { name } = file
  if (file.kind === 'tags') {
    throw new BenchError(
      'INPUT',
      `${name}:${file.items[0]?.line ?? 1}: gold and predicted tags; a corpus has text and mentions in each line`,
    )
  }
  const unit = unitOf(file, options)
  return { passages: file.items.map(item => passageOf(name, item, unit)), notes: file.notes }
}

function unitOf({ name, offsets }: MentionsFile, options: JsonlPassagesOptions): OffsetUnit {
  if (offsets !== null && options.offsets !== null && offsets !== options.offsets) {
    throw new BenchError('INPUT', `${name}:1: the file says that its offsets are ${offsets}, not ${options.offsets}`)
  }
  return offsets ?? options.offsets ?? 'codepoint'
}

function passageOf(name: string, { id, line, document, text, mentions }: JsonlPassage, unit: OffsetUnit): Passage {
  if (text === null) throw new BenchError('INPUT', `${name}:${line}: no text; a corpus has one in each line`)
  if (!text.isWellFormed()) throw new BenchError('INPUT', `${name}:${line}: the text holds half a surrogate pair`)
  const spanAt = spanReader(text, unit)
  return {
    id: id as PassageId,
    document: document as DocumentId | null,
    text,
    tokens: null,
    tags: null,
    mentions: inTextOrder(
      mentions.map((mention, index) => mentionOf(`${name}:${line}: mention ${index + 1}`, id, text, mention, spanAt)),
    ),
  }
}

function mentionOf(where: string, id: string, text: string, mention: JsonlMention, spanAt: SpanReader): Mention {
  const { start, end, type, parts, concepts, surface } = mention
  const span = spanAt(where, start, end)
  const spans = parts?.map(part => spanAt(where, part.start, part.end))
  const found: Mention = { ...span, type, ...(spans && { parts: spans }), ...(concepts && { concepts }) }
  if (surface !== null && surface !== text.slice(span.start, span.end)) {
    // Of a mention in parts a tool may state the whole, or the parts alone.
    const joined = partsOf(found).map(part => text.slice(part.start, part.end))
    checkSurface({ where, document: id, start, end }, joined.join(' '), surface, [])
  }
  return found
}
