import type { DocumentId } from '../../../core/passage.ts'
import type { ConllSentence } from './conll.ts'

/**
 * Says the document of each sentence, handed over in the order of the file, by the lines that begin documents: the id that such
 * a line names, or `<prefix>.document-3` for the third if it names none; before the first one, `<prefix>.document-0`.
 */
export function trackDocuments(prefix: string): (sentence: ConllSentence) => DocumentId {
  let documents = 0
  let current = `${prefix}.document-0`
  return ({ border }) => {
    if (border !== null) {
      documents += 1
      current = border.document ?? `${prefix}.document-${documents}`
    }
    return current as DocumentId
  }
}
