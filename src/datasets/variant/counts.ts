import type { SplitCounts } from '../../core/corpus.ts'

/** What sentences with tags hold: their mentions neither overlap nor have gaps. `documents` is null where they are not known. */
export function sentenceCounts(
  documents: number | null,
  sentences: number,
  tokens: number,
  types: Readonly<Record<string, number>>,
): SplitCounts {
  return { documents, sentences, tokens, mentions: sum(types), types, nested: 0, discontinuous: 0 }
}

/** What documents hold, which have no sentences and no tokens. */
export function documentCounts(
  documents: number,
  types: Readonly<Record<string, number>>,
  { nested = 0, discontinuous = 0 }: { readonly nested?: number; readonly discontinuous?: number } = {},
): SplitCounts {
  return { documents, sentences: null, tokens: null, mentions: sum(types), types, nested, discontinuous }
}

function sum(types: Readonly<Record<string, number>>): number {
  return Object.values(types).reduce((total, count) => total + count, 0)
}
