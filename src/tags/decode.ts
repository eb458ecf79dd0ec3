import type { Decoding } from '../core/convention.ts'
import { BenchError } from '../core/error.ts'
import { describeForeignTag, type Notation } from './alphabet.ts'
import { automatonOf, step } from './automaton.ts'
import { outside } from './mark.ts'
import { createTagParser, type ParsedTag } from './parse-tag.ts'

/** Half-open token indices. */
export interface TokenSpan {
  readonly type: string
  readonly start: number
  readonly end: number
}

/**
 * Mentions of one sentence, in order; they never overlap. Throws BenchError('INPUT') naming the index and the tag when
 * a tag is neither `O` nor in the decoding's alphabet.
 */
export function decode(tags: readonly string[], decoding: Decoding, notation: Notation = 'prefix'): TokenSpan[] {
  const automaton = automatonOf(decoding)
  const parse = createTagParser(decoding, notation)
  const spans: TokenSpan[] = []
  let before: ParsedTag = { mark: 0, type: '' }
  let open = 0
  let start = 0
  for (let i = 0; i <= tags.length; i += 1) {
    const tag = tags[i] ?? (i === tags.length ? outside : '')
    const now = parse(tag)
    if (now === null) throw new BenchError('INPUT', `tag ${i}: ${describeForeignTag(tags[i], decoding, notation)}`)
    const bits = automaton[open | (before.mark << 4) | (now.mark << 1) | (before.type === now.type ? 1 : 0)] ?? 0
    if (bits & step.keeps) spans.push({ type: before.type, start, end: i })
    if (bits & step.opens) start = i
    open = bits & step.open
    before = now
  }
  return spans
}
