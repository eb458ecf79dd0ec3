import type { Corpus, Licence } from '../core/corpus.ts'
import { readBrat } from './format/brat/brat.ts'
import { crichton2017 } from './variant/citations.ts'
import { conllFiles } from './variant/conll-files.ts'
import { type ConllVariantFacts, conllVariant } from './variant/conll-variant.ts'
import { documentCounts, sentenceCounts } from './variant/counts.ts'
import { exampleCounts, hubVariant } from './variant/hub-variant.ts'
import { hunerVariant } from './variant/huner-variant.ts'
import { offsetVariant } from './variant/offset-variant.ts'
import { pinTable } from './variant/pins.ts'
import { repositories } from './variant/repositories.ts'

const pins = pinTable(`
462b09bc79a4dd69cec2e70b6041f54383b4b94892d2ee971a587fdc74caae80  jnlpba/conll/devel.tsv
87c9b8f1f7fcf94add38c16088203d4ddf35c2f61eb2c7e61240c738d8dd9d35  jnlpba/conll/test.tsv
8e2f6b7ed8df7f12683074057b00f3d1b186cb674558c971804810fe25637dd7  jnlpba/conll/test.documents.tsv
790fdafde6c220956f81145fbcb6297e251be8b12aeaa1b1067b806d7cc0a543  jnlpba/conll-bader/test.tsv
c54f80111b53cb0b02f7bf778397aaa80c4a9f4042348d2750880e5603f4885a  jnlpba/conll-bader/train.tsv
33488c4b7645d498c7022a973ca8bbd5c22baf5043f7ec1c1efc856414683a21  jnlpba/conll-bader/valid.tsv
c75003730e849c68f9fdecf07a9411f205adbf746e27315e2f44168852071648  jnlpba/conll-iobes/test.tsv
e0316fc81d7e187e399ed1769656effa47b3445a15eba281673ba226a69a8351  jnlpba/conll-scibert/test.txt
4334602737eef0aa3a91c8d5b5122f23447baa85c276c27385f921cb228a1e7c  jnlpba/original/test/Genia4EReval2.iob2
eb6f10f9cee742db9e8ca2c6b4cf547c9fe34a2b6ec2e9969da41fe3a3a658a7  jnlpba/original/train/sampletest2.iob2
72acd323cf2b60c55cc6b7c161338422bb062902be201cf71d1dd59f3ce283ee  jnlpba/brat/test/
0f46311b763fac6beccab1ca08f6be51f75763ef  jnlpba/original/train/Genia4ERtask2.iob2
ced354c54231ac988765e79b0cd92c4497228a1db238b564e35b96754885e129  jnlpba/huner-splits/genia.dev
c52155d00f0543cd0836571a491b906f3fd602435965d94666a600242be97ca4  jnlpba/huner-splits/genia.test
74919e23887521af052d70edde95303df0ebc74d84c36f3e3fba609040df934a  jnlpba/huner-splits/genia.train`)

const licence: Licence = {
  name: 'GENIA Project licence, annotations CC BY 3.0; the licence text must go with the data',
  redistributable: 'attribution',
}
const mtlLicence: Licence = { name: `${licence.name}; CoNLL files CC BY 4.0`, redistributable: 'attribution' }
const splitOrigin =
  'official training and test set; 200 of the 2,000 training abstracts are dev, set aside by MTL-Bioinformatics-2016'
const officialSplit = 'official: 2,000 and 404 abstracts'
const types = ['DNA', 'RNA', 'cell_line', 'cell_type', 'protein']
const baderNames = { CLLN: 'cell_line', CLTP: 'cell_type', PRGE: 'protein' }
const inTrain = { DNA: 8481, RNA: 844, cell_line: 3430, cell_type: 6192, protein: 27_803 }
const inDev = { DNA: 1052, RNA: 107, cell_line: 400, cell_type: 526, protein: 2466 }
const inTest = { DNA: 1056, RNA: 118, cell_line: 500, cell_type: 1921, protein: 5067 }
const officialTrain = { DNA: 9533, RNA: 951, cell_line: 3830, cell_type: 6718, protein: 30_269 }
const train = sentenceCounts(1800, 16_807, 445_090, inTrain)
const dev = sentenceCounts(200, 1739, 47_461, inDev)
const test = sentenceCounts(404, 3856, 101_039, inTest)

