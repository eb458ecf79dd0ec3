import type { ReadingRemark } from '../../core/corpus.ts'
import { byCodePoint } from '../../core/text/code-point-order.ts'
import { shorten } from './text.ts'

export interface SkippedTally {
  /** `where` is `file:line`, `kind` what the file calls such an annotation. */
  add(where: string, kind: string): void
  /** One remark, or none. */
  remarks(): ReadingRemark[]
}

/** Counts annotations that are no mentions. `what` is said of them: `relations are passed over`. */
export function tallySkipped(what: string): SkippedTally {
  const counts = new Map<string, number>()
  let total = 0
  let first = ''
  return {
    add(where, kind) {
      if (total === 0) first = where
      total += 1
      counts.set(kind, (counts.get(kind) ?? 0) + 1)
    },
    remarks() {
      if (total === 0) return []
      const kinds = [...counts].sort(([a], [b]) => byCodePoint(a, b))
      const named = kinds.slice(0, maxKinds).map(([kind, count]) => `${shorten(kind)} ${count}`)
      const rest = kinds.length > maxKinds ? [`${kinds.length - maxKinds} other kinds`] : []
      const message = `${first}: here and after it ${total} ${what} (${[...named, ...rest].join(', ')})`
      return [{ kind: 'skipped-annotations', message, count: total }]
    },
  }
}

const maxKinds = 8
