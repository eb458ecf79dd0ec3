import { addCounts, type Counts, noCounts, type Ratio, type TypeCounts } from '../core/counts.ts'
import { createTypeTally } from './type-tally.ts'

/** Between 0 and 1, never rounded. */
export interface Ratios {
  readonly precision: Ratio
  readonly recall: Ratio
  readonly f1: Ratio
}

export interface TypeScore extends TypeCounts, Ratios {
  /** Gold mentions of the type. */
  readonly support: number
}

export interface Score {
  readonly micro: Counts & Ratios
  /** Unweighted mean over the types found on either side. */
  readonly macro: Ratios
  /** Mean over the same types, weighted by support. */
  readonly weighted: Ratios
  /** By code point. */
  readonly types: readonly TypeScore[]
}

/**
 * Divides last. A type may occur more than once (counts of many passages can be handed in as they are); one whose counts
 * are all 0 was found on neither side and is left out, as seqeval does.
 *
 * A single 0/0 is null. The averages count a type's null as 0 and are null only where there is no type. Where there are
 * types but no gold mention, every weight is 0 and `weighted` is 0, as seqeval has it with its default `zero_division`.
 */
export function scoreOf(types: readonly TypeCounts[]): Score {
  const tally = createTypeTally()
  for (const { type, ...counts } of types) tally.add(type, counts)
  const scored = tally
    .types()
    .map(counts => ({ ...counts, ...ratiosOf(counts), support: counts.truePositives + counts.falseNegatives }))
  const micro = scored.reduce<Counts>(addCounts, noCounts)
  return {
    micro: { ...micro, ...ratiosOf(micro) },
    macro: meanOf(scored, () => 1),
    weighted: meanOf(scored, type => type.support),
    types: scored,
  }
}

/** F1 is 2TP / (2TP + FP + FN): 0 for a tagger that stays silent, where the harmonic mean has no value. */
function ratiosOf(counts: Counts): Ratios {
  const { truePositives, falsePositives, falseNegatives } = counts
  return {
    precision: ratio(truePositives, truePositives + falsePositives),
    recall: ratio(truePositives, truePositives + falseNegatives),
    f1: ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives),
  }
}

function ratio(numerator: number, denominator: number): Ratio {
  return denominator === 0 ? null : numerator / denominator
}

function meanOf(types: readonly TypeScore[], weightOf: (type: TypeScore) => number): Ratios {
  if (types.length === 0) return { precision: null, recall: null, f1: null }
  const total = types.reduce((sum, type) => sum + weightOf(type), 0)
  const mean = (pick: (type: TypeScore) => Ratio) =>
    total === 0 ? 0 : types.reduce((sum, type) => sum + weightOf(type) * (pick(type) ?? 0), 0) / total
  return { precision: mean(type => type.precision), recall: mean(type => type.recall), f1: mean(type => type.f1) }
}
