import type { CorpusVariant, Pin, Source, Split, SplitCounts } from '../core/corpus.ts'
import { BenchError } from '../core/error.ts'
import { documentOfEach, parseDocuments } from './documents.ts'
import { isSentence, parseConll } from './format/conll.ts'
import { passagesOf } from './passages.ts'

/** A split of MTL-Bioinformatics-2016: its sentences, and the file that says which document they are from. */
export interface MtlSplit {
  readonly conll: Pin
  readonly documents: Pin
}

/** A corpus as MTL-Bioinformatics-2016 has it (sentences, IOB2); of a joint file only `types` are kept. */
export function mtlVariant(
  types: readonly string[],
  splits: Partial<Record<Split, MtlSplit>>,
  counts: Partial<Record<Split, SplitCounts>>,
): CorpusVariant {
  const files: Partial<Record<Split, readonly Pin[]>> = {}
  for (const split of ['train', 'dev', 'test'] as const) {
    const pins = splits[split]
    if (pins) files[split] = [pins.conll, pins.documents]
  }
  return { view: 'sentence', files, counts, parse: sources => parseSplit(sources, types) }
}

function parseSplit(sources: readonly Source[], types: readonly string[]) {
  const [conll, documents] = sources
  if (!conll || !documents || sources.length !== 2) {
    throw new BenchError('ARGUMENT', `a split is two files, its sentences and its documents; got ${sources.length}`)
  }
  const file = parseConll(conll, { columns: 'tag', separator: 'tab' })
  const sentences = file.sentences.filter(isSentence).length
  const passages = passagesOf(file, {
    prefix: conll.name,
    documents: documentOfEach(parseDocuments(documents), sentences, documents.name),
    types,
    decoding: { matching: 'strict', scheme: 'IOB2' },
  })
  return { passages, notes: file.notes }
}