const baderFolder = 'corpora/NER/CoNLL/BIO/JNLPBA_BIO'
const names = { train: 'train.tsv', dev: 'valid.tsv', test: 'test.tsv' }
const bader = conllFiles(pins, {
  ...{
    repository: repositories.bader,
    path: 'jnlpba/conll-bader',
    member: baderFolder,
    names,
    documents: 'jnlpba/conll',
  },
})
const mtl: Pick<ConllVariantFacts, 'licence' | 'splitOrigin' | 'origin' | 'splits'> = {
  licence: mtlLicence,
  splitOrigin,
  origin:
    'Read from the CoNLL files of BaderLab with its types renamed back (PRGE, CLTP, CLLN) for training: what that does to dev and test ' +
    'are the files of MTL-Bioinformatics-2016, mention for mention.',
  splits: {
    ...bader,
    ...conllFiles(pins, {
      ...{ repository: repositories.mtl, path: 'jnlpba/conll', member: 'data/JNLPBA' },
      ...{ names: { dev: 'devel.tsv', test: 'test.tsv' } },
    }),
  },
}

const official = conllVariant({
  title: 'the files of the shared task (Genia4ERtask2.iob2, Genia4EReval2.iob2), five types',
  types,
  licence,
  splitOrigin: officialSplit,
  splits: {
    train: {
      conll: pins.archived(
        archive('Train/Genia4ERtraining.tar.gz'),
        'jnlpba/original/train/Genia4ERtask2.iob2',
        'Genia4ERtask2.iob2',
      ),
      documents: null,
    },
    test: {
      conll: pins.file(
        repositories.jnlpba,
        'jnlpba/original/test/Genia4EReval2.iob2',
        'original-data/test/Genia4EReval2.iob2',
      ),
      documents: pins.packaged('jnlpba/conll/test.documents.tsv'),
    },
  },
  counts: {
    train: {
      ...{ sentences: 18_546, mentions: 51_301, nested: 0, discontinuous: 0 },
      types: officialTrain,
    },
    test,
  },
})

