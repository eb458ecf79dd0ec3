import type { Corpus, Licence, Split } from '../core/corpus.ts'
import { readPubtator } from './format/pubtator/pubtator.ts'
import { readLinnaeus } from './format/standoff/linnaeus.ts'
import { crichton2017, lee2020, luo2023, weber2020 } from './variant/citations.ts'
import { conllFiles, usualNames } from './variant/conll-files.ts'
import { conllVariant } from './variant/conll-variant.ts'
import { documentCounts, sentenceCounts } from './variant/counts.ts'
import { exampleCounts, hubVariant } from './variant/hub-variant.ts'
import { hunerVariant } from './variant/huner-variant.ts'
import { fileOf, offsetVariant } from './variant/offset-variant.ts'
import { pinTable } from './variant/pins.ts'
import { repositories } from './variant/repositories.ts'
import { selectDocuments } from './variant/select-documents.ts'

const pins = pinTable(`
042b5676d4f541995d617f43e2926afdf6653ed60ad9010c2f45b78ae869f2b6  linnaeus/conll/devel.tsv
1792b82f7cf9159fd71de38b139a457dbc5ca126c13ac9e355a5fad3e65930ad  linnaeus/conll/test.tsv
74c8612944a4de87665680989a3d589c843562d3ec175e3b512295691b221d9a  linnaeus/conll/train.tsv
c3b573d51e59485a1adf4a9401d4fd894802cab3fa79afb74f9eaa1592263cd2  linnaeus/conll/devel.documents.tsv
5c13b1eba2c4adec587aab58183836e37dae883c952369db7b1043fe77b40396  linnaeus/conll/test.documents.tsv
2e448bac29b317e47dc32d9d935170122ed78979b683d930a01830a0720d2313  linnaeus/conll/train.documents.tsv
2a237cbd5860b87a789607a79b0d831351842cda081f8f5c268c3807ff4d08bc  linnaeus/conll-biobert/devel.tsv
122acde9645923138fb7411519f564b662f2caf977fa9aec21b7b8f0dd7d2c2e  linnaeus/conll-biobert/test.tsv
398c0b30b3762d587ec1398715daef928a70b507d6c99094018989af7fab0eb6  linnaeus/conll-biobert/train.tsv
9f2ee2c07dc960348e8e46a2bf0bd1500585029a232953fcc9b859da7fedf493  linnaeus/conll-iobes/test.tsv
faff8d1aee9c2f306259e3189b9fe12569b1846bc6da08f230548a20719f213c  linnaeus/original/txt/
b7d1b5c94e0c5fadc4bf5121cd87b8b8210c4800fb473b521ed1e06d777e4d4a  linnaeus/original/filtered_tags.tsv
c9b8aface0f42f463fc5419eeb7418bdd453a9f04c8b7ed2c7b28ba2d6d4966b  linnaeus/original/split/devel.txt
f42b6bf1f846c341cc71ee67ff43ec6a15167442f1067f231e05cc6ab2e1fc4e  linnaeus/original/split/test.txt
c860806e7fcd56ea1b6011fb5e53e613324d5f47370c5722313d0edcf9a3e259  linnaeus/original/split/train.txt
c5a07e13c5707a00a76c6ba40dd2d862f6cfe76a24a0f757ca09110833dc92b5  linnaeus/original/tags.tsv
f810a65154c2c6def7064bb78e2b77aa85c2b42c5516bfc14adcd5c0ecd008ec  linnaeus/pubtator-aioner/Linnaeus_Test.PubTator
d9f72c6ef6b94e852d0d20d09e85b9c1597581306dc87d1cab3478e0e0e5b0f7  linnaeus/pubtator-aioner/Linnaeus_Train.PubTator
c921fa577129674d162f87f1037491fa4070969f638d1f4c0aaaca2c7cc4abff  linnaeus/huner-splits/linneaus.dev
5be2c815735189e209a11c146ebf1a1c856513532619ceae7c91388364ffaddc  linnaeus/huner-splits/linneaus.test
a75a3d47911f8d6694766c14ef53b5a2be9c557e86c6fcbb99c10c78191c67ba  linnaeus/huner-splits/linneaus.train`)

const licence: Licence = { name: 'CC BY 4.0; texts PMC Open Access', redistributable: 'attribution' }
const types = ['Species']
const splitOrigin = 'spyysalo/linnaeus-corpus: 50, 17 and 33 documents; the corpus has no official split'
const common = 'patients, women, participants and men count as species: 1,408 of 4,259 mentions.'
const test = sentenceCounts(33, 7142, 164_653, { Species: 1433 })

