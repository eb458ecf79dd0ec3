import type { TypeCounts } from '../../core/counts.ts'
import { countSentences, type Sentences } from './count-sentences.ts'
import { type Average, checkAverage, type ScoreOptions, type ZeroDivision } from './options.ts'
import { macroScores, microScores, type Scores, scoresOf, weightedScores } from './scores.ts'

/** One number, or one per type in sorted order where `average` is null. The macro average of no types is null. */
export type Averaged<A extends Average> = A extends null ? number[] : A extends 'macro' ? number | null : number

/** `[precision, recall, f1, support]`. */
export type AveragedScores<A extends Average> = A extends null
  ? [precision: number[], recall: number[], f1: number[], support: number[]]
  : [precision: Averaged<A>, recall: Averaged<A>, f1: Averaged<A>, support: number]

/** Counts the sentences and averages; `fallback` is the average where the options name none. */
export function averagedScoresOf<A extends Average>(
  yTrue: Sentences,
  yPred: Sentences,
  options: ScoreOptions<A>,
  fallback: Average,
): AveragedScores<A> {
  const average = (options.average === undefined ? fallback : options.average) as A
  return averagedScores(countSentences(yTrue, yPred, options), average, options.zeroDivision ?? 'warn')
}

function averagedScores<A extends Average>(
  counts: readonly TypeCounts[],
  average: A,
  zeroDivision: ZeroDivision,
): AveragedScores<A> {
  checkAverage(average)
  return tupleOf(counts, average, zeroDivision) as AveragedScores<A>
}

function tupleOf(counts: readonly TypeCounts[], average: Average, zeroDivision: ZeroDivision): AveragedScores<Average> {
  switch (average) {
    case 'micro':
      return inOrder(microScores(counts, zeroDivision))
    case 'macro':
      return inOrder(macroScores(counts, zeroDivision))
    case 'weighted':
      return inOrder(weightedScores(counts, zeroDivision))
    case null: {
      const rows = counts.map(type => scoresOf(type, zeroDivision))
      const column = (key: keyof Scores) => rows.map(row => row[key])
      return [column('precision'), column('recall'), column('f1'), column('support')]
    }
  }
}

function inOrder<Value>(scores: Scores<Value>): [Value, Value, Value, number] {
  return [scores.precision, scores.recall, scores.f1, scores.support]
}
