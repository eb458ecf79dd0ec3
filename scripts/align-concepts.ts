import type { Mention, Passage } from '../src/core/passage.ts'

export interface ConceptLine {
  readonly type: string
  readonly concepts: readonly string[]
}

/**
 * The concepts of each mention of the sentences, in their order, from the mentions of the same type in the documents they are cut
 * from: of those that share a character with it, the one that shares most. Sentences follow each other as in their document, and have
 * its characters, spaces aside. Throws for a mention that shares no character with any.
 */
export function alignConcepts(sentences: readonly Passage[], documents: readonly Passage[]): ConceptLine[] {
  const originals = new Map(documents.map(({ id, text, mentions }) => [`${id}`, mentions.map(dense(text, 0))]))
  const reached = new Map<string, number>()
  return sentences.flatMap(({ id, document, text, mentions }) => {
    const before = reached.get(`${document}`) ?? 0
    reached.set(`${document}`, before + lengthWithoutSpaces(text))
    return mentions.map(dense(text, before)).map(mention => {
      const [closest] = (originals.get(`${document}`) ?? [])
        .filter(original => original.type === mention.type && shared(original, mention) > 0)
        .sort((a, b) => shared(b, mention) - shared(a, mention))
      if (closest === undefined) throw new Error(`${id}: no mention of ${document} overlaps ${mention.type} there`)
      return { type: mention.type, concepts: closest.concepts ?? [] }
    })
  })
}

export function renderConcepts(lines: readonly ConceptLine[]): string {
  return `type\tconcepts\n${lines.map(({ type, concepts }) => `${type}\t${concepts.join('|') || '-'}\n`).join('')}`
}

/** The mention with offsets that count characters other than spaces, from `before` on. */
function dense(text: string, before: number): (mention: Mention) => Mention {
  const at = (offset: number) => before + lengthWithoutSpaces(text.slice(0, offset))
  return mention => ({ ...mention, start: at(mention.start), end: at(mention.end) })
}

function shared(a: Mention, b: Mention): number {
  return Math.min(a.end, b.end) - Math.max(a.start, b.start)
}

function lengthWithoutSpaces(text: string): number {
  return text.replace(/\s+/g, '').length
}
