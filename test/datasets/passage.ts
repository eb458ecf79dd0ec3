import type { DocumentId, Mention, Passage, PassageId } from '../../src/core/passage.ts'

interface PassageFacts {
  readonly id?: string
  readonly document?: string | null
  /** True where it is not said. */
  readonly tokenised?: boolean
  readonly mentions?: readonly Mention[]
}

/** A passage of a text; its tokens are its words, or null. */
export function passageOf(text: string, facts: PassageFacts = {}): Passage {
  const { id = text, document = null, tokenised = true, mentions = [] } = facts
  const tokens = tokenised
    ? Array.from(text.matchAll(/\S+/gu), ({ index, 0: word }) => ({ start: index, end: index + word.length }))
    : null
  return { id: id as PassageId, document: document as DocumentId | null, text, tokens, tags: null, mentions }
}

/** The first place of `surface` in a text, as a mention. */
export function mentionOf(text: string, surface: string, type: string, concepts?: readonly string[]): Mention {
  const start = text.indexOf(surface)
  if (start === -1) throw new Error(`${surface} is not in ${text}`)
  return { start, end: start + surface.length, type, ...(concepts ? { concepts } : {}) }
}
