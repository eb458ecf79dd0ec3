import type { ErrorCounts } from '../core/record.ts'
import { byCodePoint } from '../core/text/code-point-order.ts'
import { distinct, matchSpans, type TypedSpan } from './span-match.ts'

/** What went wrong once: the two sides of a near miss, or a mention that is alone on its side. */
export interface SpanError<Gold extends TypedSpan = TypedSpan, Predicted extends TypedSpan = TypedSpan> {
  readonly kind: 'boundary' | 'type' | 'boundary-and-type' | 'missed' | 'spurious'
  /** Null for `spurious`. */
  readonly gold: Gold | null
  /** Null for `missed`. */
  readonly predicted: Predicted | null
}

/**
 * The errors of one passage, by position. Exact matches go first. Of what is left pair up, each mention once at most: the
 * same span with another type (by code point); overlaps of the same type; overlaps of another type. The largest overlap
 * goes first, then the one furthest left. Whatever has no partner is missed or spurious. So every false negative and
 * every false positive of exact matching is in one error, and the order of the arguments makes no difference.
 */
export function pairErrors<Gold extends TypedSpan, Predicted extends TypedSpan>(
  gold: readonly Gold[],
  predicted: readonly Predicted[],
): SpanError<Gold, Predicted>[] {
  const openGold = new Set(distinct(gold))
  const openPredicted = new Set(distinct(predicted))
  const errors: SpanError<Gold, Predicted>[] = []
  const close = (pair: Overlap<Gold, Predicted>) => openGold.delete(pair.gold) && openPredicted.delete(pair.predicted)

  for (const pair of matchSpans(gold, predicted, 'exact')) close(pair)
  for (const pair of matchSpans([...openGold], [...openPredicted], 'span-only')) {
    close(pair)
    errors.push({ kind: 'type', ...pair })
  }
  const overlaps = overlapsOf([...openGold], [...openPredicted])
  for (const kind of ['boundary', 'boundary-and-type'] as const) {
    for (const pair of overlaps) {
      if ((pair.gold.type === pair.predicted.type) !== (kind === 'boundary')) continue
      if (!openGold.has(pair.gold) || !openPredicted.has(pair.predicted)) continue
      close(pair)
      errors.push({ kind, ...pair })
    }
  }
  for (const span of openGold) errors.push({ kind: 'missed', gold: span, predicted: null })
  for (const span of openPredicted) errors.push({ kind: 'spurious', gold: null, predicted: span })
  return errors.sort((a, b) => comparePlaces(placeOf(a), placeOf(b)))
}

export function countErrors(errors: Iterable<Pick<SpanError, 'kind'>>): ErrorCounts {
  const counts = { boundary: 0, type: 0, 'boundary-and-type': 0, missed: 0, spurious: 0 }
  for (const { kind } of errors) counts[kind] += 1
  const { 'boundary-and-type': boundaryAndType, ...others } = counts
  return { ...others, boundaryAndType }
}

interface Overlap<Gold, Predicted> {
  readonly gold: Gold
  readonly predicted: Predicted
}

/** All overlapping pairs, the largest overlap first. */
function overlapsOf<Gold extends TypedSpan, Predicted extends TypedSpan>(
  gold: readonly Gold[],
  predicted: readonly Predicted[],
): Overlap<Gold, Predicted>[] {
  const pairs = gold.flatMap(left =>
    predicted.filter(right => overlapOf(left, right) > 0).map(right => ({ gold: left, predicted: right })),
  )
  return pairs.sort(
    (a, b) =>
      overlapOf(b.gold, b.predicted) - overlapOf(a.gold, a.predicted) ||
      comparePlaces(a.gold, b.gold) ||
      comparePlaces(a.predicted, b.predicted),
  )
}

function overlapOf(a: TypedSpan, b: TypedSpan): number {
  return Math.min(a.end, b.end) - Math.max(a.start, b.start)
}

function placeOf({ gold, predicted }: SpanError): TypedSpan {
  const span = gold ?? predicted
  if (span === null) throw new Error('an error without a mention')
  return span
}

function comparePlaces(a: TypedSpan, b: TypedSpan): number {
  return a.start - b.start || a.end - b.end || byCodePoint(a.type, b.type)
}
