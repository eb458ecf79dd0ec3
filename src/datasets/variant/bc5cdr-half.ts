import type { Corpus } from '../../core/corpus.ts'
import {
  bc5cdrFacts,
  bc5cdrLicence,
  bc5cdrMtlLicence,
  bc5cdrVariants,
  officialSplit,
  pubtatorFiles,
} from '../bc5cdr.ts'
import { readPubtator } from '../format/pubtator/pubtator.ts'
import { joinNotes } from '../format/text.ts'
import { lee2020, weber2020 } from './citations.ts'
import { conllFiles, usualNames } from './conll-files.ts'
import { conllVariant } from './conll-variant.ts'
import { documentCounts, sentenceCounts } from './counts.ts'
import { hunerVariant } from './huner-variant.ts'
import type { pinTable } from './pins.ts'
import { repositories } from './repositories.ts'

/** What tells the two halves of BC5CDR apart. */
export interface Bc5cdrHalf {
  readonly type: 'Chemical' | 'Disease'
  /** As in its title; in lower case in its id and in the names of its files. */
  readonly name: 'Chem' | 'Disease'
  readonly pins: ReturnType<typeof pinTable>
  /** Mentions of the official splits, and of HUNER's. */
  readonly mentions: Readonly<Record<'train' | 'dev' | 'test', number>>
  readonly huner: Readonly<Record<'train' | 'dev' | 'test', number>>
}

const { train, dev, test: evaluation } = pubtatorFiles

/** The corpus of one type: `mtl` is read from the joint files by keeping that type; its tags are those of `single`. */
export function bc5cdrHalf({ type, name, pins, mentions, huner }: Bc5cdrHalf): Corpus {
  const id = `bc5cdr-${name.toLowerCase()}`
  const files = `BC5CDR-${name.toLowerCase()}`
  const types = [type]
  const test = sentenceCounts(500, 4797, 124_750, { [type]: mentions.test })
  return {
    id,
    title: `BC5CDR-${name}`,
    ...bc5cdrFacts,
    citation: `${bc5cdrFacts.citation}\n${lee2020}\n${weber2020}`,
    default: 'mtl',
    variants: {
      ...bc5cdrVariants(types),
      single: conllVariant({
        title: 'CoNLL files of MTL-Bioinformatics-2016 with this type alone; the spans of mtl',
        types,
        licence: bc5cdrMtlLicence,
        splitOrigin: officialSplit,
        splits: conllFiles(pins, {
          ...{ repository: repositories.mtl, path: `${id}/conll`, member: `data/${files}-IOB` },
          ...{ names: usualNames, documents: 'bc5cdr/conll' },
        }),
        counts: {
          train: sentenceCounts(500, 4560, 118_170, { [type]: mentions.train }),
          dev: sentenceCounts(500, 4581, 117_453, { [type]: mentions.dev }),
          test,
        },
      }),
      iobes: conllVariant({
        title: 'IOBES file of MTL-Bioinformatics-2016; the spans of mtl',
        types,
        licence: bc5cdrMtlLicence,
        splitOrigin: officialSplit,
        scheme: 'IOBES',
        splits: conllFiles(pins, {
          ...{ repository: repositories.mtl, path: `${id}/conll-iobes`, member: `data/${files}-IOBES` },
          ...{ names: { test: 'test.tsv' }, documents: 'bc5cdr/conll' },
        }),
        counts: { test },
      }),
      biobert: conllVariant({
        title: 'file of BioBERT (copy in BioFLAIR), tags without a type; the spans of mtl',
        types,
        licence: bc5cdrLicence,
        splitOrigin: officialSplit,
        onlyType: type,
        splits: conllFiles(pins, {
          ...{ repository: repositories.bioflair, path: `${id}/conll-biobert`, member: `data/ner/${files}` },
          ...{ names: { test: 'test.tsv' }, documents: 'bc5cdr/conll' },
        }),
        counts: { test },
      }),
      huner: hunerVariant({
        types,
        licence: bc5cdrLicence,
        table: pins,
        pins: [...train, ...dev, ...evaluation],
        lists: `${id}/huner-splits/CDR${name}`,
        names: { [type]: type },
        counts: {
          train: documentCounts(899, { [type]: huner.train }),
          dev: documentCounts(149, { [type]: huner.dev }),
          test: documentCounts(450, { [type]: huner.test }),
        },
        read: parts => {
          const sets = parts
            .slice(0, 3)
            .flat()
            .map(file => readPubtator(file))
          return { passages: sets.flatMap(set => set.passages), notes: joinNotes(sets.map(set => set.notes)) }
        },
      }),
    },
  }
}
