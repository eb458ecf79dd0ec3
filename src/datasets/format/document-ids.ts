import type { ReadingRemark } from '../../core/corpus.ts'
import { BenchError } from '../../core/error.ts'
import type { PassageId } from '../../core/passage.ts'
import { excerpt } from './text.ts'

/**
 * What becomes of a document whose id an earlier one has. `refuse`: the file is refused. `keep-first`: the later one is dropped.
 * `keep-all`: it is kept as a passage called `<id>#2` (then `#3`) of the same document.
 */
export const repeatedRules = ['refuse', 'keep-first', 'keep-all'] as const
export type RepeatedRule = (typeof repeatedRules)[number]

export interface DocumentIds {
  /** The id of the passage for the document at `where` (`file:line`, or a file); null: it is not to be kept. */
  claim(id: string, where: string): PassageId | null
  /** One remark, or none, on the documents that came again. */
  remarks(): ReadingRemark[]
}

/** Gives out the ids of the passages of one corpus. `claim` throws `INPUT`, naming both places, where the rule is `refuse`. */
export function documentIds(rule: RepeatedRule): DocumentIds {
  const placeOf = new Map<string, string>()
  const timesOf = new Map<string, number>()
  let repeated = 0
  let first = ''
  return {
    claim(id, where) {
      const earlier = placeOf.get(id)
      if (earlier === undefined) {
        placeOf.set(id, where)
        return id as PassageId
      }
      if (rule === 'refuse') {
        throw new BenchError(
          'INPUT',
          `${where}: document ${excerpt(id)} is there already: ${earlier}; remove one of the two`,
        )
      }
      repeated += 1
      if (repeated === 1) first = `${where}: document ${excerpt(id)} is that of ${earlier} again`
      if (rule === 'keep-first') return null
      let times = timesOf.get(id) ?? 1
      do times += 1
      while (placeOf.has(`${id}#${times}`))
      timesOf.set(id, times)
      placeOf.set(`${id}#${times}`, where)
      return `${id}#${times}` as PassageId
    },
    remarks() {
      if (repeated === 0) return []
      const more = repeated === 1 ? '' : `, and ${repeated - 1} more such`
      const outcome = rule === 'keep-first' ? 'the first is kept' : 'all are kept'
      return [{ kind: 'repeated-document', message: `${first}${more}; ${outcome}`, count: repeated }]
    },
  }
}
