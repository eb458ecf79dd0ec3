import type { Mention, Passage } from '../../../core/passage.ts'
import { excerpt } from '../text.ts'
import { codePointCounter, refuseLongWrittenLine, refuseUnwritable, unwritable } from '../unwritable.ts'

/**
 * Two files, `<name>.abstracts.txt` and `<name>.annotations.txt`, as CHEMDNER has them; a document is called by the passage's id. The
 * title ends at the first space after a full stop, question or exclamation mark, else at the first space, where no mention goes across
 * and something follows; without one, the text is a title without an abstract. Concepts and tokens have no place in the format. Throws
 * `INPUT`, naming the passage, for what it has no words for: discontinuous mentions, tabs, line breaks.
 */
export function writeChemdner(passages: readonly Passage[], name: string): ReadonlyMap<string, string> {
  refuseUnwritable(format, passages)
  const abstracts: string[] = []
  const annotations: string[] = []
  for (const passage of passages) {
    const lines = linesFor(passage)
    for (const line of [lines.document, ...lines.annotations]) refuseLongWrittenLine(format, passage, line)
    abstracts.push(`${lines.document}\n`)
    annotations.push(...lines.annotations.map(line => `${line}\n`))
  }
  return new Map([
    [`${name}.abstracts.txt`, abstracts.join('')],
    [`${name}.annotations.txt`, annotations.join('')],
  ])
}

const format = 'CHEMDNER'

function linesFor(passage: Passage): { readonly document: string; readonly annotations: readonly string[] } {
  const { id, text, mentions } = passage
  if (!/^[^\s]+$/.test(id)) throw unwritable(format, passage, 'an id there is not empty and has no white space')
  if (/[\t\r\n]/.test(text)) throw unwritable(format, passage, 'its text has tabs or line breaks; put a space for each')
  const space = borderOf(passage)
  const title = space === -1 ? text : text.slice(0, space)
  const abstract = space === -1 ? '' : text.slice(space + 1)
  const pointsAt = codePointCounter(format, passage)
  const annotations = mentions.map(mention => {
    refuseMention(passage, mention)
    const { start, end, type } = mention
    const inTitle = space === -1 || end <= space
    const shift = inTitle ? 0 : pointsAt(space + 1)
    const surface = text.slice(start, end)
    return [id, inTitle ? 'T' : 'A', pointsAt(start) - shift, pointsAt(end) - shift, surface, type].join('\t')
  })
  return { document: `${id}\t${title}\t${abstract}`, annotations }
}

/** The space between title and abstract; -1: there is no abstract. */
function borderOf({ text, mentions }: Passage): number {
  const crossed = (at: number): boolean => mentions.some(({ start, end }) => start <= at && at < end)
  const fits = (at: number): boolean => at + 1 < text.length && !crossed(at)
  for (const match of text.matchAll(/(?<=[.?!]) /g)) if (fits(match.index)) return match.index
  for (let at = text.indexOf(' '); at !== -1; at = text.indexOf(' ', at + 1)) if (fits(at)) return at
  return -1
}

function refuseMention(passage: Passage, { start, end, type, parts }: Mention): void {
  const where = `the mention at ${start}-${end}`
  if (parts) throw unwritable(format, passage, `${where} is discontinuous; write brat or jsonl`)
  if (type === '') throw unwritable(format, passage, `${where} has no type; give it one`)
  if (/[\t\r\n]/.test(type)) throw unwritable(format, passage, `the type ${excerpt(type)} has a tab or a line break`)
}
