import { assertNever } from '../core/assert-never.ts'
import type { SpanMatch } from '../core/convention.ts'
import type { TypeCounts } from '../core/counts.ts'
import type { Span } from '../core/passage.ts'
import { byCodePoint } from '../core/text/code-point-order.ts'
import { matchOverlapping } from './overlap-matching.ts'
import { createTypeTally } from './type-tally.ts'

/** Half-open, in tokens or in characters. */
export interface TypedSpan extends Span {
  readonly type: string
}

export interface SpanPairing<Gold extends TypedSpan = TypedSpan, Predicted extends TypedSpan = TypedSpan> {
  readonly gold: Gold
  readonly predicted: Predicted
}

/**
 * Counts of one passage by type, by code point; types with no mention are not there. Each side is a set: the same type and
 * span said twice is one mention (docs/decisions/009-spans-are-matched-as-sets.md). A true positive belongs to the type of the *gold*
 * mention, which matters for `span-only` alone, a false positive to the predicted type; so the sums over types are the
 * overall counts.
 */
export function countSpans(
  gold: readonly TypedSpan[],
  predicted: readonly TypedSpan[],
  match: SpanMatch,
): TypeCounts[] {
  const tally = createTypeTally()
  const add = (type: string, truePositives: number, falsePositives: number, falseNegatives: number) =>
    tally.add(type, { truePositives, falsePositives, falseNegatives })
  for (const { type } of distinct(gold)) add(type, 0, 0, 1)
  for (const { type } of distinct(predicted)) add(type, 0, 1, 0)
  for (const pair of matchSpans(gold, predicted, match)) {
    add(pair.gold.type, 1, 0, -1)
    add(pair.predicted.type, 0, -1, 0)
  }
  return tally.types()
}

/**
 * Which gold mention was found by which predicted one, each in one pair at most; as many pairs as can be.
 *
 * - `exact`: same type and span.
 * - `relaxed`: same type, an overlap of at least one unit.
 * - `span-only`: same span. Where several types stand on one span, equal types pair first, the rest by code point.
 */
export function matchSpans<Gold extends TypedSpan, Predicted extends TypedSpan>(
  gold: readonly Gold[],
  predicted: readonly Predicted[],
  match: SpanMatch,
): SpanPairing<Gold, Predicted>[] {
  if (gold.length === 0 || predicted.length === 0) return []
  switch (match) {
    case 'exact':
      return matchEqual(distinct(gold), distinct(predicted))
    case 'relaxed':
      return matchWithin(distinct(gold), distinct(predicted), span => span.type, matchOverlap)
    case 'span-only':
      return matchWithin(distinct(gold), distinct(predicted), span => `${span.start} ${span.end}`, matchTypes)
    default:
      return assertNever(match)
  }
}

/** The first of each type and span. */
export function distinct<T extends TypedSpan>(spans: readonly T[]): T[] {
  if (spans.length < 2) return [...spans]
  const byKey = new Map<string, T>()
  for (const span of spans) if (!byKey.has(keyOf(span))) byKey.set(keyOf(span), span)
  return [...byKey.values()]
}

function keyOf(span: TypedSpan): string {
  return `${span.start} ${span.end} ${span.type}`
}

function matchEqual<Gold extends TypedSpan, Predicted extends TypedSpan>(
  gold: readonly Gold[],
  predicted: readonly Predicted[],
): SpanPairing<Gold, Predicted>[] {
  const byKey = new Map(predicted.map(span => [keyOf(span), span]))
  return gold.flatMap(span => {
    const equal = byKey.get(keyOf(span))
    return equal === undefined ? [] : [{ gold: span, predicted: equal }]
  })
}

/** Matches the spans that share a key, one key at a time. */
function matchWithin<Gold extends TypedSpan, Predicted extends TypedSpan>(
  gold: readonly Gold[],
  predicted: readonly Predicted[],
  groupOf: (span: TypedSpan) => string,
  match: (gold: readonly Gold[], predicted: readonly Predicted[]) => SpanPairing<Gold, Predicted>[],
): SpanPairing<Gold, Predicted>[] {
  const groups = Map.groupBy(predicted, groupOf)
  return [...Map.groupBy(gold, groupOf)].flatMap(([key, members]) => match(members, groups.get(key) ?? []))
}

function matchOverlap<Gold extends TypedSpan, Predicted extends TypedSpan>(
  gold: readonly Gold[],
  predicted: readonly Predicted[],
): SpanPairing<Gold, Predicted>[] {
  return matchOverlapping(gold, predicted).map(([left, right]) => ({ gold: left, predicted: right }))
}

function matchTypes<Gold extends TypedSpan, Predicted extends TypedSpan>(
  gold: readonly Gold[],
  predicted: readonly Predicted[],
): SpanPairing<Gold, Predicted>[] {
  const equal = matchEqual(gold, predicted)
  const pairedGold = new Set(equal.map(pair => pair.gold))
  const pairedPredicted = new Set(equal.map(pair => pair.predicted))
  const rest = predicted.filter(span => !pairedPredicted.has(span)).sort(byType)
  const others = gold
    .filter(span => !pairedGold.has(span))
    .sort(byType)
    .flatMap((span, i) => {
      const other = rest[i]
      return other === undefined ? [] : [{ gold: span, predicted: other }]
    })
  return [...equal, ...others]
}

function byType(a: TypedSpan, b: TypedSpan): number {
  return byCodePoint(a.type, b.type)
}
