import type { Decoding } from '../../core/convention.ts'
import type { ParsedCorpus, Source, SplitCounts } from '../../core/corpus.ts'
import { byCodePoint } from '../../core/text/code-point-order.ts'
import { parseConll } from '../format/conll/conll.ts'
import { joinNotes } from '../format/text.ts'
import { countSplit } from '../split/count-split.ts'
import { refuseRepeatedIds } from '../split/repeated-ids.ts'
import { passagesOf } from '../variant/passages.ts'

/** One's own corpus: what its files hold, without anything to verify it against. */
export interface OwnCorpus extends ParsedCorpus {
  readonly id: string
  /** Every type that occurs in a mention, by code point. */
  readonly types: readonly string[]
  readonly view: 'sentence'
  readonly counts: SplitCounts
}

/**
 * Reads one or more CoNLL files (`token`, separator, `tag`) as one split. Documents are as the files mark them; without
 * marks passages are numbered through, `<id>.<n>`, or `<id>.<file>.<n>` where there are several files.
 * Throws `INPUT` with file and line.
 */
export function corpusFromConll({
  id,
  sources,
  decoding,
}: {
  readonly id: string
  readonly sources: readonly Source[]
  readonly decoding: Decoding
}): OwnCorpus {
  const files = sources.map(source => parseConll(source, { columns: 'tag', separator: 'auto' }))
  const passages = files.flatMap((file, index) =>
    passagesOf(file, {
      prefix: files.length === 1 ? id : `${id}.${index + 1}`,
      documents: null,
      types: null,
      decoding,
    }),
  )
  refuseRepeatedIds(files.map(file => file.name).join(', '), passages)
  const types = new Set(passages.flatMap(passage => passage.mentions.map(mention => mention.type)))
  return {
    id,
    types: [...types].sort(byCodePoint),
    view: 'sentence',
    counts: countSplit(passages, 'sentence'),
    passages,
    notes: joinNotes(files.map(file => file.notes)),
  }
}
