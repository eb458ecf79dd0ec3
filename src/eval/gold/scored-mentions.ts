import type { Unit } from '../../core/convention.ts'
import type { Mention, Passage } from '../../core/passage.ts'
import { decode } from '../../tags/decode.ts'
import { textSpanOf } from '../../tags/text-span.ts'
import { spanBalance } from '../gold-balance.ts'
import { tokenGoldOf } from './token-gold.ts'

/** The gold mentions of a passage that are scored in a unit, in characters of its text; tags as conlleval reads them. */
export function scoredMentions(passage: Passage, unit: Unit): readonly Mention[] {
  if (unit === 'character') return spanBalance(passage.mentions).scored
  const { tokens, tags } = tokenGoldOf(passage)
  return decode(tags, { matching: 'conlleval' }).map(span => ({ ...textSpanOf(tokens, span), type: span.type }))
}
