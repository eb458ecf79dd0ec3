import type { ReadingNotes, Source } from '../../../core/corpus.ts'
import { BenchError } from '../../../core/error.ts'
import { excerpt, joinNotes, readText } from '../text.ts'

/** Texts by the name of their file without folder and `.txt`, in the order given. Throws `INPUT` where two have one name. */
export function readTextFiles(sources: readonly Source[]): {
  textOf: ReadonlyMap<string, string>
  notes: ReadingNotes
} {
  const textOf = new Map<string, string>()
  const notes = sources.map(source => {
    const document = source.name.slice(source.name.lastIndexOf('/') + 1).replace(/\.txt$/, '')
    if (textOf.has(document)) {
      throw new BenchError('INPUT', `${source.name}: there is another text of document ${excerpt(document)}`)
    }
    const read = readText(source)
    textOf.set(document, read.text)
    return read.notes
  })
  return { textOf, notes: joinNotes(notes) }
}
