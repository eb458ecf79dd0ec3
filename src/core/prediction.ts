import type { PassageId, Span } from './passage.ts'

/**
 * `score`: mean over the mention's words of the softmax probability of the label read, 0 to 1.
 * `margin`: smallest gap between the two best logits over the mention's words. Both are null for a tagger without logits.
 */
export interface PredictedMention extends Span {
  readonly type: string
  readonly score: number | null
  readonly margin: number | null
}

/**
 * What the model said of one word: its own label (before any label map), the gap between the two best logits, and the
 * softmax probability of the label. A word without pieces has the outside label and null for both numbers.
 */
export interface WordPrediction {
  readonly label: string
  readonly margin: number | null
  readonly score: number | null
}

/** `words`: one per token, so that re-decoding, thresholds and calibration need no second run; null where a tagger has none. */
export interface Prediction {
  readonly id: PassageId
  readonly mentions: readonly PredictedMention[]
  readonly words: readonly WordPrediction[] | null
}

/** Score and margin of a mention from its words, as `PredictedMention` defines them; null where no word has one. */
export function confidenceOf(words: readonly WordPrediction[]): Pick<PredictedMention, 'score' | 'margin'> {
  const scores = words.map(word => word.score).filter(score => score !== null)
  const margins = words.map(word => word.margin).filter(margin => margin !== null)
  return {
    score: scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length,
    margin: margins.length === 0 ? null : Math.min(...margins),
  }
}
