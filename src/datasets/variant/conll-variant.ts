import type { CorpusVariant, ParsedCorpus, Pin, Source, Split, SplitCounts } from '../../core/corpus.ts'
import { splits as allSplits } from '../../core/corpus.ts'
import { type Columns, isSentence, parseConll } from '../format/conll/conll.ts'
import { parseConcepts, withConcepts } from './concepts.ts'
import { documentOfEach, parseDocuments } from './documents.ts'
import { passagesOf } from './passages.ts'

/**
 * A split in CoNLL form: its sentences, the file that says which document they are from (null: as the lines mark it, if they do), and
 * the file that links its mentions to concepts.
 */
export interface ConllSplit {
  readonly conll: Pin
  readonly documents: Pin | null
  readonly concepts?: Pin
}

export interface ConllVariantFacts extends Pick<CorpusVariant, 'title' | 'types' | 'licence' | 'splitOrigin'> {
  readonly origin?: string
  readonly refused?: string
  readonly splits: Partial<Record<Split, ConllSplit>>
  readonly counts: Partial<Record<Split, Partial<SplitCounts>>>
  /** `tag` where it is not said: two columns. */
  readonly columns?: Columns
  /** Of the tags in the file, IOB2 where it is not said; null: they keep to none, and are read as conlleval does. What comes out is IOB2. */
  readonly scheme?: 'IOB2' | 'IOBES' | null
  /** The one type that every tag gets. */
  readonly onlyType?: string
  /** New names of types of the file. */
  readonly rename?: Readonly<Record<string, string>>
}

/** Sentences with tags, handed out as IOB2; mentions of other types than `types` become `O`. */
export function conllVariant(facts: ConllVariantFacts): CorpusVariant {
  const { title, types, licence, splitOrigin, origin = null, refused = null, splits, counts } = facts
  const files: Partial<Record<Split, readonly Pin[]>> = {}
  for (const split of allSplits) {
    const pins = splits[split]
    if (pins)
      files[split] = [pins.conll, pins.documents, pins.concepts].filter(pin => pin !== null && pin !== undefined)
  }
  return {
    ...{ title, view: 'sentence', types, licence, splitOrigin, origin, refused, files, counts },
    parse: (parts, split) => parseSplit(parts, split, facts),
  }
}

function parseSplit(
  parts: readonly (readonly Source[])[],
  split: Split,
  { splits, columns = 'tag', scheme = 'IOB2', types, onlyType, rename }: ConllVariantFacts,
): ParsedCorpus {
  const pins = splits[split]
  const sources = parts.map(([file]) => file)
  const conll = sources.shift()
  const documents = pins?.documents ? sources.shift() : undefined
  const concepts = pins?.concepts ? sources.shift() : undefined
  if (conll === undefined) throw new Error('a split without a file')
  const file = parseConll(conll, { columns, separator: columns === 'tag-last' ? 'auto' : 'tab' })
  const sentences = file.sentences.filter(isSentence).length
  const passages = passagesOf(file, {
    // Not the name of the file, which is a path on somebody's disk.
    prefix: split,
    documents: documents === undefined ? null : documentOfEach(parseDocuments(documents), sentences, documents.name),
    types,
    decoding: scheme === null ? { matching: 'conlleval' } : { matching: 'strict', scheme },
    tags: 'IOB2',
    ...(onlyType !== undefined && { onlyType }),
    ...(rename !== undefined && { rename: new Map(Object.entries(rename)) }),
  })
  return {
    passages: concepts ? withConcepts(passages, parseConcepts(concepts), types, concepts.name) : passages,
    notes: file.notes,
  }
}
