import type { Corpus, CorpusVariant, Licence, Split, SplitCounts } from '../core/corpus.ts'
import { readBioc } from './format/bioc/bioc.ts'
import { readPubtator } from './format/pubtator/pubtator.ts'
import { crichton2017, luo2023 } from './variant/citations.ts'
import { conllFiles, usualNames } from './variant/conll-files.ts'
import { conllVariant } from './variant/conll-variant.ts'
import { documentCounts, sentenceCounts } from './variant/counts.ts'
import { hubVariant } from './variant/hub-variant.ts'
import { fileOf, offsetVariant } from './variant/offset-variant.ts'
import { pinTable, urlOf } from './variant/pins.ts'
import { repositories } from './variant/repositories.ts'

const pins = pinTable(`
b909de65c4f7e3c23bb09ad52d654cdc92e96db941abe1a5dcf6f6010c03cff5  bc5cdr/conll/devel.tsv
e41a2843a5fff0cd8d1a88cb147968d61ae29336ca70cddc3d7fb8ff21dfa1e8  bc5cdr/conll/test.tsv
b731361c0ed73afd04cc5fdad39afcdfd8f325d6e46c282339185a91d1af4c14  bc5cdr/conll/train.tsv
bd6be0f6401c4e79ee01c4442a347f5f967b90e2686a2e052d80b8c0ab992e23  bc5cdr/conll/devel.concepts.tsv
e376e2a3af7496a1d826916b2cfbee70bb39453d553a724fc07e4923cfc9adc3  bc5cdr/conll/devel.documents.tsv
525c8154769d8e3a84b9de80499f79bc883ecc1c44f2a0c5329d640225a1c62f  bc5cdr/conll/test.concepts.tsv
4b63d3e8be161c199016025bec2580f42ea1a92a8d5646c8cd72a5a18200875e  bc5cdr/conll/test.documents.tsv
2f0fbff7d73ed6447d09b9d88e0f2fb780e171aafc47c5111e34ac3cece32a0e  bc5cdr/conll/train.concepts.tsv
cbde3bbdb3425a6f140fa9864a00cb7fedf3d9e7c50e51848547ffb7f73e01bd  bc5cdr/conll/train.documents.tsv
6f2f7892484c80fc9641dcde977d318b26d5d4498e176f04f48eebf42489d028  bc5cdr/conll-iobes/test.tsv
8690f35ec575abc6d5751ab5dafcf5bab2437c3988364534949cb799a13c3142  bc5cdr/conll-scibert/test.txt
9e18d8e700168887a7919e62f67ac2ce2357e3f409a48ee992906abdd80fe3e5  bc5cdr/pubtator/CDR_DevelopmentSet.PubTator.txt
a3c48d5f35bdfce20c2371778abedc9fd24d1da092207072e5181ad53c8d0e2f  bc5cdr/pubtator/CDR_TestSet.PubTator.txt
7afcec134e3d4871e74b0398d92850d3c9ac94c0bdc780003f2d60184c012bd8  bc5cdr/pubtator/CDR_TrainingSet.PubTator.txt
db6d8d82b8f33eff489e08a5d31f7f4483fa7fa3c434a3ef6ec87031b48b4ebd  bc5cdr/pubtator/CDR_sample.txt
d4dca7c46d60fcd66a7c61bf45b398ffcecfcdf3332c0626ab1cf41fa9a25b31  bc5cdr/pubtator-aioner/BC5CDR_Test.PubTator
6ec138899a4b6448b40adf4e159a06184f68f8a5a7e13575903c5e127d734d88  bc5cdr/bioc/CDR_DevelopmentSet.BioC.xml
32d94f03c52e028931513ab52719b5bc7bb8e4fc0e3d99bba37e2b7442e3da35  bc5cdr/bioc/CDR_TestSet.BioC.xml
37d03c8ebb22369fbf8f2099e4bc6570accba8473e9129dddd6278e7e01e1adc  bc5cdr/bioc/CDR_TrainingSet.BioC.xml`)

type CdrType = 'Chemical' | 'Disease'

