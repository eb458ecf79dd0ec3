import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Passage } from '../src/core/passage.ts'
import { parseConll } from '../src/datasets/format/conll/conll.ts'
import { type PubtatorOptions, readPubtator } from '../src/datasets/format/pubtator/pubtator.ts'
import { documentOfEach, parseDocuments } from '../src/datasets/variant/documents.ts'
import { passagesOf } from '../src/datasets/variant/passages.ts'
import { alignConcepts, type ConceptLine } from './align-concepts.ts'
import type { DocumentMap } from './document-sources.ts'
import { mapDocuments, renderDocuments, sentencesOf } from './map-documents.ts'

/** The concepts of the mentions of each split of a corpus of which they are known; `documents` says of which documents its sentences are. */
export function conceptLines(
  datasets: string,
  corpus: string,
  documents: readonly DocumentMap[],
): { readonly conll: string; readonly lines: readonly ConceptLine[]; readonly from: string }[] {
  const options = linked[corpus]
  if (!options) return []
  const maps = documents.filter(map => map.corpus === corpus && map.conll.startsWith('conll/'))
  return maps.map(({ conll, texts, from }) => {
    const bytes = readFileSync(join(datasets, corpus, conll))
    const tokens = sentencesOf(conll, bytes)
    const map = { name: conll, bytes: Buffer.from(renderDocuments(mapDocuments(texts, tokens))) }
    const sentences = passagesOf(parseConll({ name: conll, bytes }, { columns: 'tag', separator: 'tab' }), {
      prefix: conll,
      documents: documentOfEach(parseDocuments(map), tokens.length, conll),
      types: null,
      decoding: { matching: 'strict', scheme: 'IOB2' },
    })
    const original = readPubtator({ name: from, bytes: readFileSync(join(datasets, corpus, from)) }, options.reading)
    return { conll, lines: alignConcepts(sentences, original.passages.map(options.typed)), from }
  })
}

const linked: Readonly<
  Record<string, { readonly reading: PubtatorOptions; readonly typed: (passage: Passage) => Passage }>
> = {
  bc5cdr: { reading: {}, typed: passage => passage },
  'ncbi-disease': {
    reading: {
      repeated: 'keep-first',
      known: [{ document: '10923035', start: 711, end: 761 }],
      conceptSeparators: '|+',
    },
    typed: passage => ({ ...passage, mentions: passage.mentions.map(mention => ({ ...mention, type: 'Disease' })) }),
  },
}
