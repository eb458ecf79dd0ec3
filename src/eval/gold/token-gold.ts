import type { GoldBalance } from '../../core/counts.ts'
import type { Passage, Span } from '../../core/passage.ts'
import { findWords } from '../../core/text/find-words.ts'
import { decode } from '../../tags/decode.ts'
import { noBalance } from '../gold-balance.ts'
import { flattenMentions } from './flatten-mentions.ts'

/** The gold of one passage as it is scored in tokens. */
export interface TokenGold {
  readonly tokens: readonly Span[]
  readonly tags: readonly string[]
  /** The mentions that the tags do not say: its `gold` is their number, and none is scored. */
  readonly unsaid: GoldBalance
}

/** A passage that is not tokenised is cut by `findWords`, and its mentions are written as tags by `flattenMentions`. */
export function tokenGoldOf(passage: Passage): TokenGold {
  const tokens = tokensOf(passage)
  if (passage.tags !== null) return { tokens, tags: passage.tags, unsaid: unsaidBy(passage.tags, passage, tokens) }
  const { tags, balance } = flattenMentions(tokens, passage.mentions)
  return { tokens, tags, unsaid: { ...balance, gold: balance.gold - balance.scored, scored: 0 } }
}

/** The tokens in which a passage is tagged and scored: its own, or else the words that its text shows. */
export function tokensOf({ tokens, text }: Pick<Passage, 'tokens' | 'text'>): readonly Span[] {
  return tokens ?? findWords(text)
}

/** A corpus may hand out tags that say fewer mentions than it has; how they were chosen is its own affair. */
function unsaidBy(tags: readonly string[], { mentions }: Passage, tokens: readonly Span[]): GoldBalance {
  const gold = mentions.length - decode(tags, { matching: 'conlleval' }).length
  if (gold <= 0) return noBalance
  let left = gold
  const take = (count: number) => {
    const taken = Math.min(count, left)
    left -= taken
    return taken
  }
  const { balance } = flattenMentions(tokens, mentions)
  const [discontinuous, duplicate, misaligned] = [balance.discontinuous, balance.duplicate, balance.misaligned].map(
    take,
  )
  return {
    ...noBalance,
    gold,
    discontinuous: discontinuous ?? 0,
    duplicate: duplicate ?? 0,
    misaligned: misaligned ?? 0,
    nested: left,
  }
}
