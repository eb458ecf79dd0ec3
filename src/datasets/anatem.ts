import type { Corpus, Licence } from '../core/corpus.ts'
import { readBrat } from './format/brat/brat.ts'
import { crichton2017 } from './variant/citations.ts'
import { conllFiles, usualNames } from './variant/conll-files.ts'
import { conllVariant } from './variant/conll-variant.ts'
import { documentCounts, sentenceCounts } from './variant/counts.ts'
import { offsetVariant } from './variant/offset-variant.ts'
import { pinTable } from './variant/pins.ts'
import { repositories } from './variant/repositories.ts'

const pins = pinTable(`
0758bb2f26ec12fc717c1054b64ea00a40c7aae26b21a7541b86fbfba66119ec  anatem/conll/devel.tsv
a3d6555f6f5b7809fc014bee975be0db93c012d770ab60c190cf37d589e97fc9  anatem/conll/test.tsv
bd4235e9673f7c67667c1eb321903a51544a94cf481ba265b527b3104d6ba806  anatem/conll/train.tsv
214bafb10c8631e0e83af2c06439b852c5fdefe77c0e066492c1bad51ca7725c  anatem/conll/devel.documents.tsv
f6df2bf89603cbfd39ba1c0b1ad4b6e2403f9286cf24680c044c108740eeb289  anatem/conll/test.documents.tsv
f0554b17abd98c2dce25e261b384381583537829ca52874e33d5fd64cd2679f2  anatem/conll/train.documents.tsv
93314c9ef0b6f8818546d43125519af575ec1377dcaa6b7b2a5a4e327c1d4133  anatem/conll-bader/test.tsv
c6a4de0b4cf871b7ce2aa9306d82a3135e7722d6617ce2c59128820deb28185e  anatem/conll-bader/train.tsv
834c452f6136e5cb048bbab914afa940d0114d4fccb2f4ec0f60acc2b3b59db3  anatem/conll-bader/valid.tsv
377f1e4bea401880d219b159ec2499a7d43df3177b3b81a1e1096e5af23bc489  anatem/conll-bader/test.documents.tsv
eb8db8023e31d03ae96ea726823674d8ffe77b76cfe26ee48415a4e227ef1f15  anatem/conll-bader/train.documents.tsv
55ad356808a538043006742256746550874f414b78a32c0698d04921d3b9072f  anatem/conll-bader/valid.documents.tsv
298845e331b36c07b414ba925d8378e641b44d6c0dd9844ff4c4cd861c75e57e  anatem/conll-iobes/test.tsv
daf91b678e111dc5182b67f0cfeadb641e4641ae2d4ba7aa0bdda89c2e9f64cf  anatem/brat/train/
2b7f01072c131c99bdbaf8cacd82a709492d437c522100f076378c909fccd82d  anatem/brat/devel/
1247e4c4e3fdf5d11bf83444441f753539ef3e436c7f04be5b2e5bd81f829f4b  anatem/brat/test/`)

const licence: Licence = {
  name: 'annotations CC BY-SA 3.0; texts PubMed and PMC Open Access',
  redistributable: 'share-alike',
}
const mtlLicence: Licence = { name: `${licence.name}; CoNLL files CC BY 4.0`, redistributable: 'share-alike' }
const splitOrigin = 'official: 606, 202 and 404 documents'
const types = ['Anatomy']
const parts12 = {
  train: {
    ...{
      Anatomical_system: 66,
      Cancer: 1447,
      Cell: 2436,
      Cellular_component: 407,
      Developing_anatomical_structure: 45,
    },
    ...{ Immaterial_anatomical_entity: 116, 'Multi-tissue_structure': 874, Organ: 413, Organism_subdivision: 165 },
    ...{ Organism_substance: 338, Pathological_formation: 181, Tissue: 458 },
  },
  dev: {
    ...{ Anatomical_system: 7, Cancer: 501, Cell: 656, Cellular_component: 137, Developing_anatomical_structure: 20 },
    ...{ Immaterial_anatomical_entity: 49, 'Multi-tissue_structure': 270, Organ: 144, Organism_subdivision: 60 },
    ...{ Organism_substance: 104, Pathological_formation: 62, Tissue: 129 },
  },
  test: {
    ...{
      Anatomical_system: 39,
      Cancer: 1117,
      Cell: 1429,
      Cellular_component: 285,
      Developing_anatomical_structure: 35,
    },
    ...{ Immaterial_anatomical_entity: 96, 'Multi-tissue_structure': 551, Organ: 306, Organism_subdivision: 111 },
    ...{ Organism_substance: 243, Pathological_formation: 148, Tissue: 256 },
  },
} as const
const allTypes = Object.keys(parts12.test)
const files = { train: [standoff('train')], dev: [standoff('devel')], test: [standoff('test')] }
const test = sentenceCounts(404, 3830, 99_976, { Anatomy: 4616 })

