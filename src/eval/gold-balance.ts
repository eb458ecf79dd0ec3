import type { Decoding } from '../core/convention.ts'
import type { GoldBalance } from '../core/counts.ts'
import type { Mention } from '../core/passage.ts'
import { decode, type TokenSpan } from '../tags/decode.ts'
import { distinct } from './span-match.ts'

export const noBalance: GoldBalance = {
  gold: 0,
  scored: 0,
  truncated: 0,
  misaligned: 0,
  nested: 0,
  discontinuous: 0,
  duplicate: 0,
  illFormed: 0,
}

export function addBalances(a: GoldBalance, b: GoldBalance): GoldBalance {
  return {
    gold: a.gold + b.gold,
    scored: a.scored + b.scored,
    truncated: a.truncated + b.truncated,
    misaligned: a.misaligned + b.misaligned,
    nested: a.nested + b.nested,
    discontinuous: a.discontinuous + b.discontinuous,
    duplicate: a.duplicate + b.duplicate,
    illFormed: a.illFormed + b.illFormed,
  }
}

/** Throws where a gold mention is unaccounted for, which is a bug: no score may be printed then. Returns the balance. */
export function checkBalance(balance: GoldBalance): GoldBalance {
  const { gold, ...places } = balance
  const numbers = Object.values(balance)
  const accounted = Object.values(places).reduce((sum, mentions) => sum + mentions, 0)
  if (accounted !== gold || numbers.some(number => !Number.isSafeInteger(number) || number < 0)) {
    throw new Error(`the gold balance does not add up: ${JSON.stringify(balance)}`)
  }
  return balance
}

/**
 * Where the mentions of one sentence's gold tags went. `gold` are the mentions of a reader who drops nothing, whatever the
 * decoding: conlleval's reading, with BILOU's L and U read as E and S. `scored` are the mentions that the decoding reads;
 * each lies within one of `gold`'s, and no two in the same, so the others are those that it drops: `illFormed`. (Strict
 * IOB1 reads `O B-X I-X` as a mention of the second token: read, if shortened.)
 */
export function taggedBalance(tags: readonly string[], decoding: Decoding, scored: readonly TokenSpan[]): GoldBalance {
  const gold = decoding.matching === 'conlleval' ? scored : readEverything(tags, decoding.scheme === 'BILOU')
  return { ...noBalance, gold: gold.length, scored: scored.length, illFormed: gold.length - scored.length }
}

/**
 * Which mentions of one passage can be scored as spans, and where the others went. A discontinuous mention cannot be said
 * with one span and is not scored, by no convention; of equal mentions the first is. Nested ones are scored like any other.
 */
export function spanBalance(mentions: readonly Mention[]): { balance: GoldBalance; scored: readonly Mention[] } {
  const continuous = mentions.filter(mention => (mention.parts?.length ?? 0) < 2)
  const scored = distinct(continuous)
  const balance = {
    ...noBalance,
    gold: mentions.length,
    scored: scored.length,
    discontinuous: mentions.length - continuous.length,
    duplicate: continuous.length - scored.length,
  }
  return { balance, scored }
}

function readEverything(tags: readonly string[], bilou: boolean): TokenSpan[] {
  return decode(bilou ? tags.map(asIobes) : tags, { matching: 'conlleval' })
}

function asIobes(tag: string): string {
  if (tag.startsWith('L')) return `E${tag.slice(1)}`
  return tag.startsWith('U') ? `S${tag.slice(1)}` : tag
}
