import type { SplitCounts } from '../core/corpus.ts'
import { BenchError } from '../core/error.ts'
import type { Passage } from '../core/passage.ts'

/** What there is in the passages of a split; `documents` is null where the document of some passage is not known. */
export function countSplit(passages: readonly Passage[]): SplitCounts {
  const documents = new Set(passages.map(passage => passage.document))
  return {
    documents: documents.has(null) ? null : documents.size,
    sentences: passages.length,
    tokens: passages.reduce((sum, { tokens }) => sum + (tokens?.length ?? 0), 0),
    mentions: passages.reduce((sum, { mentions }) => sum + mentions.length, 0),
  }
}

/** Throws `ASSET`, naming both numbers, where a corpus does not hold what it should. `where` begins the message. */
export function verifyCounts(where: string, expected: SplitCounts, found: SplitCounts): void {
  for (const noun of ['documents', 'sentences', 'tokens', 'mentions'] as const) {
    if (expected[noun] === found[noun]) continue
    throw new BenchError(
      'ASSET',
      `${where}: ${found[noun] ?? 'an unknown number of'} ${noun}, expected ${expected[noun] ?? 'an unknown number'}`,
    )
  }
}
