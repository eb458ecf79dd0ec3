import { BenchError } from '../../../core/error.ts'
import { excerpt } from '../text.ts'

/** One line that is not blank, offsets as written. */
export type PubtatorLine =
  | { readonly kind: 'title' | 'abstract'; readonly id: string; readonly text: string }
  | {
      readonly kind: 'mention'
      readonly id: string
      readonly start: string
      readonly end: string
      readonly surface: string
      readonly type: string
      /** As written, with separators; '' without the column. */
      readonly concepts: string
      /** Whether a seventh column states the single mentions that a composite one stands for. */
      readonly composite: boolean
    }
  | { readonly kind: 'relation'; readonly id: string; readonly name: string }

/** Throws `INPUT`, beginning with `where`, for a line of another form. */
export function pubtatorLineOf(where: string, line: string): PubtatorLine {
  const text = /^([^|\t]+)\|([ta])\|/.exec(line)
  if (text) {
    const [head, id = '', letter] = text
    return { kind: letter === 't' ? 'title' : 'abstract', id, text: line.slice(head.length) }
  }
  const columns = line.split('\t')
  const [id = '', start = '', end = '', surface, type, concepts = '', parts = ''] = columns
  if (id !== '' && /^\d+$/.test(start)) {
    if (surface !== undefined && type !== undefined && type !== '' && columns.length <= 7) {
      return { kind: 'mention', id, start, end, surface, type, concepts, composite: parts !== '' }
    }
    throw new BenchError(
      'INPUT',
      `${where}: ${columns.length} columns where an annotation has five to seven (id, start, end, text, type, concepts, ` +
        `single mentions), separated by tabs: ${excerpt(line)}`,
    )
  }
  if (id !== '' && /^\p{L}/u.test(start)) return { kind: 'relation', id, name: start }
  throw new BenchError(
    'INPUT',
    `${where}: expected "id|t|title", "id|a|abstract" or an annotation with tabs between its columns, got ${excerpt(line)}`,
  )
}
