import type { TypeCounts } from '../../core/counts.ts'
import { BenchError } from '../../core/error.ts'
import { jsonObject } from '../../core/json-object.ts'
import { countSentences, type Sentences } from './count-sentences.ts'
import type { CountOptions, ZeroDivision } from './options.ts'
import { renderReport } from './render-report.ts'
import { macroScores, microScores, type Scores, scoresOf, weightedScores } from './scores.ts'

/** Null only in the macro average of no types. */
export interface ReportRow {
  readonly precision: number | null
  readonly recall: number | null
  readonly 'f1-score': number | null
  readonly support: number
}

/** By type, and `micro avg`, `macro avg`, `weighted avg`. */
export type ReportRows = Readonly<Record<string, ReportRow>>

export type ReportOptions<D extends boolean> = CountOptions & {
  readonly digits?: number | undefined
  readonly outputDict?: D | undefined
  readonly zeroDivision?: ZeroDivision | undefined
}

/**
 * The table of Python's `classification_report`, character for character, or its rows with `outputDict: true`. Where no
 * mention is found on either side, Python raises; here the averages are shown, the macro average as `-`. Throws
 * BenchError as `f1Score` does.
 */
export function classificationReport<D extends boolean = false>(
  yTrue: Sentences,
  yPred: Sentences,
  options: ReportOptions<D> = {},
): D extends true ? ReportRows : string {
  const digits = options.digits ?? 2
  if (!Number.isInteger(digits) || digits < 0 || digits > 99) {
    throw new BenchError('ARGUMENT', `digits ${JSON.stringify(digits)}: not a whole number from 0 to 99`)
  }
  const counts = countSentences(yTrue, yPred, options)
  const zeroDivision = options.zeroDivision ?? 'warn'
  const report = options.outputDict === true ? rowsOf(counts, zeroDivision) : textOf(counts, zeroDivision, digits)
  return report as D extends true ? ReportRows : string
}

function textOf(counts: readonly TypeCounts[], zeroDivision: ZeroDivision, digits: number): string {
  return renderReport(typeScores(counts, zeroDivision), averageScores(counts, zeroDivision), digits)
}

function rowsOf(counts: readonly TypeCounts[], zeroDivision: ZeroDivision): ReportRows {
  const averages = averageScores(counts, zeroDivision)
  const taken = new Set(averages.map(([name]) => name))
  const clash = counts.find(({ type }) => taken.has(type))
  if (clash)
    throw new BenchError('INPUT', `the type ${JSON.stringify(clash.type)} has the name of an average; rename it`)
  const rows = [...typeScores(counts, zeroDivision), ...averages]
  return jsonObject(
    rows.map(([name, { precision, recall, f1, support }]) => [name, { precision, recall, 'f1-score': f1, support }]),
  )
}

function typeScores(counts: readonly TypeCounts[], zeroDivision: ZeroDivision): [string, Scores][] {
  return counts.map(type => [type.type, scoresOf(type, zeroDivision)])
}

function averageScores(counts: readonly TypeCounts[], zeroDivision: ZeroDivision): [string, Scores<number | null>][] {
  return [
    ['micro avg', microScores(counts, zeroDivision)],
    ['macro avg', macroScores(counts, zeroDivision)],
    ['weighted avg', weightedScores(counts, zeroDivision)],
  ]
}
