import type { SplitCounts } from '../../core/corpus.ts'
import { BenchError } from '../../core/error.ts'
import type { Mention, Passage } from '../../core/passage.ts'
import { byCodePoint } from '../../core/text/code-point-order.ts'

/** What there is in the passages of a split; `documents` is null where the document of some passage is not known. */
export function countSplit(passages: readonly Passage[], view: 'sentence' | 'document'): SplitCounts {
  const documents = new Set(passages.map(passage => passage.document))
  const mentions = passages.flatMap(passage => passage.mentions)
  const types = Map.groupBy(mentions, mention => mention.type)
  return {
    documents: documents.has(null) ? null : documents.size,
    sentences: view === 'sentence' ? passages.length : null,
    tokens: passages.some(passage => passage.tokens === null)
      ? null
      : passages.reduce((sum, { tokens }) => sum + (tokens?.length ?? 0), 0),
    mentions: mentions.length,
    types: Object.fromEntries(
      [...types].map(([type, all]) => [type, all.length] as const).sort(([a], [b]) => byCodePoint(a, b)),
    ),
    nested: passages.reduce((sum, passage) => sum + countNested(passage.mentions), 0),
    discontinuous: mentions.filter(mention => (mention.parts?.length ?? 0) > 1).length,
  }
}

/** How many mentions lie in, or overlap, one that begins before them, or begins with them and is not shorter. */
export function countNested(mentions: readonly Mention[]): number {
  let nested = 0
  let reached = 0
  for (const { start, end } of mentions.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < reached) nested += 1
    reached = Math.max(reached, end)
  }
  return nested
}

/** Throws `ASSET`, naming both numbers, where a corpus does not hold what it should. `where` begins the message. */
export function verifyCounts(where: string, expected: Partial<SplitCounts>, found: SplitCounts): void {
  for (const noun of ['documents', 'sentences', 'tokens', 'mentions', 'nested', 'discontinuous'] as const) {
    const stated = expected[noun]
    if (stated === undefined || stated === found[noun]) continue
    throw mismatch(where, describe(found[noun], noun), `${stated ?? 'an unknown number'}`)
  }
  if (expected.types === undefined) return
  const [stated, seen] = [new Map(Object.entries(expected.types)), new Map(Object.entries(found.types))]
  for (const type of new Set([...stated.keys(), ...seen.keys()])) {
    if (stated.get(type) === seen.get(type)) continue
    throw mismatch(where, `${seen.get(type) ?? 0} mentions of ${type}`, `${stated.get(type) ?? 0}`)
  }
}

function describe(count: number | null, noun: string): string {
  return count === null ? `an unknown number of ${noun}` : `${count} ${noun}`
}

function mismatch(where: string, found: string, expected: string): BenchError {
  return new BenchError('ASSET', `${where}: ${found}, expected ${expected}`)
}
