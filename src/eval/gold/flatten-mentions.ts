import type { GoldBalance } from '../../core/counts.ts'
import { type Mention, partsOf, type Span } from '../../core/passage.ts'
import { byCodePoint } from '../../core/text/code-point-order.ts'
import type { TokenSpan } from '../../tags/decode.ts'
import { encode } from '../../tags/encode.ts'
import { noBalance } from '../gold-balance.ts'
import { distinct } from '../span-match.ts'

/** What tags can say of the mentions of a passage, and where the others went. */
export interface FlattenedGold {
  /** IOB2, one for each token. */
  readonly tags: readonly string[]
  readonly balance: GoldBalance
}

/**
 * Writes mentions as tags, which hold one mention a token and know nothing between tokens. A discontinuous mention is left
 * out; of equal ones the first stays; one whose borders are not borders of tokens is left out (`misaligned`), not widened; of
 * those that overlap the shortest stays (then the earlier, then by type), and the others are `nested`. Every mention is in
 * the balance once. `tokens` are in the order of the text and do not overlap.
 */
export function flattenMentions(tokens: readonly Span[], mentions: readonly Mention[]): FlattenedGold {
  const continuous = mentions.filter(mention => partsOf(mention).length < 2)
  const different = distinct(continuous)
  const aligned = align(tokens, different)
  const kept = withoutOverlaps(aligned, tokens.length)
  const balance = {
    ...noBalance,
    gold: mentions.length,
    scored: kept.length,
    discontinuous: mentions.length - continuous.length,
    duplicate: continuous.length - different.length,
    misaligned: different.length - aligned.length,
    nested: aligned.length - kept.length,
  }
  return { tags: encode(kept, tokens.length, 'IOB2'), balance }
}

/** A mention in tokens; `length` is that of its text. */
interface AlignedMention extends TokenSpan {
  readonly length: number
}

function align(tokens: readonly Span[], mentions: readonly Mention[]): AlignedMention[] {
  const starts = new Map(tokens.map((token, index) => [token.start, index]))
  const ends = new Map(tokens.map((token, index) => [token.end, index + 1]))
  return mentions.flatMap(mention => {
    const start = starts.get(mention.start)
    const end = ends.get(mention.end)
    if (start === undefined || end === undefined || end <= start) return []
    return [{ type: mention.type, start, end, length: mention.end - mention.start }]
  })
}

function withoutOverlaps(mentions: readonly AlignedMention[], tokens: number): AlignedMention[] {
  const taken = new Uint8Array(tokens)
  return mentions.toSorted(shortestFirst).filter(({ start, end }) => {
    if (taken.subarray(start, end).includes(1)) return false
    taken.fill(1, start, end)
    return true
  })
}

function shortestFirst(a: AlignedMention, b: AlignedMention): number {
  return a.length - b.length || a.start - b.start || byCodePoint(a.type, b.type)
}
