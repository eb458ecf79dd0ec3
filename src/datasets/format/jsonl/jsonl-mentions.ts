import { BenchError } from '../../../core/error.ts'
import { type Mention, partsOf } from '../../../core/passage.ts'
import { type SpanReader, spanReader } from '../file-spans.ts'
import type { OffsetUnit } from '../offsets.ts'
import { checkSurface } from '../surface-check.ts'
import type { JsonlMention, JsonlPassage, MentionsFile } from './jsonl.ts'

/** What the offsets of a file count: as its header line says, as was chosen, else code points. Throws `INPUT` where these two differ. */
export function offsetUnitOf({ name, offsets: stated }: MentionsFile, chosen: OffsetUnit | null): OffsetUnit {
  if (stated !== null && chosen !== null && stated !== chosen) {
    throw new BenchError('INPUT', `${name}:1: the file says that its offsets are ${stated}, not ${chosen}`)
  }
  return stated ?? chosen ?? 'codepoint'
}

/**
 * The mentions of a line with offsets in UTF-16 code units of `text`. Throws `INPUT`, with file and line, for an offset beyond the
 * text or inside a character, and for a stated surface form that the offsets do not cut out.
 */
export function mentionsInText(
  name: string,
  { id, line, mentions }: JsonlPassage,
  text: string,
  unit: OffsetUnit,
): Mention[] {
  const spanAt = spanReader(text, unit)
  return mentions.map((mention, index) => mentionOf(`${name}:${line}: mention ${index + 1}`, id, text, mention, spanAt))
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
