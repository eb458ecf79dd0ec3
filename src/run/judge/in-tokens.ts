import type { Convention, Decoding } from '../../core/convention.ts'
import type { Mention, Passage, Span } from '../../core/passage.ts'
import { confidenceOf, type PredictedMention, type Prediction } from '../../core/prediction.ts'
import { type StatedReading, standardDecodings, tokenConventions } from '../../eval/conventions.ts'
import { countTagged } from '../../eval/count-passages.ts'
import { type TokenGold, tokenGoldOf } from '../../eval/gold/token-gold.ts'
import { decode, type TokenSpan } from '../../tags/decode.ts'
import { textSpanOf } from '../../tags/text-span.ts'
import { type PredictedTags, predictedTags, type TypeOf } from '../predicted-tags.ts'
import { round } from '../rounding.ts'
import { type JudgedCell, type JudgedPassage, judgePassage, type PredictedPassage } from './judged-cell.ts'

/** Judges tags: the corpus' own, or those that its mentions were written as (`tokenGoldOf`). */
export function judgeInTokens(
  pairs: readonly PredictedPassage[],
  options: { readonly reading: StatedReading; readonly decoding: Decoding; readonly typeOf: TypeOf },
): JudgedCell {
  const { reading, decoding, typeOf } = options
  const tagged = pairs.map(({ passage, prediction }) => {
    const gold = tokenGoldOf(passage)
    return { passage, prediction, gold, predicted: predictedTags(passage.id, gold.tokens, prediction, typeOf) }
  })
  const conventions = conventionsOf(reading, decoding)
  const counted = countTagged(
    tagged.map(({ passage, gold, predicted }) => ({
      ...{ id: passage.id, document: passage.document },
      ...{ gold: gold.tags, predicted: predicted.tags, unsaid: gold.unsaid },
    })),
    conventions,
  )
  return {
    passages: tagged.map(one => judgeTags(one, decoding)),
    counted,
    ranking: conventions.findIndex(
      convention => convention.span === 'exact' && decodingKey(convention.decoding) === decodingKey(decoding),
    ),
  }
}

/** Mentions of one passage as words with labels say them, in characters of the text. */
export function mentionsInText(
  tokens: readonly Span[],
  spans: readonly TokenSpan[],
  { words }: Prediction,
): PredictedMention[] {
  return spans.map(span => {
    const { score, margin } = confidenceOf(words?.slice(span.start, span.end) ?? [])
    return { ...textSpanOf(tokens, span), type: span.type, score: round(score), margin }
  })
}

function judgeTags(
  tagged: PredictedPassage & { readonly gold: TokenGold; readonly predicted: PredictedTags },
  decoding: Decoding,
): JudgedPassage {
  const { passage, prediction, gold, predicted } = tagged
  const goldSpans = decode(gold.tags, decoding)
  const spans = decode(predicted.tags, decoding)
  const mentions = mentionsInText(gold.tokens, spans, prediction)
  return judgePassage({
    text: passage.text,
    gold: { spans: goldSpans, mentions: linkMentions(passage, gold.tokens, goldSpans) },
    predicted: { spans, mentions },
    prediction: { id: prediction.id, mentions, words: prediction.words },
    ignoredWords: predicted.ignoredWords,
    misaligned: predicted.misaligned,
  })
}

/** The mentions of the passage that the tags say: these know their concepts. */
function linkMentions(passage: Passage, tokens: readonly Span[], spans: readonly TokenSpan[]): Mention[] {
  if (spans.length === 0) return []
  const byPlace = new Map(passage.mentions.map(mention => [placeOf(mention), mention]))
  return spans.map(({ type, ...span }) => {
    const mention = { ...textSpanOf(tokens, span), type }
    return byPlace.get(placeOf(mention)) ?? mention
  })
}

function placeOf({ start, end, type }: Mention): string {
  return `${start} ${end} ${type}`
}

/** Both decodings exact, side by side, and the two looser ways of matching under the ranking one. */
function conventionsOf(reading: StatedReading, ranking: Decoding): Convention[] {
  const others = standardDecodings.filter(decoding => decodingKey(decoding) !== decodingKey(ranking))
  return [
    ...tokenConventions(reading, [ranking, ...others], ['exact']),
    ...tokenConventions(reading, [ranking], ['relaxed', 'span-only']),
  ]
}

function decodingKey(decoding: Decoding | null): string | null {
  return decoding?.matching === 'strict' ? decoding.scheme : (decoding?.matching ?? null)
}
