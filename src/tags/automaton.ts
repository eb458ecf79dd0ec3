import type { Decoding } from '../core/convention.ts'
import { markCodes } from './mark.ts'
import { type TableName, tableName, tableNames, transitions } from './transitions.ts'

/** What a step of an automaton says: bits of one entry. */
export const step = {
  /** The mention that was open ends before this token and is kept. */
  keeps: 1,
  /** A mention opens at this token. */
  opens: 2,
  /** A mention is open after this token; also the bit by which the next step says so. */
  open: 128,
} as const

/**
 * The transition table of a decoding, 256 entries of `step` bits, at index
 * `open | markBefore << 4 | mark << 1 | sameType`, where `open` is 0 or `step.open` and `sameType` 0 or 1.
 */
export function automatonOf(decoding: Decoding): Uint8Array {
  return automata[tableName(decoding)]
}

const automata = Object.fromEntries(
  tableNames.map((name): [TableName, Uint8Array] => [name, compile(transitions[name])]),
) as Readonly<Record<TableName, Uint8Array>>

function compile(table: string): Uint8Array {
  const automaton = new Uint8Array(256)
  const [marks = [], ...rows] = table
    .trim()
    .split('\n')
    .map(line => line.trim().split(/\s+/))
  for (const [before = '', ...cells] of rows) {
    for (const [column, cell] of cells.entries()) {
      const index = (codeOf(before) << 4) | (codeOf(marks[column] ?? '') << 1)
      const [same = '', different = same] = cell.split('/')
      for (const [sameType, actions] of [different, same].entries()) {
        automaton[index | sameType] = entry(actions, false)
        automaton[step.open | index | sameType] = entry(actions, true)
      }
    }
  }
  return automaton
}

function entry(actions: string, isOpen: boolean): number {
  if (isOpen && actions.includes('c')) return step.open
  const kept = isOpen && actions.includes('k') ? step.keeps : 0
  return actions.includes('o') ? kept | step.opens | step.open : kept
}

function codeOf(mark: string): number {
  const code = markCodes.get(mark)
  if (code === undefined) throw new Error(`a transition table names the unknown mark ${JSON.stringify(mark)}`)
  return code
}