export const bc5cdrLicence: Licence = {
  name: 'public domain (Public Domain Mark 1.0, by its card in BigBio; the release has no licence text)',
  redistributable: 'yes',
}
export const bc5cdrMtlLicence: Licence = {
  name: 'public domain (Public Domain Mark 1.0, by its card in BigBio); CoNLL files CC BY 4.0',
  redistributable: 'attribution',
}
export const officialSplit = 'official: 500, 500 and 500 abstracts'

/** What the joint corpus and its two halves have in common. */
export const bc5cdrFacts = {
  citation: `@article{li2016biocreative,
  author  = {Li, Jiao and Sun, Yueping and Johnson, Robin J. and Sciaky, Daniela and Wei, Chih-Hsuan and Leaman, Robert and
             Davis, Allan Peter and Mattingly, Carolyn J. and Wiegers, Thomas C. and Lu, Zhiyong},
  title   = {{BioCreative} {V} {CDR} task corpus: a resource for chemical disease relation extraction},
  journal = {Database},
  volume  = {2016},
  pages   = {baw068},
  year    = {2016},
  doi     = {10.1093/database/baw068}
}
${crichton2017}
${luo2023}`,
  origin:
    'Annotated by hand in 1,500 PubMed abstracts. In the CoNLL files mentions are widened to the borders of the tokens: 5 chemicals of ' +
    'the test split are longer than in the original release (Ca became Ca2 four times), no disease is.',
} as const

const release = {
  url: urlOf(repositories.bc5cdr, 'CDR_Data.zip'),
  checksum: { algorithm: 'git-blob', hex: 'd6f7468c14306d560ae333e12615d35e5f00b992' },
} as const
const sets = { train: 'Training', dev: 'Development', test: 'Test' } as const

/** The three sets of the release, in a form and with the ending of its files. */
function released(folder: string, ending: string) {
  const pinOf = (split: Split) => {
    const name = `CDR_${sets[split]}Set.${ending}`
    return pins.archived(release, `bc5cdr/${folder}/${name}`, `CDR_Data/CDR.Corpus.v010516/${name}`)
  }
  return { train: [pinOf('train')], dev: [pinOf('dev')], test: [pinOf('test')] }
}

/** The release in PubTator. */
export const pubtatorFiles = released('pubtator', 'PubTator.txt')

const mentions = {
  train: { Chemical: 5203, Disease: 4182 },
  dev: { Chemical: 5347, Disease: 4244 },
  test: { Chemical: 5385, Disease: 4424 },
} as const

/** The variants that are files of the joint corpus, of which only `types` are kept. */
export function bc5cdrVariants(types: readonly CdrType[]) {
  const only = (all: Readonly<Record<CdrType, number>>) => Object.fromEntries(types.map(type => [type, all[type]]))
  const names = Object.fromEntries(types.map(type => [type, type]))
  const counts: Record<Split, SplitCounts> = {
    train: documentCounts(500, only(mentions.train)),
    dev: documentCounts(500, only(mentions.dev)),
    test: documentCounts(500, only(mentions.test)),
  }
  return {
    mtl: conllVariant({
      title: 'CoNLL files of MTL-Bioinformatics-2016',
      types,
      licence: bc5cdrMtlLicence,
      splitOrigin: officialSplit,
      origin:
        "The sentence splitter cut St. Anthony's fire in two, twice: dev has two diseases more than the original release.",
      splits: conllFiles(pins, {
        ...{ repository: repositories.mtl, path: 'bc5cdr/conll', member: 'data/BC5CDR-IOB', names: usualNames },
      }),
      counts: {
        train: sentenceCounts(500, 4560, 118_170, only(mentions.train)),
        dev: sentenceCounts(500, 4581, 117_453, only({ ...mentions.dev, Disease: 4246 })),
        test: sentenceCounts(500, 4797, 124_750, only(mentions.test)),
      },
    }),
    original: offsetVariant({
      title: 'the original release (CDR.Corpus.v010516) in PubTator',
      types,
      licence: bc5cdrLicence,
      splitOrigin: officialSplit,
      files: pubtatorFiles,
      names,
      counts,
      read: parts => readPubtator(fileOf(parts)),
    }),
    bioc: offsetVariant({
      title: 'the original release in BioC, without the single mentions of composite ones; the spans of original',
      types,
      licence: bc5cdrLicence,
      splitOrigin: officialSplit,
      files: released('bioc', 'BioC.xml'),
      names,
      counts,
      read: parts => readBioc(fileOf(parts), { drop: infons => infons.get('CompositeRole') === 'IndividualMention' }),
    }),
    aioner: offsetVariant({
      title: 'PubTator file of AIONER: not the official gold',
      types,
      licence: { name: `${bc5cdrLicence.name}; AIONER MIT`, redistributable: 'attribution' },
      splitOrigin: officialSplit,
      origin: '13 chemicals fewer than in the original release.',
      files: {
        test: [
          pins.file(
            repositories.aioner,
            'bc5cdr/pubtator-aioner/BC5CDR_Test.PubTator',
            'data/pubtator/BC5CDR_Test.PubTator',
          ),
        ],
      },
      names,
      counts: { test: documentCounts(500, only({ Chemical: 5372, Disease: 4424 })) },
      read: parts => readPubtator(fileOf(parts)),
    }),
  } satisfies Record<string, CorpusVariant>
}

