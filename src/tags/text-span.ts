import type { Span } from '../core/passage.ts'
import type { TokenSpan } from './decode.ts'

/** Where a span of tokens lies in the text; `tokens` are their own places in it. */
export function textSpanOf(tokens: readonly Span[], { start, end }: Pick<TokenSpan, 'start' | 'end'>): Span {
  return { start: tokens[start]?.start ?? 0, end: tokens[end - 1]?.end ?? 0 }
}
