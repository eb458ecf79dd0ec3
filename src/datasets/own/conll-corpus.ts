import { type Scheme, schemes } from '../../core/convention.ts'
import type { ParsedCorpus, Source } from '../../core/corpus.ts'
import { firstForeignTag } from '../../tags/alphabet.ts'
import { decode } from '../../tags/decode.ts'
import { type Columns, type ConllFile, parseConll } from '../format/conll/conll.ts'
import { joinNotes } from '../format/text.ts'
import { passagesOf } from '../variant/passages.ts'

/**
 * Reads one or more CoNLL files of any scheme as one split; tags are handed out as IOB2. Documents are as the files mark them;
 * without marks passages are numbered through, `<id>.<n>`, or `<id>.<file>.<n>` where there are several files. Throws `INPUT` with
 * file and line.
 */
export function conllCorpus(sources: readonly Source[], id: string, columns: Columns): ParsedCorpus {
  const files = sources.map(source => parseConll(source, { columns, separator: 'auto' }))
  const passages = files.flatMap((file, index) =>
    passagesOf(file, {
      prefix: files.length === 1 ? id : `${id}.${index + 1}`,
      documents: null,
      types: null,
      decoding: { matching: 'conlleval' },
      tags: 'IOB2',
    }),
  )
  return { passages, notes: joinNotes(files.map(file => file.notes)), schemes: () => schemesOf(files) }
}

function schemesOf(files: readonly ConllFile[]): Scheme[] {
  const sentences = files.flatMap(file => file.sentences.map(({ tags }) => tags))
  return schemes.filter(scheme => {
    const strict = { matching: 'strict', scheme } as const
    return sentences.every(
      tags =>
        firstForeignTag(tags, strict) === -1 &&
        JSON.stringify(decode(tags, strict)) === JSON.stringify(decode(tags, { matching: 'conlleval' })),
    )
  })
}
