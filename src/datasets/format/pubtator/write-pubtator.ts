import type { Mention, Passage } from '../../../core/passage.ts'
import { excerpt } from '../text.ts'
import { codePointCounter, refuseLongWrittenLine, refuseUnwritable, unwritable } from '../unwritable.ts'
import { conceptsOf } from './pubtator-concepts.ts'

/**
 * One PubTator file, offsets in code points, concepts separated by `|`. Each passage becomes a document that is called by the
 * passage's id; tokens and tags have no place in it. The title ends at the first space after a full stop, question or exclamation
 * mark, else at the first space; a text without a space is a title without an abstract. Throws `INPUT`, naming the passage, for
 * what the format has no words for: discontinuous mentions, tabs in what is annotated, line breaks.
 */
export function writePubtator(passages: readonly Passage[]): string {
  refuseUnwritable(format, passages)
  return passages.map(documentOf).join('\n')
}

const format = 'PubTator'

function documentOf(passage: Passage): string {
  const { id, text, mentions } = passage
  if (!/^[^|\t\r\n]+$/.test(id) || id.trim() !== id) {
    throw unwritable(format, passage, 'an id there is not empty and has no "|", tab, line break or outer space')
  }
  if (/[\r\n]/.test(text)) {
    throw unwritable(format, passage, 'its text has line breaks; put a space for each, or write brat or jsonl')
  }
  const pointsAt = codePointCounter(format, passage)
  const space = /(?<=[.?!]) /.exec(text)?.index ?? text.indexOf(' ')
  const title = space === -1 ? text : text.slice(0, space)
  const lines = [
    `${id}|t|${title}`,
    ...(space === -1 ? [] : [`${id}|a|${text.slice(space + 1)}`]),
    ...mentions.map(mention =>
      [id, pointsAt(mention.start), pointsAt(mention.end), ...columnsOf(passage, mention)].join('\t'),
    ),
  ]
  for (const line of lines) refuseLongWrittenLine(format, passage, line)
  return lines.map(line => `${line}\n`).join('')
}

function columnsOf(passage: Passage, { start, end, type, parts, concepts }: Mention): string[] {
  if (parts) {
    throw unwritable(format, passage, `the mention at ${start}-${end} is discontinuous; write brat or jsonl`)
  }
  const surface = passage.text.slice(start, end)
  const column = (concepts ?? []).join('|')
  const odd = [surface, type, column].find(value => /[\t\r\n]/.test(value))
  if (odd !== undefined) {
    throw unwritable(format, passage, `${excerpt(odd)} has a tab or a line break; write brat or jsonl`)
  }
  if (type === '') throw unwritable(format, passage, `the mention at ${start}-${end} has no type; give it one`)
  const lost = concepts?.find(concept => conceptsOf(concept, '|')[0] !== concept)
  if (lost !== undefined) {
    throw unwritable(format, passage, `the concept ${excerpt(lost)} would be read as another; write jsonl`)
  }
  return column === '' ? [surface, type] : [surface, type, column]
}
