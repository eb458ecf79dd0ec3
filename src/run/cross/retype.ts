import type { Mention, Passage } from '../../core/passage.ts'
import type { TypeMapping } from '../../core/record.ts'
import { outside } from '../../tags/mark.ts'
import { createTagParser } from '../../tags/parse-tag.ts'

const parse = createTagParser({ matching: 'conlleval' }, 'prefix')

/** Passages in the terms of a cross-corpus cell: gold of a type that is not scored is no mention. Text and tokens are the same. */
export function retype(passages: readonly Passage[], typeMap: readonly TypeMapping[]): Passage[] {
  const scoredAs = new Map(typeMap.map(one => [one.corpusType, one.scoredAs]))
  const tagAs = new Map<string, string>([[outside, outside]])
  const retag = (tag: string): string => {
    const known = tagAs.get(tag)
    if (known !== undefined) return known
    const type = scoredAs.get(parse(tag)?.type ?? '') ?? null
    const renamed = type === null ? outside : `${tag.slice(0, 1)}-${type}`
    tagAs.set(tag, renamed)
    return renamed
  }
  return passages.map(passage => ({
    ...passage,
    tags: passage.tags?.map(retag) ?? null,
    mentions: passage.mentions.flatMap((mention): Mention[] => {
      const type = scoredAs.get(mention.type) ?? null
      return type === null ? [] : [{ ...mention, type }]
    }),
  }))
}