export const jnlpba: Corpus = {
  id: 'jnlpba',
  title: 'JNLPBA',
  citation: `@inproceedings{kim2004introduction,
  author    = {Kim, Jin-Dong and Ohta, Tomoko and Tsuruoka, Yoshimasa and Tateisi, Yuka and Collier, Nigel},
  title     = {Introduction to the bio-entity recognition task at {JNLPBA}},
  booktitle = {Proceedings of the International Joint Workshop on Natural Language Processing in Biomedicine and its Applications},
  pages     = {70--75},
  year      = {2004}
}
${crichton2017}`,
  origin:
    'Taken from GENIA 3.02, whose 36 types are five here; 404 abstracts were annotated for the test. Tokens keep hyphens and slashes ' +
    '(IL-2), unlike those of the other corpora. 108 of the 3,856 test sentences are also in training.',
  default: 'mtl',
  variants: {
    mtl: conllVariant({
      title: 'CoNLL files of MTL-Bioinformatics-2016, five types',
      types,
      ...mtl,
      rename: baderNames,
      counts: { train, dev, test },
    }),
    collapsed: conllVariant({
      title: 'the files of mtl, their five types being one, as BioBERT and BLURB have it',
      types: ['Entity'],
      ...mtl,
      onlyType: 'Entity',
      counts: {
        train: sentenceCounts(1800, 16_807, 445_090, { Entity: 46_750 }),
        dev: sentenceCounts(200, 1739, 47_461, { Entity: 4551 }),
        test: sentenceCounts(404, 3856, 101_039, { Entity: 8662 }),
      },
    }),
    bader: conllVariant({
      title: 'CoNLL files of BaderLab, their types renamed back; the spans of mtl',
      types,
      licence,
      splitOrigin,
      rename: baderNames,
      splits: bader,
      counts: { train, dev, test },
    }),
    official,
    hub: hubVariant({
      title: 'jnlpba/jnlpba on the Hub, five types; the sentences of official',
      types,
      licence,
      splitOrigin: `${officialSplit}; the Hub calls the test set validation`,
      origin:
        'Every sentence is there twice (37,094 and 7,714 examples): its script read the files with and without ids of abstracts. Once is ' +
        'read here, so that support is not doubled.',
      ...{ corpus: 'jnlpba', dataset: 'jnlpba/jnlpba', config: 'jnlpba', doubled: true },
      splits: { train: 'train', test: 'validation' },
      counts: {
        train: exampleCounts(18_546, officialTrain),
        test: exampleCounts(3856, inTest, 101_039),
      },
    }),
    huner: hunerVariant({
      view: 'sentence',
      types: ['CellLine', 'Gene'],
      licence,
      table: pins,
      origin: 'The abstracts of the official training set alone; HunFlair reads genes and cell lines as two corpora.',
      pins: official.files.train ?? [],
      lists: 'jnlpba/huner-splits/genia',
      names: { cell_line: 'CellLine', protein: 'Gene' },
      counts: {},
      read: parts => official.parse(parts.slice(0, 1), 'train'),
    }),
    brat: offsetVariant({
      title: 'brat files of spyysalo/jnlpba: the spans of official in the texts of PubMed',
      types,
      licence,
      splitOrigin: officialSplit,
      files: { test: [pins.folder(repositories.jnlpba, 'jnlpba/brat/test/', 'standoff/test/')] },
      counts: { test: documentCounts(404, inTest) },
      read: parts => readBrat(parts[0] ?? []),
    }),
    scibert: conllVariant({
      title: 'CoNLL file of SciBERT with four columns; the spans of mtl',
      types,
      licence: { name: `${licence.name}; SciBERT Apache-2.0`, redistributable: 'attribution' },
      splitOrigin,
      columns: 'tag-last',
      splits: conllFiles(pins, {
        ...{ repository: repositories.scibert, path: 'jnlpba/conll-scibert', member: 'data/ner/JNLPBA' },
        ...{ names: { test: 'test.txt' }, documents: 'jnlpba/conll' },
      }),
      counts: { test },
    }),
    iobes: conllVariant({
      title: 'IOBES file of MTL-Bioinformatics-2016: corrupt',
      types,
      licence: mtlLicence,
      splitOrigin,
      refused:
        'its converter put blank lines in wrong places: 4,243 sentences for 3,856, mentions cut in two (9,105 as conlleval counts, 8,236 ' +
        'by strict IOBES, for 8,662), 224 of them beginning with I-; use jnlpba@mtl',
      scheme: 'IOBES',
      splits: conllFiles(pins, {
        ...{ repository: repositories.mtl, path: 'jnlpba/conll-iobes', member: 'data/JNLPBA-IOBES' },
        ...{ names: { test: 'test.tsv' }, documents: 'jnlpba/conll-iobes' },
      }),
      counts: {},
    }),
    sample: conllVariant({
      title: 'the sample of the shared task (sampletest2.iob2): the last 10 training abstracts',
      types,
      licence,
      splitOrigin: '10 of the 2,000 training abstracts',
      splits: {
        train: {
          conll: pins.file(
            repositories.jnlpba,
            'jnlpba/original/train/sampletest2.iob2',
            'original-data/train/sampletest2.iob2',
          ),
          documents: null,
        },
      },
      counts: { train: sentenceCounts(10, 105, 2800, { DNA: 6, RNA: 15, cell_line: 2, cell_type: 56, protein: 124 }) },
    }),
  },
}

function archive(name: string) {
  return { url: `http://www.nactem.ac.uk/GENIA/current/Shared-tasks/JNLPBA/${name}`, checksum: null }
}
