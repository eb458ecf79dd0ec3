import type { Span } from '../core/passage.ts'

/**
 * A maximum one-to-one matching of the spans on the left with the spans on the right that they overlap in at least one
 * unit, as pairs. Empty spans overlap nothing. Neither the number of pairs nor, where no span is on one side twice, the
 * pairs themselves depend on the order of the arguments.
 *
 * Take the spans of both sides by rising end, and let x be the first that is left. What overlaps x holds the last unit of
 * x. Of two such spans let y end first and w later. What else is left and overlaps y starts before y ends, so before w
 * ends, and ends no earlier than x, so after w starts: it overlaps w too. Hence some maximum matching pairs x with the one
 * that ends first of all those that overlap it: where a matching has other partners for the two, exchanging them loses no
 * pair. Pair them, and go on with the rest.
 *
 * Quadratic where everything overlaps everything, near-linear where overlaps are local.
 */
export function matchOverlapping<Left extends Span, Right extends Span>(
  left: readonly Left[],
  right: readonly Right[],
): (readonly [Left, Right])[] {
  const items = [...itemsOf(left, 0), ...itemsOf(right, 1)].sort(byEnd)
  const earliestStart = suffixMinima(items.map(item => item.start))
  const pairs: (readonly [Left, Right])[] = []
  for (const [i, x] of items.entries()) {
    if (x.taken) continue
    for (let j = i + 1; j < items.length && (earliestStart[j] ?? 0) < x.end; j += 1) {
      const y = items[j]
      if (y === undefined || y.taken || y.side === x.side || y.start >= x.end) continue
      y.taken = true
      const [l, r] = x.side === 0 ? [left[x.index], right[y.index]] : [left[y.index], right[x.index]]
      if (l !== undefined && r !== undefined) pairs.push([l, r])
      break
    }
  }
  return pairs
}

interface Item extends Span {
  readonly side: 0 | 1
  readonly index: number
  taken: boolean
}

function itemsOf(spans: readonly Span[], side: 0 | 1): Item[] {
  return spans
    .map(({ start, end }, index) => ({ start, end, side, index, taken: false }))
    .filter(item => item.start < item.end)
}

function byEnd(a: Item, b: Item): number {
  return a.end - b.end || a.start - b.start || a.side - b.side
}

/** At each index the smallest value from there on. */
function suffixMinima(values: readonly number[]): number[] {
  const minima = [...values]
  for (let i = minima.length - 2; i >= 0; i -= 1) minima[i] = Math.min(minima[i] ?? 0, minima[i + 1] ?? 0)
  return minima
}
