import type { Prediction, WordPrediction } from '../core/prediction.ts'

/**
 * Scores and margins to four decimals, which is what is stored. Done before anything is counted, so that a record is
 * recomputed from its stored predictions to the last digit.
 */
export function roundPrediction(prediction: Prediction): Prediction {
  return {
    id: prediction.id,
    mentions: prediction.mentions.map(mention => ({
      ...mention,
      score: round(mention.score),
      margin: round(mention.margin),
    })),
    words: prediction.words?.map(roundWord) ?? null,
  }
}

/** A word without numbers is itself: most words of a corpus then are one and the same object. */
function roundWord(word: WordPrediction): WordPrediction {
  if (word.score === null && word.margin === null) return word
  return { ...word, score: round(word.score), margin: round(word.margin) }
}

/** To four decimals. */
export function round(value: number | null): number | null {
  return value === null ? null : Math.round(value * 10_000) / 10_000
}
