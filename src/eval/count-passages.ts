import type { Convention, Decoding } from '../core/convention.ts'
import type { GoldBalance, TypeCounts } from '../core/counts.ts'
import { BenchError } from '../core/error.ts'
import type { DocumentId, Mention, PassageId } from '../core/passage.ts'
import type { ConventionCounts, PassageResult } from '../core/record.ts'
import { decode, type TokenSpan } from '../tags/decode.ts'
import { addBalances, checkBalance, noBalance, spanBalance, taggedBalance } from './gold-balance.ts'
import { signatureOf } from './signature.ts'
import { countSpans, type TypedSpan } from './span-match.ts'
import { createTypeTally } from './type-tally.ts'

/** Tags of one passage from both sides, one per token. */
export interface TaggedPair {
  readonly id: PassageId
  readonly document: DocumentId | null
  readonly gold: readonly string[]
  readonly predicted: readonly string[]
  /** Gold mentions that the tags do not say, where there are any: they stand in the balance. */
  readonly unsaid?: GoldBalance
}

/** Mentions of one passage from both sides, in the same unit: UTF-16 code units of its text. */
export interface SpanPair {
  readonly id: PassageId
  readonly document: DocumentId | null
  readonly gold: readonly Mention[]
  readonly predicted: readonly TypedSpan[]
}

export interface Counted {
  /** In the order of the conventions. */
  readonly scores: readonly ConventionCounts[]
  /** In the order of the pairs; the counts of each in the order of the conventions. */
  readonly passages: readonly Omit<PassageResult, 'latencySeconds'>[]
}

/**
 * Counts tagged passages by every convention in one pass; a passage is decoded once for each `Decoding` object.
 * Throws BenchError('INPUT') naming the passage where the lengths differ or a tag is foreign to a decoding.
 */
export function countTagged(pairs: Iterable<TaggedPair>, conventions: readonly Convention[]): Counted {
  return countEach(pairs, conventions, pair => {
    const readings = new Map<Decoding, TaggedReading & { readonly balance: GoldBalance }>()
    return convention => {
      const decoding = tagDecodingOf(convention)
      const reading = readings.get(decoding) ?? readBalanced(pair, decoding)
      readings.set(decoding, reading)
      return { types: countSpans(reading.gold, reading.predicted, convention.span), balance: reading.balance }
    }
  })
}

/**
 * Counts passages whose mentions came as spans by every convention in one pass. Gold mentions that cannot be scored are
 * left out and stand in the balance (`spanBalance`).
 * Throws BenchError('INPUT') naming the passage where a span is empty or not in whole units.
 */
export function countSpanPairs(pairs: Iterable<SpanPair>, conventions: readonly Convention[]): Counted {
  return countEach(pairs, conventions, pair => {
    checkSpans(pair, 'gold', pair.gold)
    checkSpans(pair, 'predicted', pair.predicted)
    const { balance, scored } = spanBalance(pair.gold)
    return convention => {
      if (convention.decoding !== null) throw new Error(`${signatureOf(convention)} decodes tags; these are spans`)
      return { types: countSpans(scored, pair.predicted, convention.span), balance }
    }
  })
}

interface Judgement {
  readonly types: readonly TypeCounts[]
  readonly balance: GoldBalance
}

function countEach<Pair extends Pick<PassageResult, 'id' | 'document'>>(
  pairs: Iterable<Pair>,
  conventions: readonly Convention[],
  open: (pair: Pair) => (convention: Convention) => Judgement,
): Counted {
  const sums = conventions.map(convention => ({ convention, tally: createTypeTally(), balance: noBalance }))
  const passages: Omit<PassageResult, 'latencySeconds'>[] = []
  for (const pair of pairs) {
    const judge = open(pair)
    const counts = sums.map(sum => {
      const { types, balance } = judge(sum.convention)
      for (const { type, ...counts } of types) sum.tally.add(type, counts)
      sum.balance = addBalances(sum.balance, balance)
      return types
    })
    passages.push({ id: pair.id, document: pair.document, counts })
  }
  const scores = sums.map(({ convention, tally, balance }) => ({
    convention,
    signature: signatureOf(convention),
    types: tally.types(),
    balance: checkBalance(balance),
  }))
  return { scores, passages }
}

function readBalanced(pair: TaggedPair, decoding: Decoding): TaggedReading & { readonly balance: GoldBalance } {
  const reading = readTagged(pair, decoding)
  const balance = taggedBalance(pair.gold, decoding, reading.gold)
  return { ...reading, balance: addBalances(balance, pair.unsaid ?? noBalance) }
}

interface TaggedReading {
  readonly gold: readonly TokenSpan[]
  readonly predicted: readonly TokenSpan[]
}

function readTagged(pair: TaggedPair, decoding: Decoding): TaggedReading {
  const { gold, predicted } = pair
  if (gold.length !== predicted.length) {
    const lengths = `gold has ${gold.length} tags and the prediction ${predicted.length}`
    throw new BenchError('INPUT', `passage ${pair.id}: ${lengths}; there must be one predicted tag for each gold tag`)
  }
  const read = (side: 'gold' | 'predicted') => {
    try {
      return decode(pair[side], decoding)
    } catch (error) {
      if (!(error instanceof BenchError)) throw error
      throw new BenchError(error.code, `passage ${pair.id}: ${side} ${error.message}`, { cause: error })
    }
  }
  return { gold: read('gold'), predicted: read('predicted') }
}

function tagDecodingOf(convention: Convention): Decoding {
  if (convention.unit === 'token' && convention.decoding !== null) return convention.decoding
  throw new Error(`${signatureOf(convention)} does not read tags; these are tags`)
}

function checkSpans(pair: SpanPair, side: 'gold' | 'predicted', spans: readonly TypedSpan[]): void {
  for (const { type, start, end } of spans) {
    if (Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && start < end) continue
    const mention = `${side} mention ${JSON.stringify(type)} ${start}–${end}`
    throw new BenchError('INPUT', `passage ${pair.id}: ${mention}: its end must be after its start, both whole numbers`)
  }
}
