import type { CorpusVariant, ParsedCorpus, Pin, Source, Split, SplitCounts } from '../../core/corpus.ts'
import { isSentence, parseConll } from '../format/conll/conll.ts'
import { documentOfEach, parseDocuments } from './documents.ts'
import { passagesOf } from './passages.ts'

/** A split in CoNLL form: its sentences, and the file that says which document they are from (null: as the lines mark it, if they do). */
export interface ConllSplit {
  readonly conll: Pin
  readonly documents: Pin | null
}

type ConllVariantFacts = Pick<CorpusVariant, 'title' | 'types' | 'licence' | 'splitOrigin'> & {
  readonly origin?: string
  readonly splits: Partial<Record<Split, ConllSplit>>
  readonly counts: Partial<Record<Split, SplitCounts>>
}

/** Sentences with IOB2 tags; mentions of other types than `types` become `O`. */
export function conllVariant(facts: ConllVariantFacts): CorpusVariant {
  const { splits, types, origin = null, ...stated } = facts
  const files: Partial<Record<Split, readonly Pin[]>> = {}
  for (const split of ['train', 'dev', 'test'] as const) {
    const pins = splits[split]
    if (pins) files[split] = pins.documents === null ? [pins.conll] : [pins.conll, pins.documents]
  }
  return { ...stated, types, origin, view: 'sentence', refused: null, files, parse: parts => parseSplit(parts, types) }
}

function parseSplit(parts: readonly (readonly Source[])[], types: readonly string[]): ParsedCorpus {
  const [conll, documents] = parts.map(([file]) => file)
  if (conll === undefined) throw new Error('a split without a file')
  const file = parseConll(conll, { columns: 'tag', separator: 'tab' })
  const sentences = file.sentences.filter(isSentence).length
  const passages = passagesOf(file, {
    prefix: conll.name,
    documents: documents === undefined ? null : documentOfEach(parseDocuments(documents), sentences, documents.name),
    types,
    decoding: { matching: 'strict', scheme: 'IOB2' },
  })
  return { passages, notes: file.notes }
}
