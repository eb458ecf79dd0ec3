import type { ParsedCorpus, Source } from '../../core/corpus.ts'
import { BenchError } from '../../core/error.ts'
import { linesOf } from '../format/lines.ts'
import { excerpt, readText } from '../format/text.ts'

export interface SelectionOptions {
  /** Whether an id without a passage is an error; else it is counted in a remark. */
  readonly demandAll?: boolean
}

/**
 * The passages whose document is in a list, one id a line, in the order of the corpus. Passages of no document are chosen by their
 * own id. Throws `INPUT` where none of the list is there, or, where that is demanded, not all of it.
 */
export function selectDocuments(
  { passages, notes }: ParsedCorpus,
  list: Source,
  { demandAll = false }: SelectionOptions = {},
): ParsedCorpus {
  const lineOf = readIds(list)
  const present = new Set<string>()
  const selected = passages.filter(({ id, document }) => {
    const name = document ?? id
    if (!lineOf.has(name)) return false
    present.add(name)
    return true
  })
  const absent = [...lineOf].filter(([id]) => !present.has(id))
  const [first] = absent
  if (first === undefined) return { passages: selected, notes }
  const [id, line] = first
  const more = absent.length === 1 ? '' : `, nor of ${absent.length - 1} more of the list`
  const message = `${list.name}:${line}: nothing is there of ${excerpt(id)}${more}`
  if (demandAll || selected.length === 0) throw new BenchError('INPUT', message)
  const remark = { kind: 'unlisted-document', message, count: absent.length } as const
  return { passages: selected, notes: { ...notes, remarks: [...notes.remarks, remark] } }
}

/** The line of each id. Many lists have CRLF line ends or an empty line at the beginning, and spaces mean nothing. */
function readIds(list: Source): Map<string, number> {
  const lineOf = new Map<string, number>()
  for (const { line, text } of linesOf(list.name, readText(list).text)) {
    const id = text.trim()
    if (id !== '' && !lineOf.has(id)) lineOf.set(id, line)
  }
  if (lineOf.size === 0) throw new BenchError('INPUT', `${list.name}: the list names no document`)
  return lineOf
}
