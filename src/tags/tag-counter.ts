import type { Decoding } from '../core/convention.ts'
import type { TypeCounts } from '../core/counts.ts'
import { BenchError } from '../core/error.ts'
import { byCodePoint } from '../core/text/code-point-order.ts'
import { describeForeignTag, type Notation } from './alphabet.ts'
import { automatonOf, step } from './automaton.ts'
import { outside } from './mark.ts'
import { createTagParser } from './parse-tag.ts'

/**
 * Counts exact matches (same type, same borders) between the mentions of gold and predicted tags, sentence by sentence,
 * in one pass and without making the mentions. The same as comparing what `decode` finds.
 */
export interface TagCounter {
  /**
   * Adds one sentence. Throws BenchError('INPUT') naming the sentence (the calls of `add`, from 0) where the lengths
   * differ or a tag is foreign; what was counted is then of no use.
   */
  add(gold: readonly string[], predicted: readonly string[]): void
  /** Totals so far of each type found on either side, by code point. */
  types(): TypeCounts[]
  /** The same since the last `take`, and starts again from nothing: the counts of one passage after another. */
  take(): TypeCounts[]
}

export function createTagCounter(decoding: Decoding, notation: Notation = 'prefix'): TagCounter {
  const automaton = automatonOf(decoding)
  const parse = createTagParser(decoding, notation)
  /** Tag to type number times 8 plus mark; O is 0, and the types are numbered from 1. */
  const codes = new Map<string, number>([[outside, 0]])
  const names: string[] = ['']
  const numbers = new Map<string, number>()
  const both: number[] = [0]
  const inGold: number[] = [0]
  const inPredicted: number[] = [0]
  let sentences = 0

  function add(gold: readonly string[], predicted: readonly string[]): void {
    const length = gold.length
    if (predicted.length !== length) throw lengthError(sentences, length, predicted.length)
    let goldBefore = 0
    let goldOpen = 0
    let goldStart = 0
    let predictedBefore = 0
    let predictedOpen = 0
    let predictedStart = 0
    for (let i = 0; i <= length; i += 1) {
      const goldTag = i < length ? gold[i] : outside
      const predictedTag = i < length ? predicted[i] : outside
      let goldNow = 0
      let predictedNow = 0
      if (goldTag === predictedTag) {
        // By far most tokens: outside on both sides, and nothing open.
        if (goldTag === outside && (goldBefore | predictedBefore) === 0) continue
        if (goldTag !== outside) goldNow = codes.get(goldTag as string) ?? learn(goldTag, 'gold', i)
        predictedNow = goldNow
      } else {
        if (goldTag !== outside) goldNow = codes.get(goldTag as string) ?? learn(goldTag, 'gold', i)
        if (predictedTag !== outside)
          predictedNow = codes.get(predictedTag as string) ?? learn(predictedTag, 'predicted', i)
      }
      const goldStep = automaton[indexOf(goldOpen, goldBefore, goldNow)] as number
      const predictedStep = automaton[indexOf(predictedOpen, predictedBefore, predictedNow)] as number
      if ((goldStep & step.keeps) !== 0) {
        const type = goldBefore >> 3
        inGold[type] = (inGold[type] as number) + 1
        if ((predictedStep & step.keeps) !== 0 && goldStart === predictedStart && type === predictedBefore >> 3) {
          both[type] = (both[type] as number) + 1
        }
      }
      if ((predictedStep & step.keeps) !== 0) {
        const type = predictedBefore >> 3
        inPredicted[type] = (inPredicted[type] as number) + 1
      }
      if ((goldStep & step.opens) !== 0) goldStart = i
      if ((predictedStep & step.opens) !== 0) predictedStart = i
      goldOpen = goldStep & step.open
      predictedOpen = predictedStep & step.open
      goldBefore = goldNow
      predictedBefore = predictedNow
    }
    sentences += 1
  }

  /** First sight of a tag. */
  function learn(tag: string | undefined, side: 'gold' | 'predicted', index: number): number {
    const parsed = typeof tag === 'string' ? parse(tag) : null
    if (tag === undefined || parsed === null) {
      const where = `sentence ${sentences} (from 0), ${side} tag ${index}`
      throw new BenchError('INPUT', `${where}: ${describeForeignTag(tag, decoding, notation)}`)
    }
    const code = (numberOf(parsed.type) << 3) | parsed.mark
    codes.set(tag, code)
    return code
  }

  function numberOf(type: string): number {
    const known = numbers.get(type)
    if (known !== undefined) return known
    const number = names.push(type) - 1
    numbers.set(type, number)
    for (const counts of [both, inGold, inPredicted]) counts.push(0)
    return number
  }

  function types(): TypeCounts[] {
    const found: TypeCounts[] = []
    for (const [number, type] of names.entries()) {
      const truePositives = both[number] ?? 0
      const falsePositives = (inPredicted[number] ?? 0) - truePositives
      const falseNegatives = (inGold[number] ?? 0) - truePositives
      if (truePositives + falsePositives + falseNegatives === 0) continue
      found.push({ type, truePositives, falsePositives, falseNegatives })
    }
    return found.sort((a, b) => byCodePoint(a.type, b.type))
  }

  function take(): TypeCounts[] {
    const found = types()
    for (const counts of [both, inGold, inPredicted]) counts.fill(0)
    return found
  }

  return { add, types, take }
}

function indexOf(opened: number, before: number, now: number): number {
  return opened | ((before & 7) << 4) | ((now & 7) << 1) | ((before ^ now) < 8 ? 1 : 0)
}

function lengthError(sentence: number, gold: number, predicted: number): BenchError {
  const lengths = `gold has ${gold} tags and the prediction ${predicted}`
  return new BenchError(
    'INPUT',
    `sentence ${sentence} (from 0): ${lengths}; there must be one predicted tag for each gold tag`,
  )
}
