import type { Ratio } from '../../core/counts.ts'
import { BenchError } from '../../core/error.ts'
import { jsonObject } from '../../core/json-object.ts'
import { accuracyScore } from '../seqeval/accuracy-score.ts'
import { countSentences, type Sentences } from '../seqeval/count-sentences.ts'
import type { CountOptions, ZeroDivision } from '../seqeval/options.ts'
import { microScores, scoresOf } from '../seqeval/scores.ts'

export type EvaluateOptions = CountOptions & {
  readonly predictions: Sentences
  readonly references: Sentences
  readonly zeroDivision?: ZeroDivision | undefined
}

export interface EvaluateTypeScores {
  readonly precision: number
  readonly recall: number
  readonly f1: number
  /** Mentions in the references. */
  readonly number: number
}

interface OverallScores {
  readonly overall_precision: number
  readonly overall_recall: number
  readonly overall_f1: number
  /** Share of tokens with the same tag; null where there is no token. */
  readonly overall_accuracy: Ratio
}

/** Scores by type beside the overall ones. An object without prototype: a type may be called `constructor`. */
export type EvaluateResult = OverallScores & { readonly [type: string]: EvaluateTypeScores }

/**
 * What `evaluate.load("seqeval").compute(...)` of Hugging Face gives: micro-averaged scores, those of each type, and
 * the accuracy over tokens. Throws BenchError as `f1Score` of `bioner-bench/seqeval` does, and where a type has the
 * name of an overall score.
 */
export function compute(options: EvaluateOptions): EvaluateResult {
  const { predictions, references, zeroDivision = 'warn' } = options
  const counts = countSentences(references, predictions, options)
  const micro = microScores(counts, zeroDivision)
  const overall = {
    overall_precision: micro.precision,
    overall_recall: micro.recall,
    overall_f1: micro.f1,
    overall_accuracy: accuracyScore(references, predictions),
  }
  const clash = counts.find(({ type }) => Object.hasOwn(overall, type))
  if (clash)
    throw new BenchError('INPUT', `the type ${JSON.stringify(clash.type)} has the name of an overall score; rename it`)
  const types = counts.map(type => {
    const { precision, recall, f1, support } = scoresOf(type, zeroDivision)
    return [type.type, { precision, recall, f1, number: support }] as const
  })
  return jsonObject<EvaluateTypeScores | Ratio>([...types, ...Object.entries(overall)]) as EvaluateResult
}
