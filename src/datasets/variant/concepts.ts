import type { Source } from '../../core/corpus.ts'
import { BenchError } from '../../core/error.ts'
import type { Passage } from '../../core/passage.ts'
import { excerpt, readText } from '../format/text.ts'

/** What a mention is linked to; no ids where nobody could link it. */
export interface ConceptLine {
  readonly type: string
  readonly concepts: readonly string[]
}

const header = 'type\tconcepts'

/** Reads `type<TAB>ids` lines under a header of these words; ids are joined by `|`, `-` stands for none. Throws `INPUT` with file and line. */
export function parseConcepts(source: Source): ConceptLine[] {
  const { name } = source
  const lines = readText(source).text.split(/\r?\n/)
  if (lines.at(-1) === '') lines.pop()
  if (lines[0] !== header) {
    throw new BenchError('INPUT', `${name}:1: expected the header ${excerpt(header)}, got ${excerpt(lines[0] ?? '')}`)
  }
  return lines.slice(1).map((line, index) => {
    const [, type, ids] = /^([^\t]+)\t([^\t]+)$/.exec(line) ?? []
    if (type === undefined || ids === undefined) {
      throw new BenchError('INPUT', `${name}:${index + 2}: expected a type, a tab and concepts, got ${excerpt(line)}`)
    }
    return { type, concepts: ids === '-' ? [] : ids.split('|') }
  })
}

/**
 * The passages with each mention's concepts: the lines are those of the mentions in order, lines of other types than `types` passed
 * over. Throws `INPUT`, naming `name`, where a line is of another type than its mention, or there are more or fewer of them.
 */
export function withConcepts(
  passages: readonly Passage[],
  lines: readonly ConceptLine[],
  types: readonly string[],
  name: string,
): Passage[] {
  const own = lines.filter(line => types.includes(line.type))
  let next = 0
  const linked = passages.map(passage => ({
    ...passage,
    mentions: passage.mentions.map(mention => {
      const line = own[next]
      next += 1
      if (line?.type !== mention.type) {
        throw new BenchError(
          'INPUT',
          `${name}: concepts of ${line?.type ?? 'no further mention'} where ${passage.id} has a mention of ${mention.type}`,
        )
      }
      return line.concepts.length === 0 ? mention : { ...mention, concepts: line.concepts }
    }),
  }))
  if (next !== own.length) {
    throw new BenchError('INPUT', `${name}: concepts of ${own.length} mentions, but there are ${next} mentions`)
  }
  return linked
}
