import type { Mention, Passage } from '../../../core/passage.ts'
import { excerpt } from '../text.ts'
import { refuseLongWrittenLine, refuseUnwritable, unwritable } from '../unwritable.ts'
import { isVisible } from './bc2gm.ts'

/**
 * Two files, `<name>.in` and `<name>.eval`, as BC2GM has them: a passage is a sentence. Types, concepts, documents and tokens have no
 * place in them. Throws `INPUT`, naming the passage, for what the format has no words for: mentions of several types, discontinuous
 * ones, such as begin or end with white space, and line breaks.
 */
export function writeBc2gm(passages: readonly Passage[], name: string): ReadonlyMap<string, string> {
  refuseUnwritable(format, passages)
  const [type] = passages.flatMap(({ mentions }) => mentions).map(mention => mention.type)
  const sentences: string[] = []
  const gold: string[] = []
  for (const passage of passages) {
    const { id, text, mentions } = passage
    if (!/^[^\s|]+$/.test(id))
      throw unwritable(format, passage, 'an id there is not empty and has no "|" or white space')
    if (/[\r\n]/.test(text)) throw unwritable(format, passage, 'its text has line breaks; put a space for each')
    const other = mentions.find(mention => mention.type !== type)
    if (other) {
      const both = `${excerpt(type ?? '')} and ${excerpt(other.type)}`
      throw unwritable(format, passage, `there are mentions of two types, ${both}; write each type by itself`)
    }
    const lines = mentions.length === 0 ? [] : evalLines(passage)
    for (const line of [`${id} ${text}`, ...lines]) refuseLongWrittenLine(format, passage, line)
    sentences.push(`${id} ${text}`)
    gold.push(...lines)
  }
  return new Map([
    [`${name}.in`, linesOf(sentences)],
    [`${name}.eval`, linesOf(gold)],
  ])
}

const format = 'BC2GM'

function evalLines(passage: Passage): string[] {
  const { id, text, mentions } = passage
  const visibleBefore = new Map<number, number>()
  let at = 0
  let visible = 0
  for (const character of text) {
    visibleBefore.set(at, visible)
    if (isVisible(character)) visible += 1
    at += character.length
  }
  visibleBefore.set(at, visible)
  return mentions.map(mention => {
    const { start, end } = mention
    const first = visibleBefore.get(start)
    const last = visibleBefore.get(end)
    refuseMention(passage, mention, first !== undefined && last !== undefined)
    return `${id}|${first} ${(last ?? 0) - 1}|${text.slice(start, end)}`
  })
}

function refuseMention(passage: Passage, { start, end, parts }: Mention, placed: boolean): void {
  const where = `the mention at ${start}-${end}`
  if (parts) throw unwritable(format, passage, `${where} is discontinuous; write brat or jsonl`)
  if (!placed) throw unwritable(format, passage, `${where} is not in its text, or ends inside a character`)
  const surface = passage.text.slice(start, end)
  if (surface.trim() === surface) return
  throw unwritable(format, passage, `${where} begins or ends with white space, which is not counted there; trim it`)
}

function linesOf(lines: readonly string[]): string {
  return lines.map(line => `${line}\n`).join('')
}
