import type { CorpusVariant, Pin, Source, Split } from '../../core/corpus.ts'
import { splits } from '../../core/corpus.ts'
import { fileOf, type OffsetVariantFacts, offsetVariant } from './offset-variant.ts'
import type { PinTable } from './pins.ts'
import { repositories } from './repositories.ts'
import { selectDocuments } from './select-documents.ts'

interface HunerFacts extends Omit<OffsetVariantFacts, 'title' | 'splitOrigin' | 'files'> {
  /** What the documents are read from, whatever the split. */
  readonly pins: readonly Pin[]
  /** Of the id lists: `<lists>.train`, `.dev` and `.test`, below `<corpus>/huner-splits`. */
  readonly lists: string
  readonly table: PinTable
  /** The list with the ids that the documents have here, where those of the list are others. */
  readonly translate?: (list: Source, parts: readonly (readonly Source[])[]) => Source
}

/**
 * The split of HUNER: documents of the whole corpus, chosen by a list of ids, with the types that HunFlair makes of theirs. `read` gets
 * the files of `pins`, and after them the list.
 */
export function hunerVariant({ pins, lists, table, translate = list => list, ...facts }: HunerFacts): CorpusVariant {
  const files: Partial<Record<Split, readonly Pin[]>> = {}
  for (const split of splits) {
    const name = `${lists.slice(lists.lastIndexOf('/') + 1)}.${split}`
    files[split] = [...pins, table.file(repositories.huner, `${lists}.${split}`, `ner_scripts/splits/${name}`)]
  }
  return offsetVariant({
    ...facts,
    title: 'the documents of the original release in the split of HUNER, with the types of HunFlair',
    splitOrigin: 'HUNER: all documents drawn anew, about 6 : 1 : 3; not comparable with the official split',
    files,
    read: async (parts, split) =>
      selectDocuments(await facts.read(parts, split), translate(fileOf(parts, pins.length), parts)),
  })
}
