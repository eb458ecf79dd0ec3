import type { Mention, Passage, Span } from '../../../src/core/passage.ts'

export function surfaceOf({ text }: Passage, { start, end }: Mention): string {
  return text.slice(start, end)
}

export function surfaces(passages: readonly Passage[]): string[] {
  return passages.flatMap(passage => passage.mentions.map(mention => surfaceOf(passage, mention)))
}

export function byDocument(passages: readonly Passage[]): Map<string, string[]> {
  const groups = Map.groupBy(passages, ({ document }) => `${document}`)
  return new Map([...groups].map(([document, own]) => [document, surfaces(own)]))
}

export interface DenseMention extends Span {
  readonly key: string
  readonly document: string
  readonly type: string
  readonly surface: string
}

/** Mentions with offsets in their document that count no spaces, so that sentences and documents compare. */
export function denseMentions(passages: readonly Passage[]): DenseMention[] {
  const reached = new Map<string | null, number>()
  return passages.flatMap(passage => {
    const { document, text, mentions } = passage
    const before = reached.get(document) ?? 0
    const at = (offset: number) => before + text.slice(0, offset).replace(/\s+/g, '').length
    reached.set(document, at(text.length))
    return mentions.map(mention => {
      const { type } = mention
      const [start, end] = [at(mention.start), at(mention.end)]
      const key = `${document} ${start}-${end} ${type}`
      return { key, document: `${document}`, start, end, type, surface: surfaceOf(passage, mention) }
    })
  })
}
