import type { Corpus, Licence } from '../core/corpus.ts'
import { type PubtatorOptions, readPubtator } from './format/pubtator/pubtator.ts'
import { joinNotes } from './format/text.ts'
import { crichton2017, luo2023, weber2020 } from './variant/citations.ts'
import { conllFiles, usualNames } from './variant/conll-files.ts'
import { conllVariant } from './variant/conll-variant.ts'
import { documentCounts, sentenceCounts } from './variant/counts.ts'
import { exampleCounts, hubVariant } from './variant/hub-variant.ts'
import { hunerVariant } from './variant/huner-variant.ts'
import { fileOf, offsetVariant } from './variant/offset-variant.ts'
import { pinTable } from './variant/pins.ts'
import { repositories } from './variant/repositories.ts'

const pins = pinTable(`
b4e1e7efcc2a35047bf2f3d281648357470e674f555d4a26a0049ac37d59cc61  ncbi-disease/conll/devel.tsv
8f088ce45dc4746592188f9e69de3d89d87f3bb8f0ed8c4a287d018123fa148d  ncbi-disease/conll/test.tsv
58379baf4614b8d757d93dd7a21b202849ca99f9b9d71b49185523ff5443300c  ncbi-disease/conll/train.tsv
91b9c5d63df03686f42e53dd75122482b80a5f13c15f109d51097ae6bc1360e2  ncbi-disease/conll/devel.concepts.tsv
7fd9d9baa0f1310fae84051b34631ff446a8af853498a7769c336e648a763952  ncbi-disease/conll/devel.documents.tsv
615310eb7599a9c9d9ace38fdd5a0e3d4566cf3ba87d9470c864270aaf43b633  ncbi-disease/conll/test.concepts.tsv
ac249c8b864934277806cf20eeac5fef24dfe5ceb2203185446d3c33d3f9ab38  ncbi-disease/conll/test.documents.tsv
24270c1e82802b44541e771c4ea8e7b46d3a7d9f4cc0e8f88217423751fcc43a  ncbi-disease/conll/train.concepts.tsv
9317886a5aadbe0ba2b0b085220c6e10da0d049f80a7eb606b892d5d413d802c  ncbi-disease/conll/train.documents.tsv
b4e1e7efcc2a35047bf2f3d281648357470e674f555d4a26a0049ac37d59cc61  ncbi-disease/conll-spyysalo/devel.tsv
8f088ce45dc4746592188f9e69de3d89d87f3bb8f0ed8c4a287d018123fa148d  ncbi-disease/conll-spyysalo/test.tsv
5f87b0de649eccff21e6d6e49e304aace808056ecae55225ea31602192517be9  ncbi-disease/conll-spyysalo/train.tsv
42e20f838a2f0e804a823554b6ccdace1b77c762a50daea32f673d64f784dcd8  ncbi-disease/conll-spyysalo/train.documents.tsv
2a740eae652b4a204e0905225d0933407865dd7759030e22a511c50749d3036b  ncbi-disease/conll-iobes/test.tsv
5f27802a200cc1fcb1a79861c7d9aa77f5678fad1da89db1dc04fb8308f96585  ncbi-disease/conll-scibert/test.txt
02db559974624ae9cbe6cd95d64d953e6926bb63afb6b25b63e53bd8b41a4b55  ncbi-disease/original/NCBIdevelopset_corpus.txt
61c8050bf6979ef7b943ec1158dfc03b651ea3367d4c37356f9de4841e85c9a3  ncbi-disease/original/NCBItestset_corpus.txt
f311381b28a6d0f641f57f4a963bb83619c2bdec5cd9caabb1381f894d5db817  ncbi-disease/original/NCBItrainset_corpus.txt
45f3abeb52102e7ae0bf77341cc56c86900dde0bb5ac8308bbbf8b74a99b2308  ncbi-disease/pubtator-aioner/NCBIdisease_Test.PubTator
849ddde0b6198c44f202b00250a5fc305dc11c3fa9fe1271db5684227ed5cca5  ncbi-disease/pubtator-aioner/NCBIdisease_TrainDev.PubTator
4db305be82bb58d690d648138e83b76e6da48816ec5860f346d700128dcdb655  ncbi-disease/huner-splits/ncbi.dev
bbeccfe11701d5481591485b23239eae4d16edb55885c21678092ff3957f2a92  ncbi-disease/huner-splits/ncbi.test
eea24a9212b0331ccb72d6ba5249d19cb60bd6a3943e472205e78934f2131fe0  ncbi-disease/huner-splits/ncbi.train`)

