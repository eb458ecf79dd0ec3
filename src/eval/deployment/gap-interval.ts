import type { PassageResult } from '../../core/record.ts'
import { groupByDocument, type Interval } from '../bootstrap.ts'
import { bootstrapDifference } from '../resampling/paired-difference.ts'

/** Interval of the gap between both readings, documents drawn in pairs; null where the counts of the passages are not at hand. */
export function gapInterval(
  passages: readonly Pick<PassageResult, 'document' | 'readings'>[],
  seed: number,
): Interval | null {
  const counted = passages.flatMap(({ document, readings }) => (readings ? [{ document, counts: readings }] : []))
  if (counted.length < passages.length) return null
  const after = groupByDocument(counted, 1)
  const units = groupByDocument(counted, 0).flatMap((before, unit) => {
    const paired = after[unit]
    return paired === undefined ? [] : [{ before, after: paired }]
  })
  return bootstrapDifference(units, { seed })
}
