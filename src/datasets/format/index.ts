import { conllCorpus } from '../own/conll-corpus.ts'
import { onlySource } from '../pairing/only-source.ts'
import { pairConll } from '../pairing/pair-conll.ts'
import { pairJsonl } from '../pairing/pair-jsonl.ts'
import { pairRead } from '../pairing/pair-read.ts'
import { readBrat } from './brat/brat.ts'
import { writeBrat } from './brat/write-brat.ts'
import type { Format } from './format.ts'
import { readJsonlPassages } from './jsonl/jsonl-passages.ts'
import { writeJsonl } from './jsonl/write-jsonl.ts'
import { readPubtator } from './pubtator/pubtator.ts'
import { writePubtator } from './pubtator/write-pubtator.ts'

type Reader = Format['read']

const pubtator: Reader = (sources, { offsets }) =>
  readPubtator(onlySource(sources), offsets === null ? {} : { offsets })
const brat: Reader = (sources, { offsets }) => readBrat(sources, offsets === null ? {} : { offsets })

export const formats = {
  conll: {
    title: 'token and tag, one token a line, an empty line after each sentence',
    layout: 'file',
    read: (sources, { id }) => conllCorpus(sources, id, 'tag'),
    write: null,
    pair: pairConll,
  },
  jsonl: {
    title: 'one JSON object a line, with mentions or tags',
    layout: 'file',
    read: (sources, { offsets }) => readJsonlPassages(onlySource(sources), { offsets }),
    write: (passages, name) => new Map([[name, writeJsonl(passages)]]),
    pair: pairJsonl,
  },
  pubtator: {
    title: 'PubTator: id|t|title, id|a|abstract, and a line for each mention',
    layout: 'file',
    read: pubtator,
    write: (passages, name) => new Map([[name, writePubtator(passages)]]),
    pair: pairRead(pubtator),
  },
  brat: {
    title: 'brat standoff: a folder with a .txt and an .ann (or .a1) for each document',
    layout: 'folder',
    read: brat,
    write: writeBrat,
    pair: pairRead(brat),
  },
} as const satisfies Record<string, Format>

export type FormatId = keyof typeof formats
