import type { Decoding } from '../core/convention.ts'
import { markOf, marksOf, type Notation } from './alphabet.ts'
import { markCodes, outside } from './mark.ts'

export interface ParsedTag {
  /** Code of the mark, as the automata number it; 0 is O. */
  readonly mark: number
  /** Empty for O, `_` for a tag without type. */
  readonly type: string
}

/** Reads single tags of one decoding; null for a foreign one. */
export type TagParser = (tag: string) => ParsedTag | null

/**
 * The type is what stands beyond the `-` next to the mark, `_` where that is empty. As in Python seqeval, strict
 * matching strips `-` from both ends of it (`B-x-` is an `x`), conlleval matching does not (an `x-`).
 */
export function createTagParser(decoding: Decoding, notation: Notation): TagParser {
  const marks = marksOf(decoding)
  return tag => {
    if (tag === outside) return outsideTag
    const mark = markOf(tag, marks, notation)
    if (mark === null) return null
    const rest = notation === 'prefix' ? tag.slice(2) : tag.slice(0, -2)
    const type = decoding.matching === 'strict' ? stripDashes(rest) : rest
    return { mark: markCodes.get(mark) ?? 0, type: type === '' ? untyped : type }
  }
}

/** The type of a tag that names none. */
const untyped = '_'

const outsideTag: ParsedTag = { mark: 0, type: '' }

/** Not a regular expression: on a long run of dashes within a type `-+$` would take quadratic time. */
function stripDashes(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && text[start] === '-') start += 1
  while (end > start && text[end - 1] === '-') end -= 1
  return text.slice(start, end)
}
