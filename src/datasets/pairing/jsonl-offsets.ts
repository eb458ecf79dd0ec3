import { BenchError } from '../../core/error.ts'
import type { Mention } from '../../core/passage.ts'
import type { JsonlPassage } from '../format/jsonl/jsonl.ts'
import { type OffsetUnit, utf16Converter } from '../format/offsets.ts'
import { excerpt } from '../format/text.ts'

/**
 * The mentions of a line with offsets in UTF-16 code units of `text`; as they are where `text` is null. Throws `INPUT`, with file
 * and line, for an offset beyond the text or inside a character, and for a stated surface form that the offsets do not cut out.
 */
export function convertMentions(name: string, passage: JsonlPassage, text: string | null, unit: OffsetUnit): Mention[] {
  if (text === null) return passage.mentions.map(({ start, end, type }) => ({ start, end, type }))
  const toUtf16 = utf16Converter(text, unit)
  return passage.mentions.map((mention, index) => {
    const where = `${name}:${passage.line}: mention ${index + 1}`
    const start = convert(toUtf16(mention.start), where, mention.start, unit)
    const end = convert(toUtf16(mention.end), where, mention.end, unit)
    const cut = text.slice(start, end)
    if (mention.surface !== null && mention.surface !== cut) {
      throw new BenchError(
        'INPUT',
        `${where}: ${excerpt(mention.surface)} is stated, but ${mention.start} to ${mention.end} is ${excerpt(cut)}; ` +
          `do the offsets count ${unit} units? (--offsets utf16|codepoint|byte)`,
      )
    }
    return { start, end, type: mention.type }
  })
}

function convert(found: number | 'outside' | 'inside', where: string, offset: number, unit: OffsetUnit): number {
  if (typeof found === 'number') return found
  const problem = found === 'outside' ? 'is beyond the end of the text' : 'is inside a character'
  throw new BenchError(
    'INPUT',
    `${where}: offset ${offset} ${problem}; do the offsets count ${unit} units? (--offsets utf16|codepoint|byte)`,
  )
}
