import type { ParsedCorpus, Source } from '../../../core/corpus.ts'
import { BenchError } from '../../../core/error.ts'
import type { DocumentId, Passage, PassageId } from '../../../core/passage.ts'
import { inTextOrder } from '../file-spans.ts'
import type { OffsetUnit } from '../offsets.ts'
import { type JsonlPassage, parseJsonl } from './jsonl.ts'
import { mentionsInText, offsetUnitOf } from './jsonl-mentions.ts'

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
  const unit = offsetUnitOf(file, options.offsets)
  return { passages: file.items.map(item => passageOf(name, item, unit)), notes: file.notes }
}

function passageOf(name: string, passage: JsonlPassage, unit: OffsetUnit): Passage {
  const { id, line, document, text } = passage
  if (text === null) throw new BenchError('INPUT', `${name}:${line}: no text; a corpus has one in each line`)
  if (!text.isWellFormed()) throw new BenchError('INPUT', `${name}:${line}: the text holds half a surrogate pair`)
  return {
    id: id as PassageId,
    document: document as DocumentId | null,
    text,
    tokens: null,
    tags: null,
    mentions: inTextOrder(mentionsInText(name, passage, text, unit)),
  }
}