const both = ['Chemical', 'Disease'] as const

export const bc5cdr: Corpus = {
  id: 'bc5cdr',
  title: 'BC5CDR',
  ...bc5cdrFacts,
  default: 'mtl',
  variants: {
    ...bc5cdrVariants(both),
    iobes: conllVariant({
      title: 'IOBES file of MTL-Bioinformatics-2016; the spans of mtl',
      types: both,
      licence: bc5cdrMtlLicence,
      splitOrigin: officialSplit,
      scheme: 'IOBES',
      splits: conllFiles(pins, {
        ...{ repository: repositories.mtl, path: 'bc5cdr/conll-iobes', member: 'data/BC5CDR-IOBES' },
        ...{ names: { test: 'test.tsv' }, documents: 'bc5cdr/conll' },
      }),
      counts: { test: sentenceCounts(500, 4797, 124_750, mentions.test) },
    }),
    scibert: conllVariant({
      title: 'CoNLL file of SciBERT, in no scheme and of one type: not to be used as gold',
      types: ['Entity'],
      licence: { name: `${bc5cdrLicence.name}; SciBERT Apache-2.0`, redistributable: 'attribution' },
      splitOrigin: officialSplit,
      origin:
        'Chemicals and diseases are one type, and the 658 sentences without a mention were removed, so that a tagger finds nothing false ' +
        'there: scores on it compare with no others. Mentions of one token are I-, those of several begin with B-, also after O; it is read ' +
        'as conlleval does. Strict IOB1 takes the first token off 2,227 of its 9,662 mentions, strict IOB2 finds 2,246. 122 mentions are ' +
        'two or three of mtl that stand side by side.',
      columns: 'tag-last',
      scheme: null,
      splits: conllFiles(pins, {
        ...{ repository: repositories.scibert, path: 'bc5cdr/conll-scibert', member: 'data/ner/bc5cdr' },
        ...{ names: { test: 'test.txt' } },
      }),
      counts: { test: sentenceCounts(500, 4139, 98_691, { Entity: 9662 }) },
    }),
    tner: hubVariant({
      title: 'tner/bc5cdr on the Hub, split into sentences in another way',
      types: both,
      licence: bc5cdrLicence,
      splitOrigin: officialSplit,
      ...{ corpus: 'bc5cdr', dataset: 'tner/bc5cdr', config: 'bc5cdr' },
      names: ['O', 'B-Chemical', 'B-Disease', 'I-Disease', 'I-Chemical'],
      counts: { test: { sentences: 5865, mentions: 9809 } },
    }),
    sample: offsetVariant({
      title: 'an early sample of 50 abstracts in PubTator, with nested mentions',
      types: both,
      licence: bc5cdrLicence,
      splitOrigin: '50 abstracts of the official training set',
      files: {
        train: [pins.file(repositories.bc5cdr, 'bc5cdr/pubtator/CDR_sample.txt', 'CDR_sample.txt')],
      },
      counts: { train: documentCounts(50, { Chemical: 502, Disease: 423 }, { nested: 8 }) },
      read: parts => readPubtator(fileOf(parts)),
    }),
  },
}
