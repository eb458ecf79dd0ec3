import type { Corpus, Licence, ParsedCorpus, Source } from '../core/corpus.ts'
import type { DocumentId } from '../core/passage.ts'
import { readBrat } from './format/brat/brat.ts'
import { parseConll } from './format/conll/conll.ts'
import { readNersuite } from './format/conll/nersuite.ts'
import { joinNotes } from './format/text.ts'
import { kaewphan2016, weber2020 } from './variant/citations.ts'
import { documentCounts, sentenceCounts } from './variant/counts.ts'
import { hunerVariant } from './variant/huner-variant.ts'
import { offsetVariant } from './variant/offset-variant.ts'
import { passagesOf } from './variant/passages.ts'
import { pinTable, urlOf } from './variant/pins.ts'
import { repositories } from './variant/repositories.ts'

const pins = pinTable(`
bdc580680f3fc6d3064b145612eed5a8b4e345cfad8434843d47ad8bd6c8c83d  cll/brat/
ed6c189b36c1b1906ff4098a7f0b5a2f7661802c334451780b5e150c81757a7a  cll/nersuite/
4e612845fe152453024748d2ea5ac9113c5254827db598e90e4c68a9b7dbea22  cll/conll/
0961b1629b319ff77634da9f813b13e753c9afa7a49be228ef558c8895d843aa  cll/huner-splits/cll.dev
a530bf93d426886003ad442dcb34fe9b029adb2e8fdd9a381ab8b13116b88bea  cll/huner-splits/cll.test
4dffd35208201fe58da674f3bb278d9cca3688b32941f6f8e0cfd800c7a03287  cll/huner-splits/cll.train`)

const release = {
  url: urlOf(repositories.hunflair, 'cll/CLL_corpus.tar.gz'),
  checksum: {
    algorithm: 'sha256',
    hex: 'e2f7c4ba50dc618a362caa3d978f7047f4b4b54adce8875166f0739e8390e9c2',
  },
} as const
const licence: Licence = {
  name: 'annotations CC BY-SA 3.0; texts PubMed and PMC Open Access',
  redistributable: 'share-alike',
}
const types = ['CL']
const splitOrigin = 'none: the corpus is for evaluation, all of it is test'
const brat = pins.archived(release, 'cll/brat/', 'CLL-1.0.2/standoff/', ['.txt', '.ann'])

export const cll: Corpus = {
  id: 'cll',
  title: 'CLL',
  citation: `${kaewphan2016}\n${weber2020}`,
  origin:
    'Annotated by hand in 201 single sentences, each of another document (49 of PMC, 152 abstracts); 53 mention no cell line.',
  default: 'nersuite',
  variants: {
    nersuite: offsetVariant({
      title: 'CLL-1.0.2, tokens and tags of NERsuite',
      view: 'sentence',
      types,
      licence,
      splitOrigin,
      files: { test: [pins.archived(release, 'cll/nersuite/', 'CLL-1.0.2/nersuite/', ['.nersuite'])] },
      counts: { test: sentenceCounts(201, 201, 7682, { CL: 341 }) },
      read: parts =>
        readNersuite(parts[0] ?? [], { types: null, decoding: { matching: 'strict', scheme: 'IOB2' }, tags: 'IOB2' }),
    }),
    brat: offsetVariant({
      title: 'CLL-1.0.2 in brat standoff; the spans of nersuite',
      types,
      licence,
      splitOrigin,
      files: { test: [brat] },
      counts: { test: documentCounts(201, { CL: 341 }) },
      read: parts => readBrat(parts[0] ?? []),
    }),
    huner: hunerVariant({
      types: ['CellLine'],
      licence,
      table: pins,
      pins: [brat],
      lists: 'cll/huner-splits/cll',
      names: 'CellLine',
      counts: {
        train: documentCounts(120, { CellLine: 234 }),
        dev: documentCounts(21, { CellLine: 30 }),
        test: documentCounts(60, { CellLine: 77 }),
      },
      read: parts => readBrat(parts[0] ?? []),
    }),
    conll: offsetVariant({
      title: 'CLL-1.0.2, CoNLL files: wrong',
      view: 'sentence',
      types,
      licence,
      splitOrigin,
      refused:
        'in 103 of its 201 files the tokens after the first of a hyphenated name are O (MCF is B-CL, - and 7 are O): 37 tags I-CL for 418; ' +
        'use cll@nersuite or cll@brat, which agree',
      files: { test: [pins.archived(release, 'cll/conll/', 'CLL-1.0.2/conll/')] },
      counts: {},
      read: parts => readConllFiles(parts[0] ?? []),
    }),
  },
}

/** One file a document, the tag before the token, whatever the README of the release says. */
function readConllFiles(files: readonly Source[]): ParsedCorpus {
  const parsed = files
    .filter(({ name }) => name.endsWith('.conll'))
    .map(file => parseConll(file, { columns: 'tag-first', separator: 'tab' }))
  const passages = parsed.flatMap(file => {
    const document = file.name.slice(file.name.lastIndexOf('/') + 1, -'.conll'.length)
    return passagesOf(file, {
      ...{ prefix: document, documents: file.sentences.map(() => document as DocumentId), types: null },
      decoding: { matching: 'strict', scheme: 'IOB2' },
    })
  })
  return { passages, notes: joinNotes(parsed.map(file => file.notes)) }
}
