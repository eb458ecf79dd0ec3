import type { Passage } from '../../core/passage.ts'
import { conllCorpus } from '../own/conll-corpus.ts'
import { onlySource } from '../pairing/only-source.ts'
import { pairConll } from '../pairing/pair-conll.ts'
import { pairJsonl } from '../pairing/pair-jsonl.ts'
import { pairRead } from '../pairing/pair-read.ts'
import { readBioc } from './bioc/bioc.ts'
import { writeBiocJson, writeBiocXml } from './bioc/write-bioc.ts'
import { readBrat } from './brat/brat.ts'
import { writeBrat } from './brat/write-brat.ts'
import { readNersuite } from './conll/nersuite.ts'
import { writeConll } from './conll/write-conll.ts'
import type { Format, WrittenFiles } from './format.ts'
import { readJsonlPassages } from './jsonl/jsonl-passages.ts'
import { writeJsonl } from './jsonl/write-jsonl.ts'
import { readMmax2 } from './mmax2/mmax2.ts'
import type { OffsetUnit } from './offsets.ts'
import { readHubParquet } from './parquet/hub-parquet.ts'
import { readPubtator } from './pubtator/pubtator.ts'
import { writePubtator } from './pubtator/write-pubtator.ts'
import { bc2gmFolder, chemdnerFolder, linnaeusFolder, s800Folder } from './standoff/folders.ts'
import { writeBc2gm } from './standoff/write-bc2gm.ts'
import { writeChemdner } from './standoff/write-chemdner.ts'

/** Every format by the name that `--format`, `--from` and `--to` take. */
export const formats = {
  conll: {
    title: 'token and tag, one token a line, an empty line after each sentence',
    layout: 'file',
    read: (sources, { id }) => conllCorpus(sources, id, 'tag'),
    write: oneFile(passages =>
      writeConll(passages, {
        separator: 'tab',
        scheme: 'IOB2',
        untyped: false,
        documentLines: documentLinesFor(passages),
      }),
    ),
    pair: pairConll,
  },
  conll2003: {
    title: 'CoNLL with further columns between token and tag (part of speech, chunk), the tag being the last one',
    layout: 'file',
    read: (sources, { id }) => conllCorpus(sources, id, 'tag-last'),
    write: null,
    pair: pairRead((sources, { id }) => conllCorpus(sources, id, 'tag-last')),
  },
  jsonl: {
    title: 'one JSON object a line, with mentions or tags',
    layout: 'file',
    read: (sources, { offsets }) => readJsonlPassages(onlySource(sources), { offsets }),
    write: oneFile(writeJsonl),
    pair: pairJsonl,
  },
  pubtator: withMentions('PubTator: id|t|title, id|a|abstract, and a line for each mention', 'file', {
    read: (sources, { offsets }) => readPubtator(onlySource(sources), unit(offsets)),
    write: oneFile(writePubtator),
  }),
  brat: withMentions('brat standoff: a folder with a .txt and an .ann (or .a1) for each document', 'folder', {
    read: (sources, { offsets }) => readBrat(sources, unit(offsets)),
    write: writeBrat,
  }),
  bioc: withMentions('BioC, XML or JSON; written as XML', 'file', {
    read: (sources, { offsets }) => readBioc(onlySource(sources), unit(offsets)),
    write: oneFile(writeBiocXml),
  }),
  'bioc-json': withMentions('BioC as JSON', 'file', {
    read: (sources, { offsets }) => readBioc(onlySource(sources), unit(offsets)),
    write: oneFile(writeBiocJson),
  }),
  bc2gm: withMentions('BioCreative II gene mentions: a folder with .in and .eval', 'folder', {
    read: bc2gmFolder,
    write: writeBc2gm,
  }),
  chemdner: withMentions('CHEMDNER: a folder with abstracts.txt and annotations.txt', 'folder', {
    read: chemdnerFolder,
    write: writeChemdner,
  }),
  linnaeus: withMentions('LINNAEUS: a folder with tags.tsv and txt/', 'folder', { read: linnaeusFolder, write: null }),
  s800: withMentions('Species-800: a folder with S800.tsv, pubmedid.tsv and abstracts/', 'folder', {
    read: s800Folder,
    write: null,
  }),
  nersuite: withMentions('NERsuite: a folder with a file for each document, the tag in the first column', 'folder', {
    read: sources =>
      readNersuite(
        sources.filter(source => source.name.endsWith('.nersuite')),
        { types: null, decoding: { matching: 'conlleval' }, tags: 'IOB2' },
      ),
    write: null,
  }),
  mmax2: withMentions('MMAX2 projects as FSU-PRGE has them', 'folder', {
    read: sources => readMmax2(sources),
    write: null,
  }),
  parquet: withMentions('Parquet as the Hugging Face Hub has it: a file or folder with tokens and ner_tags', 'file', {
    read: (sources, { id }) =>
      readHubParquet(
        sources.filter(source => source.name.endsWith('.parquet') || sources.length === 1),
        { id, tags: 'IOB2' },
      ),
    write: null,
  }),
} as const satisfies Record<string, Format>

export type FormatId = keyof typeof formats

function withMentions(
  title: string,
  layout: Format['layout'],
  { read, write }: Pick<Format, 'read' | 'write'>,
): Format {
  return { title, layout, read, write, pair: pairRead(read) }
}

function oneFile(write: (passages: readonly Passage[]) => string) {
  return (passages: readonly Passage[], name: string): WrittenFiles => new Map([[name, write(passages)]])
}

function unit(offsets: OffsetUnit | null): { offsets?: OffsetUnit } {
  return offsets === null ? {} : { offsets }
}

function documentLinesFor(passages: readonly Passage[]): 'docstart-id' | 'none' {
  return passages.every(({ document }) => document !== null && /^[^()\s]+$/.test(document)) ? 'docstart-id' : 'none'
}
