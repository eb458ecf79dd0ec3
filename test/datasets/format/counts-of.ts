import type { ParsedCorpus } from '../../../src/core/corpus.ts'

/** How many documents, and how many mentions of each type. */
export function countsOf({ passages }: ParsedCorpus): [number, Record<string, number>] {
  const counts = new Map<string, number>()
  for (const { type } of passages.flatMap(({ mentions }) => mentions)) counts.set(type, (counts.get(type) ?? 0) + 1)
  return [passages.length, Object.fromEntries(counts)]
}
