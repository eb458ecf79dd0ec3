import type { Decoding } from '../../../core/convention.ts'
import type { Mention, Span } from '../../../core/passage.ts'
import { automatonOf, step } from '../../../tags/automaton.ts'
import { outside } from '../../../tags/mark.ts'
import { createTagMeanings, outsideMeaning, type TagMeaning, type TypeOptions } from './tag-meaning.ts'

export interface TagOptions extends TypeOptions {
  readonly decoding: Decoding
  /**
   * `as-written` (as where nothing is said): the tags of the file, their types renamed. `IOB2`: the mentions that the decoding
   * finds, written as IOB2, whatever scheme the file is in. Runs are scored in IOB2.
   */
  readonly tags?: 'as-written' | 'IOB2'
}

export interface TaggedSentence {
  readonly tags: readonly string[]
  readonly mentions: readonly Mention[]
}

/**
 * Reads the tags of one sentence: tag `i` belongs to `tokens[i]`, and stands on line `line + i` of `file`. Throws `INPUT`, naming
 * file, line and tag, for a tag that is neither `O` nor in the decoding's alphabet.
 */
export type TagReader = (tags: readonly string[], tokens: readonly Span[], file: string, line: number) => TaggedSentence

/** The same mentions as `decode` finds, over tags of which each distinct one is parsed only once. */
export function createTagReader(options: TagOptions): TagReader {
  const { decoding, tags: handedOut = 'as-written' } = options
  const automaton = automatonOf(decoding)
  const meaningOf = createTagMeanings(decoding, options)
  const iob2Of = createIob2Tags()
  return (tags, tokens, file, line) => {
    let changed: string[] | null = null
    const mentions: Mention[] = []
    let before: TagMeaning = outsideMeaning
    let open = 0
    let start = 0
    for (let i = 0; i <= tags.length; i += 1) {
      const tag = tags[i] ?? outside
      // By far most tokens: outside, and nothing open.
      if (tag === outside && before === outsideMeaning) continue
      const now = tag === outside ? outsideMeaning : meaningOf(tag, file, line + i)
      const sameType = before.typeNumber === now.typeNumber ? 1 : 0
      const bits = automaton[open | (before.mark << 4) | (now.mark << 1) | sameType] ?? 0
      if (bits & step.keeps) {
        const { type } = before
        mentions.push({ start: tokens[start]?.start ?? 0, end: tokens[i - 1]?.end ?? 0, type })
        if (handedOut === 'IOB2') {
          changed ??= tags.slice()
          changed[start] = iob2Of(type).first
          changed.fill(iob2Of(type).inside, start + 1, i)
        }
      }
      if (handedOut === 'as-written' ? now.tag !== tag : tag !== outside) {
        changed ??= tags.slice()
        changed[i] = handedOut === 'as-written' ? now.tag : outside
      }
      if (bits & step.opens) start = i
      open = bits & step.open
      before = now
    }
    return { tags: changed ?? tags, mentions }
  }
}

/** One string object for each distinct tag. */
function createIob2Tags(): (type: string) => { readonly first: string; readonly inside: string } {
  const known = new Map<string, { readonly first: string; readonly inside: string }>()
  return type => {
    const made = known.get(type) ?? { first: `B-${type}`, inside: `I-${type}` }
    known.set(type, made)
    return made
  }
}
