import type { Mention, Passage } from '../../core/passage.ts'
import type { PredictedMention, Prediction } from '../../core/prediction.ts'
import type { Counted } from '../../eval/count-passages.ts'
import { matchSpans, type TypedSpan } from '../../eval/span-match.ts'

/** A passage and what was predicted of it. */
export interface PredictedPassage {
  readonly passage: Passage
  readonly prediction: Prediction
}

/** One side of a passage: mentions in the unit of the run, and the same ones, in the same order, in characters of the text. */
interface JudgedSide<Found> {
  readonly spans: readonly TypedSpan[]
  readonly mentions: readonly Found[]
}

/** Both sides of one passage under the ranking convention. Gold that is not scored is not here. */
export interface JudgedPassage {
  readonly text: string
  readonly gold: JudgedSide<Mention>
  readonly predicted: JudgedSide<PredictedMention>
  /** In the order of `gold`: whether it was found. */
  readonly found: readonly boolean[]
  /** In the order of `predicted`: whether it is right. */
  readonly correct: readonly boolean[]
  /** As it is stored: mentions in the types of the corpus, words with the labels of the model. */
  readonly prediction: Prediction
  /** Words whose label became O because its type is none of the corpus. */
  readonly ignoredWords: number
  /** Predicted mentions that cut a token in two. */
  readonly misaligned: number
}

/** All passages of a cell, and their counts under every convention. */
export interface JudgedCell {
  readonly passages: readonly JudgedPassage[]
  readonly counted: Counted
  /** Which of the conventions ranks. */
  readonly ranking: number
}

/** Says of each mention of either side whether the other has it, exactly. */
export function judgePassage(passage: Omit<JudgedPassage, 'found' | 'correct'>): JudgedPassage {
  const pairs = matchSpans(passage.gold.spans, passage.predicted.spans, 'exact')
  const found = new Set(pairs.map(pair => pair.gold))
  const correct = new Set(pairs.map(pair => pair.predicted))
  return {
    ...passage,
    found: passage.gold.spans.map(span => found.has(span)),
    correct: passage.predicted.spans.map(span => correct.has(span)),
  }
}
