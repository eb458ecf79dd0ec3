/** Each new shape costs a graphics card something, and twenty lengths leave at least 95% of the pieces useful on NCBI-Disease and BC5CDR. */
const mostBuckets = 20

/**
 * The lengths to which windows are padded, at most `most` of them, ascending: those that leave the fewest padded pieces. Exact, by
 * dynamic programming over the distinct lengths; every window is padded to the smallest length that holds it.
 */
export function bucketLengths(lengths: readonly number[], most = mostBuckets): number[] {
  const counts = new Map<number, number>()
  for (const length of lengths) counts.set(length, (counts.get(length) ?? 0) + 1)
  const distinct = [...counts.keys()].sort((a, b) => a - b)
  if (distinct.length <= most) return distinct
  const before = [0] // windows among the first distinct lengths
  for (const length of distinct) before.push((before.at(-1) ?? 0) + (counts.get(length) ?? 0))

  /** `cost[end]`: fewest padded pieces for the first `end` distinct lengths; `cuts[bucket][end]`: where its last bucket begins. */
  let cost = distinct.map((length, index) => length * (before[index + 1] ?? 0))
  cost.unshift(0)
  const cuts: number[][] = [new Array<number>(distinct.length + 1).fill(0)]
  for (let bucket = 1; bucket < most; bucket++) {
    const next = [0]
    const cut = [0]
    for (let end = 1; end <= distinct.length; end++) {
      let best = Number.POSITIVE_INFINITY
      let bestBegin = 0
      for (let begin = 0; begin < end; begin++) {
        const width = distinct[end - 1] ?? 0
        const padded = (cost[begin] ?? 0) + width * ((before[end] ?? 0) - (before[begin] ?? 0))
        if (padded < best) {
          best = padded
          bestBegin = begin
        }
      }
      next.push(best)
      cut.push(bestBegin)
    }
    cost = next
    cuts.push(cut)
  }
  const chosen: number[] = []
  let end = distinct.length
  for (let bucket = most - 1; bucket >= 0 && end > 0; bucket--) {
    chosen.unshift(distinct[end - 1] ?? 0)
    end = cuts[bucket]?.[end] ?? 0
  }
  return chosen
}
