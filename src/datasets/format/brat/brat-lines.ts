import { BenchError } from '../../../core/error.ts'
import { excerpt } from '../text.ts'

/** One line that is not empty, offsets as written. */
export type BratLine =
  | {
      readonly kind: 'mention'
      /** `T1`. */
      readonly id: string
      readonly type: string
      readonly fragments: readonly (readonly [start: string, end: string])[]
      readonly surface: string
    }
  /** A normalisation: `N1\tReference T1 Taxonomy:9606\t...`. */
  | { readonly kind: 'concept'; readonly mention: string; readonly concept: string }
  /** An event, relation, attribute, note ...; `name` is the letter that begins its id. */
  | { readonly kind: 'other'; readonly name: string }

/** Throws `INPUT`, beginning with `where`, for a line of another form. */
export function bratLineOf(where: string, line: string): BratLine {
  if (line.startsWith('T')) return mentionOf(where, line)
  const reference = /^N\S*\tReference (T\S+) (\S+)(?:\t|$)/.exec(line)
  if (reference) {
    const [, mention = '', concept = ''] = reference
    return { kind: 'concept', mention, concept }
  }
  const [, name] = /^([REAMN#*])\S*\t/.exec(line) ?? []
  if (name !== undefined) return { kind: 'other', name }
  throw new BenchError(
    'INPUT',
    `${where}: expected a line of brat standoff ("T1", tab, type and offsets, tab, text), got ${excerpt(line)}`,
  )
}

function mentionOf(where: string, line: string): BratLine {
  const first = line.indexOf('\t')
  const second = line.indexOf('\t', first + 1)
  const [type = '', ...offsets] = line.slice(first + 1, second).split(' ')
  const fragments = offsets
    .join(' ')
    .split(';')
    .map(pair => /^(\S+) (\S+)$/.exec(pair))
  const id = line.slice(0, first)
  if (first === -1 || second === -1 || type === '' || /\s/.test(id) || fragments.includes(null)) {
    throw new BenchError(
      'INPUT',
      `${where}: expected "T1", tab, "Type start end", tab, text (further pairs of offsets after semicolons), got ${excerpt(line)}`,
    )
  }
  return {
    kind: 'mention',
    id,
    type,
    fragments: fragments.flatMap(match => (match ? [[match[1] ?? '', match[2] ?? ''] as const] : [])),
    // A surface form may hold tabs of the text.
    surface: line.slice(second + 1),
  }
}