export const anatem: Corpus = {
  id: 'anatem',
  title: 'AnatEM',
  citation: `@article{pyysalo2014anatomical,
  author  = {Pyysalo, Sampo and Ananiadou, Sophia},
  title   = {Anatomical entity mention recognition at literature scale},
  journal = {Bioinformatics},
  volume  = {30},
  number  = {6},
  pages   = {868--875},
  year    = {2014},
  doi     = {10.1093/bioinformatics/btt580}
}
${crichton2017}`,
  origin:
    'Annotated by hand in 1,212 documents, half of them PubMed abstracts, half captions, headings and sections of PMC articles. ' +
    'Neither nested nor discontinuous mentions. The 12 types are one (Anatomy) in the files that most systems are trained on.',
  default: 'mtl',
  variants: {
    mtl: conllVariant({
      title: 'CoNLL files of MTL-Bioinformatics-2016; the 12 types are one',
      types,
      licence: mtlLicence,
      splitOrigin,
      splits: conllFiles(pins, {
        ...{ repository: repositories.mtl, path: 'anatem/conll', member: 'data/AnatEM-IOB', names: usualNames },
      }),
      counts: {
        train: sentenceCounts(606, 5861, 153_823, { Anatomy: 6946 }),
        dev: sentenceCounts(202, 2118, 58_785, { Anatomy: 2139 }),
        test,
      },
    }),
    bader: conllVariant({
      title: 'CoNLL files of BaderLab with the 12 types; the sentences of mtl in another order',
      types: allTypes,
      licence,
      splitOrigin,
      splits: conllFiles(pins, {
        ...{ repository: repositories.bader, path: 'anatem/conll-bader', member: 'corpora/NER/CoNLL/BIO/AnatEM_BIO' },
        ...{ names: { ...usualNames, dev: 'valid.tsv' } },
      }),
      counts: {
        train: sentenceCounts(606, 5861, 153_823, parts12.train),
        dev: sentenceCounts(202, 2118, 58_785, parts12.dev),
        test: sentenceCounts(404, 3830, 99_976, parts12.test),
      },
    }),
    iobes: conllVariant({
      title: 'IOBES file of MTL-Bioinformatics-2016; the spans of mtl',
      types,
      licence: mtlLicence,
      splitOrigin,
      scheme: 'IOBES',
      splits: conllFiles(pins, {
        ...{ repository: repositories.mtl, path: 'anatem/conll-iobes', member: 'data/AnatEM-IOBES' },
        ...{ names: { test: 'test.tsv' }, documents: 'anatem/conll' },
      }),
      counts: { test },
    }),
    original: offsetVariant({
      title: 'AnatEM-1.0.2 in brat standoff, 12 types',
      types: allTypes,
      licence,
      splitOrigin,
      files,
      counts: {
        train: documentCounts(606, parts12.train),
        dev: documentCounts(202, parts12.dev),
        test: documentCounts(404, parts12.test),
      },
      read: parts => readBrat(parts[0] ?? []),
    }),
    'original-collapsed': offsetVariant({
      title: 'AnatEM-1.0.2 in brat standoff; the 12 types are one',
      types,
      licence,
      splitOrigin,
      files,
      names: 'Anatomy',
      counts: {
        train: documentCounts(606, { Anatomy: 6946 }),
        dev: documentCounts(202, { Anatomy: 2139 }),
        test: documentCounts(404, { Anatomy: 4616 }),
      },
      read: parts => readBrat(parts[0] ?? []),
    }),
  },
}

function standoff(name: string) {
  return pins.folder(repositories.anatem, `anatem/brat/${name}/`, `original-data/standoff/${name}/`)
}
