import { type Mention, type Passage, partsOf } from '../../../core/passage.ts'
import { excerpt } from '../text.ts'
import { codePointCounter, refuseLongWrittenLine, refuseUnwritable, unwritable } from '../unwritable.ts'
import { statedSurface } from './stated-surface.ts'

/**
 * Contents by file name: `<id>.txt` and `<id>.ann` of each passage, offsets in code points; concepts become references, as they
 * are, although the brat editor itself reads only those of the form `database:id`. Tokens and tags have no place in it. Throws `INPUT`, naming
 * the passage, where an id is no safe file name, or a type or concept is empty or has a space.
 */
export function writeBrat(passages: readonly Passage[]): ReadonlyMap<string, string> {
  refuseUnwritable(format, passages)
  const files = new Map<string, string>()
  for (const passage of passages) {
    refuseUnsafeName(passage)
    if (passage.text.startsWith('\ufeff')) {
      throw unwritable(
        format,
        passage,
        'its text begins with U+FEFF, which is no part of the text in a file; remove it',
      )
    }
    files.set(`${passage.id}.txt`, passage.text)
    files.set(`${passage.id}.ann`, annotationsOf(passage))
  }
  return files
}

const format = 'brat'

/** No id may lead out of the folder or hide its file. */
function refuseUnsafeName(passage: Passage): void {
  const { id } = passage
  const unsafe = /[/\\\p{C}\p{Zl}\p{Zp}]/u.test(id) || id.startsWith('.') || id.trim() !== id || id === ''
  if (!unsafe && new TextEncoder().encode(id).length <= maxNameBytes) return
  throw unwritable(
    format,
    passage,
    `the id is a file name there: 1 to ${maxNameBytes} bytes, printable, no slash, no dot at the beginning, no outer space`,
  )
}

/** File systems take 255 bytes; four are for the suffix. */
const maxNameBytes = 251

function annotationsOf(passage: Passage): string {
  const pointsAt = codePointCounter(format, passage)
  const lines: string[] = []
  let references = 0
  for (const [index, mention] of passage.mentions.entries()) {
    refuseOddMention(passage, mention)
    const parts = partsOf(mention)
    const offsets = parts.map(({ start, end }) => `${pointsAt(start)} ${pointsAt(end)}`).join(';')
    const surface = statedSurface(parts.map(({ start, end }) => passage.text.slice(start, end)))
    lines.push(`T${index + 1}\t${mention.type} ${offsets}\t${surface}`)
    for (const concept of mention.concepts ?? []) {
      references += 1
      lines.push(`N${references}\tReference T${index + 1} ${concept}`)
    }
  }
  for (const line of lines) refuseLongWrittenLine(format, passage, line)
  return lines.map(line => `${line}\n`).join('')
}

function refuseOddMention(passage: Passage, { type, concepts }: Mention): void {
  const odd = [type, ...(concepts ?? [])].find(word => !/^\S+$/.test(word))
  if (odd !== undefined) {
    throw unwritable(format, passage, `a type or concept there is not empty and has no space: ${excerpt(odd)}`)
  }
}
