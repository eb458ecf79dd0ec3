/** How far apart positions may lie to be told apart, and in how many steps. */
export interface PositionSpan {
  /** Even; half of them are for each direction. Not positive: every distance is its own bucket. */
  readonly buckets: number
  /** The distance at which the last bucket begins; above half the buckets by two or more. */
  readonly limit: number
}

/**
 * The bucket of `distance` = query − key: the distance itself up to half the buckets, then by its logarithm. Not limited: a distance
 * above the limit has a bucket above the last.
 */
export function bucketOf(distance: number, { buckets, limit }: PositionSpan): number {
  const middle = Math.floor(buckets / 2)
  const size = Math.abs(distance)
  if (buckets <= 0 || size <= middle) return distance
  const steps = Math.ceil((Math.log(size / middle) / Math.log((limit - 1) / middle)) * (middle - 1))
  return Math.sign(distance) * (middle + steps)
}

/** Rows on each side of the table of relative positions, which has twice as many. */
export function reachOf({ buckets, limit }: PositionSpan): number {
  return buckets > 0 ? buckets : limit
}

/**
 * The row in the table of relative positions for each distance from −limit to limit, 2 · limit + 1 numbers. Beyond, the row is that of
 * the end: this holds for every even number of buckets, as the bucket of the limit is the first that the table does not have.
 */
export function rowsByDistance(span: PositionSpan): bigint[] {
  const reach = reachOf(span)
  return Array.from({ length: 2 * span.limit + 1 }, (_, index) => {
    const row = bucketOf(index - span.limit, span) + reach
    return BigInt(Math.min(Math.max(row, 0), 2 * reach - 1))
  })
}
