import type { Passage } from '../../core/passage.ts'
import type { PredictedMention, Prediction } from '../../core/prediction.ts'
import { findWords } from '../../core/text/find-words.ts'
import { characterConventions, type StatedReading } from '../../eval/conventions.ts'
import { countSpanPairs } from '../../eval/count-passages.ts'
import { spanBalance } from '../../eval/gold-balance.ts'
import { distinct } from '../../eval/span-match.ts'
import { decode } from '../../tags/decode.ts'
import { predictedTags, type TypeOf } from '../predicted-tags.ts'
import { mentionsInText } from './in-tokens.ts'
import { type JudgedCell, type JudgedPassage, judgePassage, type PredictedPassage } from './judged-cell.ts'

/**
 * Judges spans of the text: mentions may be nested, and no token is needed. Words with labels, where a tagger has them, are
 * decoded as conlleval does, after their types were mapped: the very mentions that are scored in tokens.
 */
export function judgeInCharacters(
  pairs: readonly PredictedPassage[],
  { reading, typeOf }: { readonly reading: StatedReading; readonly typeOf: TypeOf },
): JudgedCell {
  const passages = pairs.map(pair => judgeSpans(pair, typeOf))
  const counted = countSpanPairs(
    pairs.map(({ passage: { id, document, mentions } }, index) => ({
      ...{ id, document, gold: mentions },
      predicted: passages[index]?.predicted.spans ?? [],
    })),
    characterConventions(reading),
  )
  return { passages, counted, ranking: 0 }
}

function judgeSpans({ passage, prediction }: PredictedPassage, typeOf: TypeOf): JudgedPassage {
  const { scored } = spanBalance(passage.mentions)
  const { mentions, ignoredWords } = mentionsOf(passage, prediction, typeOf)
  return judgePassage({
    text: passage.text,
    gold: { spans: scored, mentions: scored },
    predicted: { spans: mentions, mentions },
    prediction: { id: prediction.id, mentions, words: prediction.words },
    ignoredWords,
    misaligned: 0,
  })
}

interface TypedMentions {
  readonly mentions: readonly PredictedMention[]
  readonly ignoredWords: number
}

function mentionsOf(passage: Passage, prediction: Prediction, typeOf: TypeOf): TypedMentions {
  if (prediction.words !== null && passage.tokens !== null) {
    const { tags, ignoredWords } = predictedTags(passage.id, passage.tokens, prediction, typeOf)
    const spans = decode(tags, { matching: 'conlleval' })
    return { mentions: mentionsInText(passage.tokens, spans, prediction), ignoredWords }
  }
  let ignoredWords = 0
  const mentions = prediction.mentions.flatMap(mention => {
    const type = typeOf.get(mention.type) ?? null
    if (type !== null) return [{ ...mention, type }]
    ignoredWords += findWords(passage.text.slice(mention.start, mention.end)).length
    return []
  })
  return { mentions: distinct(mentions), ignoredWords }
}
