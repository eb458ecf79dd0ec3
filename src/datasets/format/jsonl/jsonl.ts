import type { ReadingNotes, Source } from '../../../core/corpus.ts'
import { BenchError } from '../../../core/error.ts'
import type { Mention, Span } from '../../../core/passage.ts'
import type { OffsetUnit } from '../offsets.ts'
import { excerpt, readText } from '../text.ts'
import { checkLine, type JsonLine, jsonLinesOf } from './jsonl-lines.ts'
import {
  headerLineSchema,
  type MentionLine,
  type MentionsLine,
  mentionsLineSchema,
  tagsLineSchema,
} from './jsonl-schema.ts'

/** A mention as the line has it: offsets in the file's own unit. */
export interface JsonlMention extends Mention {
  /** The surface form, where the line states it. */
  readonly surface: string | null
}

export interface JsonlPassage {
  readonly id: string
  readonly line: number
  readonly document: string | null
  readonly text: string | null
  readonly mentions: readonly JsonlMention[]
}

export interface JsonlTaggedPair {
  /** As the line has it, else `line-<number>`. */
  readonly id: string
  readonly line: number
  readonly gold: readonly string[]
  readonly predicted: readonly string[]
}

interface JsonlFileOf<Kind, Item> {
  readonly kind: Kind
  readonly name: string
  readonly items: readonly Item[]
  readonly notes: ReadingNotes
  /** The unit that a header line states; null without one. */
  readonly offsets: OffsetUnit | null
}
export type MentionsFile = JsonlFileOf<'mentions', JsonlPassage>
export type JsonlFile = MentionsFile | JsonlFileOf<'tags', JsonlTaggedPair>

/**
 * Reads one JSON object a line: mentions with offsets, or gold and predicted tags; empty lines are passed over. Throws `INPUT`
 * with file and line where a line is not of one of these shapes, differs in shape from the ones before, or repeats an id.
 */
export function parseJsonl(source: Source): JsonlFile {
  const { name } = source
  const { text, notes } = readText(source)
  const passages: JsonlPassage[] = []
  const pairs: JsonlTaggedPair[] = []
  const lineOfId = new Map<string, number>()
  let kind: JsonlFile['kind'] | null = null
  let offsets: OffsetUnit | null = null
  for (const entry of jsonLinesOf(name, text)) {
    const { line, value } = entry
    if (kind === null && offsets === null) {
      offsets = headerLineSchema.safeParse(value).data?.offsets ?? null
      if (offsets !== null) continue
    }
    const found = isTagged(value) ? 'tags' : 'mentions'
    kind ??= found
    if (found !== kind) {
      throw new BenchError(
        'INPUT',
        `${name}:${line}: ${found}, but the lines before have ${kind}; a file holds one of the two`,
      )
    }
    const item = kind === 'tags' ? taggedPairOf(name, entry) : passageOf(name, entry)
    const earlier = lineOfId.get(item.id)
    if (earlier !== undefined) {
      throw new BenchError('INPUT', `${name}:${line}: id ${excerpt(item.id)} is already that of line ${earlier}`)
    }
    lineOfId.set(item.id, line)
    if ('mentions' in item) passages.push(item)
    else pairs.push(item)
  }
  if (kind === null) throw new BenchError('INPUT', `${name}: the file holds no passage`)
  const facts = { name, notes, offsets }
  return kind === 'tags' ? { kind, ...facts, items: pairs } : { kind, ...facts, items: passages }
}

function isTagged(value: unknown): boolean {
  return typeof value === 'object' && value !== null && (Object.hasOwn(value, 'gold') || Object.hasOwn(value, 'pred'))
}

function taggedPairOf(name: string, entry: JsonLine): JsonlTaggedPair {
  const { id, gold, pred } = checkLine(tagsLineSchema, name, entry)
  const { line } = entry
  if (gold.length !== pred.length) {
    throw new BenchError(
      'INPUT',
      `${name}:${line}: ${gold.length} gold tags and ${pred.length} predicted tags; there must be one of each a token`,
    )
  }
  return { id: id ?? `line-${line}`, line, gold, predicted: pred }
}

function passageOf(name: string, entry: JsonLine): JsonlPassage {
  const checked = checkLine(mentionsLineSchema, name, entry)
  const { line } = entry
  const [field, mentions] = mentionsIn(name, line, checked)
  return {
    id: checked.id,
    line,
    document: checked.document ?? null,
    text: checked.text ?? null,
    mentions: mentions.map((mention, index) => mentionOf(`${name}:${line}: ${field}[${index}]`, mention)),
  }
}

function mentionsIn(name: string, line: number, passage: MentionsLine): readonly [string, readonly MentionLine[]] {
  const { mentions, entities, spans } = passage
  const given = Object.entries({ mentions, entities, spans }).flatMap(([field, list]) =>
    list ? [[field, list] as const] : [],
  )
  const [only] = given
  if (only && given.length === 1) return only
  throw new BenchError(
    'INPUT',
    given.length === 0
      ? `${name}:${line}: neither mentions (or entities, or spans) nor gold and pred`
      : `${name}:${line}: ${given.map(([field]) => field).join(' and ')}; one list of mentions is expected`,
  )
}

function mentionOf(where: string, mention: MentionLine): JsonlMention {
  const { start, end, text, type, label, entity_group, parts, concepts } = mention
  const types = new Set([type, label, entity_group].filter(name => name !== undefined))
  const [only] = types
  if (only === undefined) throw new BenchError('INPUT', `${where}: no type (or label, or entity_group)`)
  if (types.size > 1) {
    throw new BenchError('INPUT', `${where}: ${[...types].map(excerpt).join(' and ')}; one type is expected`)
  }
  if (start >= end) {
    throw new BenchError(
      'INPUT',
      `${where}: start ${start} is not before end ${end}; the end is the offset after the last unit`,
    )
  }
  if (parts && !areParts(parts, start, end)) {
    throw new BenchError(
      'INPUT',
      `${where}: parts are two or more, in order, without overlap, and begin and end where the mention does`,
    )
  }
  return {
    start,
    end,
    type: only,
    surface: text ?? null,
    ...(parts && { parts }),
    ...(concepts && concepts.length > 0 && { concepts }),
  }
}

function areParts(parts: readonly Span[], start: number, end: number): boolean {
  const inOrder = parts.every((part, index) => part.start < part.end && part.start >= (parts[index - 1]?.end ?? 0))
  return parts.length > 1 && inOrder && parts[0]?.start === start && parts.at(-1)?.end === end
}