export const linnaeus: Corpus = {
  id: 'linnaeus',
  title: 'LINNAEUS',
  citation: `@article{gerner2010linnaeus,
  author  = {Gerner, Martin and Nenadic, Goran and Bergman, Casey M.},
  title   = {{LINNAEUS}: a species name identification system for biomedical literature},
  journal = {BMC Bioinformatics},
  volume  = {11},
  pages   = {85},
  year    = {2010},
  doi     = {10.1186/1471-2105-11-85}
}
${crichton2017}
${lee2020}
${luo2023}
${weber2020}`,
  origin:
    'Annotated by hand in 100 full texts of PMC. Of the 1,432 mentions of the test split 863 remain where common nouns such as patients ' +
    'are left out: a tagger that finds only taxonomic names has a recall of 60 % at most.',
  default: 'mtl',
  variants: {
    mtl: conllVariant({
      title: 'CoNLL files of MTL-Bioinformatics-2016, in ASCII',
      types,
      licence,
      splitOrigin,
      origin: `${common} The sentence splitter cut S. FAECIUM three times (dev) and C. pipiens once (test): dev has 711 mentions for 708.`,
      splits: conllFiles(pins, {
        ...{ repository: repositories.mtl, path: 'linnaeus/conll', member: 'data/linnaeus-IOB', names: usualNames },
      }),
      counts: {
        train: sentenceCounts(50, 11_935, 280_960, { Species: 2119 }),
        dev: sentenceCounts(17, 4078, 93_815, { Species: 711 }),
        test,
      },
    }),
    biobert: conllVariant({
      title: 'files of BioBERT (copy in BioFLAIR), tags without a type; the Hub dataset linnaeus is this',
      types,
      licence,
      splitOrigin,
      origin: `${common} The sentences and mentions of mtl; symbols such as (R) are several tokens, and tokens are cut after 20 characters.`,
      onlyType: 'Species',
      splits: conllFiles(pins, {
        ...{ repository: repositories.bioflair, path: 'linnaeus/conll-biobert', member: 'data/ner/linnaeus' },
        ...{ names: usualNames, documents: 'linnaeus/conll' },
      }),
      counts: {
        train: sentenceCounts(50, 11_935, 281_273, { Species: 2119 }),
        dev: sentenceCounts(17, 4078, 93_877, { Species: 711 }),
        test: sentenceCounts(33, 7142, 165_095, { Species: 1433 }),
      },
    }),
    iobes: conllVariant({
      title: 'IOBES file of MTL-Bioinformatics-2016; the spans of mtl',
      types,
      licence,
      splitOrigin,
      scheme: 'IOBES',
      splits: conllFiles(pins, {
        ...{ repository: repositories.mtl, path: 'linnaeus/conll-iobes', member: 'data/linnaeus-IOBES' },
        ...{ names: { test: 'test.tsv' }, documents: 'linnaeus/conll' },
      }),
      counts: { test },
    }),
    original: offsetVariant({
      title: 'LINNAEUS 1.1: all tags, full texts',
      types,
      licence,
      splitOrigin,
      origin: common,
      files: { train: standoff('tags', 'train'), dev: standoff('tags', 'dev'), test: standoff('tags', 'test') },
      counts: {
        train: documentCounts(50, { Species: 2119 }),
        dev: documentCounts(17, { Species: 708 }),
        test: documentCounts(33, { Species: 1432 }),
      },
      read: readTexts,
    }),
    filtered: offsetVariant({
      title: 'LINNAEUS 1.1: filtered tags, without patients, women and other common nouns; full texts',
      types,
      licence,
      splitOrigin,
      files: {
        train: standoff('filtered_tags', 'train'),
        dev: standoff('filtered_tags', 'dev'),
        test: standoff('filtered_tags', 'test'),
      },
      counts: {
        train: documentCounts(50, { Species: 1451 }),
        dev: documentCounts(17, { Species: 537 }),
        test: documentCounts(33, { Species: 863 }),
      },
      read: readTexts,
    }),
    aioner: offsetVariant({
      title: 'PubTator files of AIONER, annotations edited, in another split',
      types,
      licence: { name: `${licence.name}; AIONER MIT`, redistributable: 'attribution' },
      splitOrigin: 'AIONER: 80 and 20 documents',
      files: { train: [aionerFile('Train')], test: [aionerFile('Test')] },
      counts: { train: documentCounts(80, { Species: 2321 }), test: documentCounts(20, { Species: 576 }) },
      read: parts => readPubtator(fileOf(parts)),
    }),
    hub: hubVariant({
      title: 'cambridgeltl/linnaeus on the Hub; the sentences of biobert',
      types,
      licence,
      splitOrigin,
      origin: common,
      ...{ corpus: 'linnaeus', dataset: 'cambridgeltl/linnaeus', config: 'linnaeus', onlyType: 'Species' },
      counts: {
        train: exampleCounts(11_935, { Species: 2119 }, 281_273),
        dev: exampleCounts(4078, { Species: 711 }, 93_877),
        test: exampleCounts(7142, { Species: 1433 }, 165_095),
      },
    }),
    huner: hunerVariant({
      types,
      licence,
      table: pins,
      origin: 'Filtered tags, as HunFlair reads them.',
      pins: [tags('filtered_tags'), texts()],
      lists: 'linnaeus/huner-splits/linneaus',
      counts: {
        train: documentCounts(59, { Species: 1727 }),
        dev: documentCounts(10, { Species: 206 }),
        test: documentCounts(29, { Species: 794 }),
      },
      read: parts => readLinnaeus({ tags: fileOf(parts), texts: parts[1] ?? [] }),
    }),
  },
}

function tags(name: string) {
  return pins.file(repositories.linnaeus, `linnaeus/original/${name}.tsv`, `${name}.tsv`)
}

function texts() {
  return pins.folder(repositories.linnaeus, 'linnaeus/original/txt/', 'txt/')
}

function standoff(name: string, split: Split) {
  const list = split === 'dev' ? 'devel.txt' : `${split}.txt`
  return [
    tags(name),
    texts(),
    pins.file(repositories.linnaeusSplit, `linnaeus/original/split/${list}`, `split/${list}`),
  ]
}

function readTexts(parts: Parameters<typeof fileOf>[0]) {
  return selectDocuments(readLinnaeus({ tags: fileOf(parts), texts: parts[1] ?? [] }), fileOf(parts, 2), {
    demandAll: true,
  })
}

function aionerFile(set: string) {
  const name = `Linnaeus_${set}.PubTator`
  return pins.file(repositories.aioner, `linnaeus/pubtator-aioner/${name}`, `data/pubtator/${name}`)
}
