import type { ParsedCorpus } from '../../core/corpus.ts'
import type { Mention } from '../../core/passage.ts'
import { byCodePoint } from '../../core/text/code-point-order.ts'
import { outside } from '../../tags/mark.ts'

/** The name of every type, or new names of types: mentions of a type that has none are left out. */
export type TypeNames = string | Readonly<Record<string, string>>

/** The same passages with types renamed, in IOB2 tags as well; what is left out is counted in a remark. */
export function retype({ passages, notes }: ParsedCorpus, names: TypeNames): ParsedCorpus {
  const known = typeof names === 'string' ? null : new Map(Object.entries(names))
  const nameOf = (type: string) => (typeof names === 'string' ? names : known?.get(type))
  const leftOut = new Map<string, number>()
  const renamed = (mention: Mention): Mention[] => {
    const type = nameOf(mention.type)
    if (type !== undefined) return [{ ...mention, type }]
    leftOut.set(mention.type, (leftOut.get(mention.type) ?? 0) + 1)
    return []
  }
  const renamedTag = (tag: string): string => {
    const type = nameOf(tag.slice('B-'.length))
    return tag === outside || type === undefined ? outside : `${tag.slice(0, 'B-'.length)}${type}`
  }
  const kept = passages.map(passage => ({
    ...passage,
    tags: passage.tags?.map(renamedTag) ?? null,
    mentions: passage.mentions.flatMap(renamed),
  }))
  const remarks = [...leftOut]
    .sort(([a], [b]) => byCodePoint(a, b))
    .map(([type, count]) => ({
      kind: 'skipped-annotations' as const,
      message: `mentions of ${type} are left out: they are no type of this variant`,
      count,
    }))
  return { passages: kept, notes: { ...notes, remarks: [...notes.remarks, ...remarks] } }
}
