import type { Decoding, Unit } from '../core/convention.ts'
import { BenchError } from '../core/error.ts'
import type { Passage, PassageId } from '../core/passage.ts'
import type { Prediction } from '../core/prediction.ts'
import type {
  CalibrationBin,
  ConceptNovelty,
  ConventionCounts,
  ErrorCounts,
  LabelMapping,
  NoveltyCounts,
  PassageResult,
} from '../core/record.ts'
import type { Reading } from '../core/tagger.ts'
import { surfacesOf } from '../core/text/surface.ts'
import { calibrationBins } from '../eval/calibration.ts'
import { conceptNoveltyOf, conceptsOf } from '../eval/concept-novelty.ts'
import { type StatedReading, unstatedReading } from '../eval/conventions.ts'
import { countErrors, pairErrors } from '../eval/error-kinds.ts'
import { noveltyOf } from '../eval/novelty.ts'
import { judgeInCharacters } from './judge/in-characters.ts'
import { judgeInTokens } from './judge/in-tokens.ts'
import type { JudgedPassage } from './judge/judged-cell.ts'

/** What scoring one cell yields: all of it follows from gold, stored predictions, label map and convention. */
export interface CellEvaluation {
  readonly scores: readonly ConventionCounts[]
  readonly ranking: number
  readonly ignoredWords: number
  readonly misaligned: number
  readonly novelty: readonly NoveltyCounts[] | null
  readonly concepts: ConceptNovelty | null
  readonly errors: ErrorCounts
  readonly calibration: readonly CalibrationBin[] | null
  readonly passages: readonly Omit<PassageResult, 'latencySeconds'>[]
  /** Mentions in the types of the corpus, words with the labels of the model. */
  readonly predictions: readonly Prediction[]
}

/** Scores one cell under every convention of its unit in one pass. `labelMap` names every type of the model. */
export function evaluateCell(cell: {
  /** Passages of a training split, which tell seen names from new ones; null: there is none. */
  readonly training: readonly Passage[] | null
  /** The passages to score: all, or the first ones of a limited run. */
  readonly passages: readonly Passage[]
  readonly predictions: ReadonlyMap<PassageId, Prediction>
  readonly reading: Reading | null
  readonly unit: Unit
  /** Of tags; characters are ranked by exact span and type. */
  readonly decoding: Decoding
  readonly labelMap: readonly LabelMapping[]
}): CellEvaluation {
  const { unit, decoding, labelMap, passages } = cell
  const typeOf = new Map(labelMap.map(({ modelType, corpusType }) => [modelType, corpusType]))
  const pairs = passages.map(passage => {
    const prediction = cell.predictions.get(passage.id)
    if (prediction === undefined) throw new BenchError('INPUT', `no prediction for passage ${passage.id}`)
    return { passage, prediction }
  })
  const reading = statedReading(cell.reading, unit, passages)
  const options = { reading, decoding, typeOf }
  const judged = unit === 'token' ? judgeInTokens(pairs, options) : judgeInCharacters(pairs, options)
  return {
    scores: judged.counted.scores,
    ranking: judged.ranking,
    ignoredWords: sum(judged.passages.map(passage => passage.ignoredWords)),
    misaligned: sum(judged.passages.map(passage => passage.misaligned)),
    ...noveltiesOf(judged.passages, cell.training),
    errors: countErrors(judged.passages.flatMap(({ gold, predicted }) => pairErrors(gold.spans, predicted.spans))),
    calibration: calibrationOf(judged.passages),
    passages: judged.counted.passages,
    predictions: judged.passages.map(passage => passage.prediction),
  }
}

/** Text that comes without tokens is read as it is: no word of it is tokenised by itself. */
function statedReading(reading: Reading | null, unit: Unit, passages: readonly Passage[]): StatedReading {
  if (reading === null) return unstatedReading
  const asText = unit === 'character' && passages.some(passage => passage.tokens === null)
  return asText ? { ...reading, words: 'joined' } : reading
}

function noveltiesOf(
  passages: readonly JudgedPassage[],
  training: readonly Passage[] | null,
): Pick<CellEvaluation, 'novelty' | 'concepts'> {
  if (training === null) return { novelty: null, concepts: null }
  const outcomes = passages.flatMap(({ text, gold, found }) =>
    gold.mentions.map((mention, index) => ({ text, mention, found: found[index] ?? false })),
  )
  const surfaces = surfacesOf(training)
  return {
    novelty: noveltyOf(
      outcomes.map(({ text, mention, found }) => {
        return { surface: text.slice(mention.start, mention.end), type: mention.type, found }
      }),
      surfaces,
    ),
    concepts: conceptNoveltyOf(outcomes, { surfaces, concepts: conceptsOf(training) }),
  }
}

function calibrationOf(passages: readonly JudgedPassage[]): CalibrationBin[] | null {
  const hasNoScores = passages.every(({ prediction: { words, mentions } }) => {
    return words === null && mentions.every(({ score }) => score === null)
  })
  if (hasNoScores) return null
  return calibrationBins(
    passages.flatMap(({ predicted, correct }) =>
      predicted.mentions.map(({ score }, index) => ({ score, correct: correct[index] ?? false })),
    ),
  )
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
