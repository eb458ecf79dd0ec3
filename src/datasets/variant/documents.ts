import type { Source } from '../../core/corpus.ts'
import { BenchError } from '../../core/error.ts'
import type { DocumentId } from '../../core/passage.ts'
import { excerpt, readText } from '../format/text.ts'

/** How many sentences, following those of the document before, belong to a document. */
export interface DocumentSize {
  readonly document: DocumentId
  readonly sentences: number
}

const header = 'pmid\tsentences'

/** Reads `pmid<TAB>sentences` lines under a header of these words. Throws `INPUT` with file and line. */
export function parseDocuments(source: Source): DocumentSize[] {
  const { name } = source
  const lines = readText(source).text.split(/\r?\n/)
  if (lines.at(-1) === '') lines.pop()
  if (lines[0] !== header) {
    throw new BenchError('INPUT', `${name}:1: expected the header ${excerpt(header)}, got ${excerpt(lines[0] ?? '')}`)
  }
  const seen = new Set<string>()
  return lines.slice(1).map((line, index) => {
    const where = `${name}:${index + 2}`
    const [, id, count] = /^([^\t]+)\t([1-9]\d{0,8})$/.exec(line) ?? []
    if (id === undefined)
      throw new BenchError('INPUT', `${where}: expected an id, a tab and a number of sentences, got ${excerpt(line)}`)
    if (seen.has(id)) throw new BenchError('INPUT', `${where}: document ${excerpt(id)} is listed twice`)
    seen.add(id)
    return { document: id as DocumentId, sentences: Number(count) }
  })
}

/** The document of each of `sentences` sentences. Throws `INPUT` where the sizes do not add up to that number. */
export function documentOfEach(sizes: readonly DocumentSize[], sentences: number, name: string): DocumentId[] {
  const total = sizes.reduce((sum, size) => sum + size.sentences, 0)
  if (total !== sentences) {
    throw new BenchError(
      'INPUT',
      `${name}: documents of ${total} sentences in all, but there are ${sentences} sentences`,
    )
  }
  return sizes.flatMap(size => Array.from({ length: size.sentences }, () => size.document))
}
