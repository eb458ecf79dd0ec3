import type { Decoding, Scheme } from '../core/convention.ts'
import { outside } from './mark.ts'
import { type TableName, tableName, tableNames, transitions } from './transitions.ts'

/** Where a tag carries its mark: `B-Disease`, or `Disease-B`. */
export type Notation = 'prefix' | 'suffix'

const alphabets = Object.fromEntries(
  tableNames.map((name): [TableName, readonly string[]] => [name, columnsOf(transitions[name])]),
) as Readonly<Record<TableName, readonly string[]>>

/** The marks that conlleval's way of reading knows, besides O. */
export const conllevalPrefixes: readonly string[] = alphabets.conlleval

/** The marks of a scheme, besides O. */
export function alphabetOf(scheme: Scheme): readonly string[] {
  return alphabets[scheme]
}

/** The marks that a decoding reads, besides O. */
export function marksOf(decoding: Decoding): readonly string[] {
  return alphabets[tableName(decoding)]
}

/**
 * Index of the first tag that is neither `O` nor a mark of the decoding, alone or joined to a type by `-`; or -1. What
 * Python seqeval warns of as “seems not to be NE tag” (`Other`, `BX`, `O-X`, `b-X`), and marks of other schemes, are
 * foreign: it goes on to read them as something they are not.
 */
export function firstForeignTag(tags: readonly string[], decoding: Decoding, notation: Notation = 'prefix'): number {
  const marks = marksOf(decoding)
  return tags.findIndex(tag => tag !== outside && markOf(tag, marks, notation) === null)
}

/** The mark of a tag, or null where it is foreign. `O` is not handled here. */
export function markOf(tag: unknown, marks: readonly string[], notation: Notation): string | null {
  if (typeof tag !== 'string') return null
  const mark = notation === 'prefix' ? tag[0] : tag.at(-1)
  if (mark === undefined || !marks.includes(mark)) return null
  if (tag.length === 1) return mark
  return (notation === 'prefix' ? tag[1] : tag.at(-2)) === '-' ? mark : null
}

/** The sentence that says what is wrong with a foreign tag and what would have been right. */
export function describeForeignTag(tag: unknown, decoding: Decoding, notation: Notation): string {
  const marks = marksOf(decoding)
  const [mark = ''] = marks
  const typed = notation === 'prefix' ? `${mark}-Disease` : `Disease-${mark}`
  const name = decoding.matching === 'strict' ? decoding.scheme : 'conlleval matching'
  const hint =
    decoding.matching === 'conlleval' && markOf(tag, ['L', 'U'], notation) !== null
      ? '; L and U are marks of BILOU, which only strict matching reads'
      : ''
  return `${JSON.stringify(tag)} is neither O nor a tag of ${name} (${marks.join(' ')}, alone or as in ${typed})${hint}`
}

function columnsOf(table: string): string[] {
  const [header = ''] = table.trim().split('\n')
  return header.split(/\s+/).filter(mark => mark !== outside)
}
