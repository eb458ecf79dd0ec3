import type { Convention, Decoding } from '../core/convention.ts'
import { BenchError } from '../core/error.ts'
import type { Passage, PassageId } from '../core/passage.ts'
import { confidenceOf, type PredictedMention, type Prediction } from '../core/prediction.ts'
import type {
  CalibrationBin,
  ConventionCounts,
  ErrorCounts,
  LabelMapping,
  NoveltyCounts,
  PassageResult,
} from '../core/record.ts'
import type { Reading } from '../core/tagger.ts'
import { calibrationBins } from '../eval/calibration.ts'
import { standardDecodings, tokenConventions } from '../eval/conventions.ts'
import { countTagged } from '../eval/count-passages.ts'
import { countErrors, pairErrors } from '../eval/error-kinds.ts'
import { noveltyOf, surfacesOf } from '../eval/novelty.ts'
import { matchSpans } from '../eval/span-match.ts'
import { decode, type TokenSpan } from '../tags/decode.ts'
import { textSpanOf } from '../tags/text-span.ts'
import type { LoadedCorpus } from './plan.ts'
import { predictedTags, type TokenisedPassage } from './predicted-tags.ts'
import { round } from './rounding.ts'

/** What scoring one cell yields: all of it follows from gold, stored predictions, label map and convention. */
export interface CellEvaluation {
  readonly scores: readonly ConventionCounts[]
  readonly ranking: number
  readonly ignoredWords: number
  readonly misaligned: number
  readonly novelty: readonly NoveltyCounts[] | null
  readonly errors: ErrorCounts
  readonly calibration: readonly CalibrationBin[] | null
  readonly passages: readonly Omit<PassageResult, 'latencySeconds'>[]
  /** Mentions in the types of the corpus, words with the labels of the model. */
  readonly predictions: readonly Prediction[]
}

/** Scores one cell under every convention in one pass. `labelMap` names every type of the model. */
export function evaluateCell(cell: {
  readonly corpus: LoadedCorpus
  /** The passages to score: all, or the first ones of a limited run. */
  readonly passages: readonly Passage[]
  readonly predictions: ReadonlyMap<PassageId, Prediction>
  readonly reading: Reading | null
  readonly decoding: Decoding
  readonly labelMap: readonly LabelMapping[]
}): CellEvaluation {
  const typeOf = new Map(cell.labelMap.map(({ modelType, corpusType }) => [modelType, corpusType]))
  const tagged = cell.passages.map(passage => {
    if (!isTokenised(passage)) {
      throw new BenchError(
        'INPUT',
        `${cell.corpus.facts.id}: passage ${passage.id} has no tokens; the run scores tokens`,
      )
    }
    const prediction = cell.predictions.get(passage.id)
    if (prediction === undefined) throw new BenchError('INPUT', `no prediction for passage ${passage.id}`)
    const predicted = predictedTags(passage, prediction, typeOf)
    const mentions = decode(predicted.tags, cell.decoding)
    const gold = decode(passage.tags, cell.decoding)
    const right = matchSpans(gold, mentions, 'exact')
    return {
      ...{ passage, prediction, predicted, mentions, gold },
      found: new Set(right.map(pair => pair.gold)),
      correct: new Set(right.map(pair => pair.predicted)),
    }
  })
  const conventions = conventionsOf(cell.reading, cell.decoding)
  const counted = countTagged(
    tagged.map(({ passage, predicted }) => ({
      id: passage.id,
      document: passage.document,
      gold: passage.tags,
      predicted: predicted.tags,
    })),
    conventions,
  )
  const predictions = tagged.map(({ passage, prediction, mentions }) => toPrediction(passage, prediction, mentions))
  return {
    scores: counted.scores,
    ranking: conventions.findIndex(
      convention => convention.span === 'exact' && sameDecoding(convention, cell.decoding),
    ),
    ignoredWords: sum(tagged.map(({ predicted }) => predicted.ignoredWords)),
    misaligned: sum(tagged.map(({ predicted }) => predicted.misaligned)),
    novelty:
      cell.corpus.training &&
      noveltyOf(
        tagged.flatMap(({ passage, gold, found }) =>
          gold.map(span => ({ surface: surfaceOf(passage, span), type: span.type, found: found.has(span) })),
        ),
        surfacesOf(cell.corpus.training),
      ),
    errors: countErrors(tagged.flatMap(({ gold, mentions }) => pairErrors(gold, mentions))),
    calibration: calibrationOf(tagged, predictions),
    passages: counted.passages,
    predictions,
  }
}

/** Both decodings exact, side by side, and the two looser ways of matching under the ranking one. */
function conventionsOf(reading: Reading | null, ranking: Decoding): Convention[] {
  const stated = { subword: reading?.subword ?? null, words: reading?.words ?? null, window: reading?.window ?? null }
  const others = standardDecodings.filter(decoding => decodingKey(decoding) !== decodingKey(ranking))
  return [
    ...tokenConventions(stated, [ranking, ...others], ['exact']),
    ...tokenConventions(stated, [ranking], ['relaxed', 'span-only']),
  ]
}

function toPrediction(passage: TokenisedPassage, { id, words }: Prediction, spans: readonly TokenSpan[]): Prediction {
  const mentions = spans.map((span): PredictedMention => {
    const { score, margin } = confidenceOf(words?.slice(span.start, span.end) ?? [])
    return { ...textSpanOf(passage.tokens, span), type: span.type, score: round(score), margin }
  })
  return { id, mentions, words }
}

function calibrationOf(
  tagged: readonly { readonly mentions: readonly TokenSpan[]; readonly correct: ReadonlySet<TokenSpan> }[],
  predictions: readonly Prediction[],
): CalibrationBin[] | null {
  if (predictions.every(prediction => prediction.words === null)) return null
  return calibrationBins(
    tagged.flatMap(({ mentions, correct }, index) =>
      mentions.map((span, position) => ({
        score: predictions[index]?.mentions[position]?.score ?? null,
        correct: correct.has(span),
      })),
    ),
  )
}

function surfaceOf(passage: TokenisedPassage, span: TokenSpan): string {
  const { start, end } = textSpanOf(passage.tokens, span)
  return passage.text.slice(start, end)
}

function isTokenised(passage: Passage): passage is TokenisedPassage {
  return passage.tokens !== null && passage.tags !== null
}

function sameDecoding(convention: Convention, decoding: Decoding): boolean {
  return convention.decoding !== null && decodingKey(convention.decoding) === decodingKey(decoding)
}

function decodingKey(decoding: Decoding): string {
  return decoding.matching === 'strict' ? decoding.scheme : decoding.matching
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
