import { type Mention, type Passage, partsOf, type Span } from '../../../core/passage.ts'
import { codePointCounter, refuseLongWrittenLine, refuseUnwritable, unwritable } from '../unwritable.ts'

/**
 * One file of JSON lines: a header that says that offsets count UTF-16 code units, then a line for each passage, which
 * `readJsonlPassages` reads as it was. Tokens and tags are not written. Throws `INPUT`, naming the passage, where an id is empty
 * or comes twice, a text is not Unicode, a mention is not in its text, or a line would be too long to be read.
 */
export function writeJsonl(passages: readonly Passage[]): string {
  refuseUnwritable(format, passages)
  const header = { format: 'bioner-bench/corpus@1', offsets: 'utf16' }
  return [JSON.stringify(header), ...passages.map(lineOf)].map(line => `${line}\n`).join('')
}

const format = 'JSON lines'

function lineOf(passage: Passage): string {
  const { id, document, text, mentions } = passage
  if (id === '' || document === '') throw unwritable(format, passage, 'no id or document is empty there')
  const checkOffset = codePointCounter(format, passage)
  for (const { start, end } of mentions.flatMap<Span>(mention => [mention, ...partsOf(mention)])) {
    checkOffset(start)
    checkOffset(end)
  }
  const line = JSON.stringify({ id, ...(document !== null && { document }), text, mentions: mentions.map(mentionOf) })
  refuseLongWrittenLine(format, passage, line)
  return line
}

function mentionOf({ start, end, type, parts, concepts }: Mention) {
  return { start, end, type, ...(parts && { parts }), ...(concepts && concepts.length > 0 && { concepts }) }
}
