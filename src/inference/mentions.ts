import type { Span } from '../core/passage.ts'
import { confidenceOf, type PredictedMention, type WordPrediction } from '../core/prediction.ts'
import { decode } from '../tags/decode.ts'
import { textSpanOf } from '../tags/text-span.ts'

/**
 * Mentions that the labels of a passage's words spell, decoded as conlleval does, with the model's own types. `spans` says where each word lies
 * in the text. A mention's score is the mean of its words' scores, its margin the smallest; null where no word has one.
 */
export function mentionsOf(words: readonly WordPrediction[], spans: readonly Span[]): PredictedMention[] {
  const labels = words.map(word => word.label)
  return decode(labels, { matching: 'conlleval' }).map(span => ({
    ...textSpanOf(spans, span),
    type: span.type,
    ...confidenceOf(words.slice(span.start, span.end)),
  }))
}
