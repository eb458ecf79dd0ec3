import type { Span } from '../core/passage.ts'
import type { PredictedMention, WordPrediction } from '../core/prediction.ts'
import { decode } from '../tags/decode.ts'

/**
 * Mentions that the labels of a passage's words spell, decoded as conlleval does, with the model's own types. `spans` says where each word lies
 * in the text. A mention's score is the mean of its words' scores, its margin the smallest; null where no word has one.
 */
export function mentionsOf(words: readonly WordPrediction[], spans: readonly Span[]): PredictedMention[] {
  const labels = words.map(word => word.label)
  return decode(labels, { matching: 'conlleval' }).map(({ type, start, end }) => {
    const inside = words.slice(start, end)
    const scores = inside.map(word => word.score).filter(score => score !== null)
    const margins = inside.map(word => word.margin).filter(margin => margin !== null)
    return {
      start: spans[start]?.start ?? 0,
      end: spans[end - 1]?.end ?? 0,
      type,
      score: scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length,
      margin: margins.length === 0 ? null : Math.min(...margins),
    }
  })
}