const licence: Licence = { name: 'public domain (United States Government Work)', redistributable: 'yes' }
const mtlLicence: Licence = { name: `${licence.name}; CoNLL files CC BY 4.0`, redistributable: 'attribution' }
const types = ['Disease']
const kinds = ['CompositeMention', 'DiseaseClass', 'Modifier', 'SpecificDisease']
const splitOrigin = 'official: 593 (one of them twice), 100 and 100 abstracts'
const twice = 'Abstract 8528200 is twice in the training set, with its 11 mentions.'
const dev = sentenceCounts(100, 923, 23_969, { Disease: 787 })
const test = sentenceCounts(100, 940, 24_497, { Disease: 960 })

/** 10923035 has a mention whose text is not that of its offsets; composite mentions join concepts by plus signs. */
const reading: PubtatorOptions = {
  known: [{ document: '10923035', start: 711, end: 761 }],
  repeated: 'keep-all',
  conceptSeparators: '|+',
}
const originalFiles = {
  train: [originalFile('train', 'NCBItrainset_corpus.txt')],
  dev: [originalFile('devel', 'NCBIdevelopset_corpus.txt')],
  test: [originalFile('test', 'NCBItestset_corpus.txt')],
}

export const ncbiDisease: Corpus = {
  id: 'ncbi-disease',
  title: 'NCBI-Disease',
  citation: `@article{dogan2014ncbi,
  author  = {Do{\\u{g}}an, Rezarta Islamaj and Leaman, Robert and Lu, Zhiyong},
  title   = {{NCBI} disease corpus: a resource for disease name recognition and concept normalization},
  journal = {Journal of Biomedical Informatics},
  volume  = {47},
  pages   = {1--10},
  year    = {2014},
  doi     = {10.1016/j.jbi.2013.12.006}
}
${crichton2017}
${luo2023}
${weber2020}`,
  origin:
    'Annotated by hand in 793 PubMed abstracts, with four kinds of mention (SpecificDisease, DiseaseClass, Modifier, ' +
    'CompositeMention), which are one type in all CoNLL files.',
  default: 'mtl',
  variants: {
    mtl: conllVariant({
      title: 'CoNLL files of MTL-Bioinformatics-2016; the four kinds of mention are one',
      types,
      licence: mtlLicence,
      splitOrigin,
      origin: 'The abstract that the original training set holds twice is there once.',
      splits: conllFiles(pins, {
        ...{
          repository: repositories.mtl,
          path: 'ncbi-disease/conll',
          member: 'data/NCBI-disease-IOB',
          names: usualNames,
        },
      }),
      counts: { train: sentenceCounts(592, 5424, 135_701, { Disease: 5134 }), dev, test },
    }),
    spyysalo: conllVariant({
      title: 'CoNLL files of spyysalo/ncbi-disease; the Hub dataset ncbi_disease is this',
      types,
      licence,
      splitOrigin,
      origin: twice,
      splits: {
        ...conllFiles(pins, {
          ...{ repository: repositories.ncbiDisease, path: 'ncbi-disease/conll-spyysalo', member: 'conll' },
          ...{ names: usualNames, documents: 'ncbi-disease/conll' },
        }),
        ...conllFiles(pins, {
          ...{ repository: repositories.ncbiDisease, path: 'ncbi-disease/conll-spyysalo', member: 'conll' },
          ...{ names: { train: 'train.tsv' } },
        }),
      },
      counts: { train: sentenceCounts(592, 5432, 136_086, { Disease: 5145 }), dev, test },
    }),
    iobes: conllVariant({
      title: 'IOBES file of MTL-Bioinformatics-2016; the spans of mtl',
      types,
      licence: mtlLicence,
      splitOrigin,
      scheme: 'IOBES',
      splits: conllFiles(pins, {
        ...{ repository: repositories.mtl, path: 'ncbi-disease/conll-iobes', member: 'data/NCBI-disease-IOBES' },
        ...{ names: { test: 'test.tsv' }, documents: 'ncbi-disease/conll' },
      }),
      counts: { test },
    }),
    scibert: conllVariant({
      title: 'CoNLL file of SciBERT with four columns; the spans of mtl',
      types,
      licence: { name: `${licence.name}; SciBERT Apache-2.0`, redistributable: 'attribution' },
      splitOrigin,
      columns: 'tag-last',
      splits: conllFiles(pins, {
        ...{ repository: repositories.scibert, path: 'ncbi-disease/conll-scibert', member: 'data/ner/NCBI-disease' },
        ...{ names: { test: 'test.txt' }, documents: 'ncbi-disease/conll' },
      }),
      counts: { test },
    }),
    original: offsetVariant({
      title: 'the original release with its four kinds of mention',
      types: kinds,
      licence,
      splitOrigin,
      origin: `${twice} One mention (10923035 711-761) states another text than its offsets have; the offsets count.`,
      files: originalFiles,
      counts: {
        train: documentCounts(592, { CompositeMention: 115, DiseaseClass: 769, Modifier: 1289, SpecificDisease: 2972 }),
        dev: documentCounts(100, { CompositeMention: 35, DiseaseClass: 126, Modifier: 214, SpecificDisease: 412 }),
        test: documentCounts(100, { CompositeMention: 20, DiseaseClass: 121, Modifier: 264, SpecificDisease: 555 }),
      },
      read: parts => readPubtator(fileOf(parts), reading),
    }),
    'original-collapsed': offsetVariant({
      title: 'the original release, its four kinds of mention being one type',
      types,
      licence,
      splitOrigin,
      origin: `${twice} One mention (10923035 711-761) states another text than its offsets have; the offsets count.`,
      files: originalFiles,
      names: 'Disease',
      counts: {
        train: documentCounts(592, { Disease: 5145 }),
        dev: documentCounts(100, { Disease: 787 }),
        test: documentCounts(100, { Disease: 960 }),
      },
      read: parts => readPubtator(fileOf(parts), reading),
    }),
    aioner: offsetVariant({
      title: 'PubTator files of AIONER, training and dev set in one; the four kinds of mention are one type',
      types,
      licence: { name: `${licence.name}; AIONER MIT`, redistributable: 'attribution' },
      splitOrigin: 'official test set; training is the official training and dev set together',
      origin: twice,
      files: { train: [aionerFile('TrainDev')], test: [aionerFile('Test')] },
      names: 'Disease',
      counts: { train: documentCounts(692, { Disease: 5932 }), test: documentCounts(100, { Disease: 960 }) },
      read: parts => readPubtator(fileOf(parts), reading),
    }),
    hub: hubVariant({
      title: 'ncbi/ncbi_disease on the Hub; the sentences of spyysalo',
      types,
      licence,
      splitOrigin,
      origin: twice,
      ...{ corpus: 'ncbi-disease', dataset: 'ncbi/ncbi_disease', config: 'ncbi_disease', onlyType: 'Disease' },
      counts: {
        train: exampleCounts(5432, { Disease: 5145 }, 136_086),
        dev: exampleCounts(923, { Disease: 787 }, 23_969),
        test: exampleCounts(940, { Disease: 960 }, 24_497),
      },
    }),
    huner: hunerVariant({
      types,
      licence,
      table: pins,
      pins: [...originalFiles.train, ...originalFiles.dev, ...originalFiles.test],
      lists: 'ncbi-disease/huner-splits/ncbi',
      names: 'Disease',
      counts: {
        train: documentCounts(473, { Disease: 4083 }),
        dev: documentCounts(77, { Disease: 666 }),
        test: documentCounts(238, { Disease: 2109 }),
      },
      read: parts => {
        const sets = parts
          .slice(0, 3)
          .flat()
          .map(file => readPubtator(file, { ...reading, repeated: 'keep-first' }))
        return { passages: sets.flatMap(set => set.passages), notes: joinNotes(sets.map(set => set.notes)) }
      },
    }),
  },
}

function originalFile(folder: string, name: string) {
  return pins.file(repositories.ncbiDisease, `ncbi-disease/original/${name}`, `original-data/${folder}/${name}`)
}

function aionerFile(set: string) {
  const name = `NCBIdisease_${set}.PubTator`
  return pins.file(repositories.aioner, `ncbi-disease/pubtator-aioner/${name}`, `data/pubtator/${name}`)
}
