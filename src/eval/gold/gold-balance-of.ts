import type { Unit } from '../../core/convention.ts'
import type { GoldBalance } from '../../core/counts.ts'
import type { Passage } from '../../core/passage.ts'
import { decode } from '../../tags/decode.ts'
import { addBalances, checkBalance, noBalance, spanBalance, taggedBalance } from '../gold-balance.ts'
import { tokenGoldOf } from './token-gold.ts'

const conlleval = { matching: 'conlleval' } as const

/**
 * Where the gold mentions of passages go when they are scored in a unit, under conlleval decoding where there are tags. Tags
 * are scored as they are; of what is not tokenised, and of spans of characters, see `flattenMentions` and `spanBalance`.
 */
export function goldBalanceOf(passages: Iterable<Passage>, unit: Unit): GoldBalance {
  let sum = noBalance
  for (const passage of passages) sum = addBalances(sum, unit === 'token' ? inTokens(passage) : inCharacters(passage))
  return checkBalance(sum)
}

function inTokens(passage: Passage): GoldBalance {
  const { tags, unsaid } = tokenGoldOf(passage)
  return addBalances(taggedBalance(tags, conlleval, decode(tags, conlleval)), unsaid)
}

function inCharacters({ mentions }: Passage): GoldBalance {
  return spanBalance(mentions).balance
}
