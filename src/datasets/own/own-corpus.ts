import type { ParsedCorpus, Source, SplitCounts } from '../../core/corpus.ts'
import { byCodePoint } from '../../core/text/code-point-order.ts'
import { type FormatId, formats } from '../format/index.ts'
import type { OffsetUnit } from '../format/offsets.ts'
import { nameOf } from '../pairing/pair-passages.ts'
import { countSplit } from '../split/count-split.ts'
import { refuseRepeatedIds } from '../split/repeated-ids.ts'

/** One's own corpus: what its files hold, without anything to verify it against. */
export interface OwnCorpus extends ParsedCorpus {
  readonly id: string
  readonly format: FormatId
  /** Every type that occurs in a mention, by code point. */
  readonly types: readonly string[]
  readonly view: 'sentence' | 'document'
  readonly counts: SplitCounts
}

/** Reads files of one format as one split. Throws `INPUT` with file and line. */
export async function ownCorpus({
  id,
  format,
  sources,
  offsets,
}: {
  readonly id: string
  readonly format: FormatId
  readonly sources: readonly Source[]
  readonly offsets: OffsetUnit | null
}): Promise<OwnCorpus> {
  const parsed: ParsedCorpus = await formats[format].read(sources, { id, offsets })
  const { passages } = parsed
  refuseRepeatedIds(nameOf(sources), passages)
  const types = new Set(passages.flatMap(passage => passage.mentions.map(mention => mention.type)))
  const view = passages.every(passage => passage.tokens !== null) ? 'sentence' : 'document'
  return { ...parsed, id, format, types: [...types].sort(byCodePoint), view, counts: countSplit(passages, view) }
}
