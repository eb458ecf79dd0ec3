import type { Corpus, Licence } from '../core/corpus.ts'
import { readBrat } from './format/brat/brat.ts'
import { crichton2017, weber2020 } from './variant/citations.ts'
import { conllFiles, usualNames } from './variant/conll-files.ts'
import { conllVariant } from './variant/conll-variant.ts'
import { documentCounts, sentenceCounts } from './variant/counts.ts'
import { hunerVariant } from './variant/huner-variant.ts'
import { offsetVariant } from './variant/offset-variant.ts'
import { pinTable } from './variant/pins.ts'
import { repositories } from './variant/repositories.ts'

const pins = pinTable(`
6c834f3a16ed080940e7e12d831ca8f79458d08db5d6f0c1fdbfe85c3c7a072c  bionlp13cg/conll/devel.tsv
9ee374ba1b93af177ba3d39dfda4c7e1602bd703d8011bae46a34f3d719cd338  bionlp13cg/conll/test.tsv
016ee311428431433c46ceeebeba5fce9c3da9bfd05fafcc484e57a736ea91e7  bionlp13cg/conll/train.tsv
9e58aba47f426f744bb1df09ffd9e20450635939ee9dfa1c586cea87a54214e3  bionlp13cg/conll/devel.documents.tsv
ddd5e90d00aca42f130c2964bcb6e53b551873efd8eccb434f831f2c1c775c16  bionlp13cg/conll/test.documents.tsv
653f995ea719d5bca8b0c7d152d0e5399d251ed15c79cbf68e44b8f4914c6ce0  bionlp13cg/conll/train.documents.tsv
f1831fe0126571ef2052b04912d2d30f7e16b1377aed6a20677bded7fd2b47bd  bionlp13cg/conll-iobes/test.tsv
b1ac934cf5127628f8329826800cc314029874265e8539b12aaf5b8e92b27917  bionlp13cg/brat/train/
5453da9232091211364e879546a7917ddede013d290bde04b7e83c1c3227d798  bionlp13cg/brat/devel/
d0959fc50973a12b94561aed74bfc9189137b72f5a149129dea13330ac6ca790  bionlp13cg/brat/test/
3a81e165dba1852cf450fdd56050dedb23884f8c8fa805e4c8f0257943e15d0d  bionlp13cg/huner-splits/bionlp2013_cg.dev
d7577269540436e60b72f8732e704be84a9d4387a7068b3466194194752b5c65  bionlp13cg/huner-splits/bionlp2013_cg.test
b376bc0319d83872f72a0d94df44d0380cbaf9b4356661dea505a0111707e4f0  bionlp13cg/huner-splits/bionlp2013_cg.train`)

const licence: Licence = { name: 'annotations CC BY-SA 3.0', redistributable: 'share-alike' }
const mtlLicence: Licence = { name: `${licence.name}; CoNLL files CC BY 4.0`, redistributable: 'share-alike' }
const splitOrigin = 'official: 300, 100 and 200 abstracts'
const keepShorter =
  'Of overlapping mentions the shorter one was kept: test has 6,881 of 6,955, 37 of which are widened to the borders of tokens ' +
  '(antitumor for tumor).'
const conll = {
  train: {
    ...{ Amino_acid: 40, Anatomical_system: 21, Cancer: 1226, Cell: 1939, Cellular_component: 294 },
    ...{ Developing_anatomical_structure: 13, Gene_or_gene_product: 4028, Immaterial_anatomical_entity: 52 },
    ...{ 'Multi-tissue_structure': 416, Organ: 194, Organism: 901, Organism_subdivision: 47, Organism_substance: 145 },
    ...{ Pathological_formation: 96, Simple_chemical: 1097, Tissue: 317 },
  },
  dev: {
    ...{ Amino_acid: 33, Anatomical_system: 3, Cancer: 432, Cell: 540, Cellular_component: 95 },
    ...{ Developing_anatomical_structure: 5, Gene_or_gene_product: 1360, Immaterial_anatomical_entity: 19 },
    ...{ 'Multi-tissue_structure': 138, Organ: 71, Organism: 296, Organism_subdivision: 12, Organism_substance: 36 },
    ...{ Pathological_formation: 44, Simple_chemical: 446, Tissue: 86 },
  },
  test: {
    ...{ Amino_acid: 62, Anatomical_system: 17, Cancer: 924, Cell: 1013, Cellular_component: 180 },
    ...{ Developing_anatomical_structure: 17, Gene_or_gene_product: 2520, Immaterial_anatomical_entity: 31 },
    ...{ 'Multi-tissue_structure': 303, Organ: 156, Organism: 518, Organism_subdivision: 39, Organism_substance: 102 },
    ...{ Pathological_formation: 88, Simple_chemical: 727, Tissue: 184 },
  },
}
const types = Object.keys(conll.test)
const files = { train: [standoff('train')], dev: [standoff('devel')], test: [standoff('test')] }
const test = sentenceCounts(200, 1906, 52_771, conll.test)

export const bionlp13cg: Corpus = {
  id: 'bionlp13cg',
  title: 'BioNLP13CG',
  citation: `@article{pyysalo2015overview,
  author  = {Pyysalo, Sampo and Ohta, Tomoko and Rak, Rafal and Rowley, Andrew and Chun, Hong-Woo and Jung, Sung-Jae and
             Choi, Sung-Pil and Tsujii, Jun'ichi and Ananiadou, Sophia},
  title   = {Overview of the Cancer Genetics and Pathway Curation tasks of {BioNLP} Shared Task 2013},
  journal = {BMC Bioinformatics},
  volume  = {16},
  number  = {Suppl 10},
  pages   = {S2},
  year    = {2015},
  doi     = {10.1186/1471-2105-16-S10-S2}
}
${crichton2017}
${weber2020}`,
  origin:
    'Annotated by hand in 600 PubMed abstracts. The 159 mentions of DNA_domain_or_region and Protein_domain_or_region, which the task ' +
    'keeps with its events and which were not released for the test split, are in none of these variants.',
  default: 'mtl',
  variants: {
    mtl: conllVariant({
      title: 'CoNLL files of MTL-Bioinformatics-2016',
      types,
      licence: mtlLicence,
      splitOrigin,
      origin: keepShorter,
      splits: conllFiles(pins, {
        ...{ repository: repositories.mtl, path: 'bionlp13cg/conll', member: 'data/BioNLP13CG-IOB', names: usualNames },
      }),
      counts: {
        train: sentenceCounts(300, 3033, 83_467, conll.train),
        dev: sentenceCounts(100, 1003, 27_599, conll.dev),
        test,
      },
    }),
    iobes: conllVariant({
      title: 'IOBES file of MTL-Bioinformatics-2016; the spans of mtl',
      types,
      licence: mtlLicence,
      splitOrigin,
      origin: keepShorter,
      scheme: 'IOBES',
      splits: conllFiles(pins, {
        ...{ repository: repositories.mtl, path: 'bionlp13cg/conll-iobes', member: 'data/BioNLP13CG-IOBES' },
        ...{ names: { test: 'test.tsv' }, documents: 'bionlp13cg/conll' },
      }),
      counts: { test },
    }),
    original: offsetVariant({
      title: 'the release in BioNLP-ST standoff (.txt and .a1), with its nested mentions',
      types,
      licence,
      splitOrigin,
      files,
      counts: {
        train: documentCounts(300, { ...conll.train, Cancer: 1245, Cell: 1978, Organism: 952 }, { nested: 143 }),
        dev: documentCounts(100, { ...conll.dev, Cancer: 434, Cell: 546, Organism: 306 }, { nested: 24 }),
        test: documentCounts(
          200,
          { ...conll.test, Cancer: 925, Cell: 1054, Organism: 543, Pathological_formation: 89, Tissue: 190 },
          { nested: 91 },
        ),
      },
      read: parts => readBrat(parts[0] ?? []),
    }),
    huner: hunerVariant({
      origin: 'The lists called dev and test have 180 and 60 documents, the reverse of the other corpora of HUNER.',
      types: ['Chemical', 'Disease', 'Gene', 'Species'],
      licence,
      table: pins,
      pins: [...files.train, ...files.dev, ...files.test],
      lists: 'bionlp13cg/huner-splits/bionlp2013_cg',
      names: {
        ...{ Amino_acid: 'Chemical', Simple_chemical: 'Chemical', Cancer: 'Disease' },
        ...{ Gene_or_gene_product: 'Gene', Organism: 'Species' },
      },
      counts: {
        train: documentCounts(360, { Chemical: 1400, Disease: 1546, Gene: 4735, Species: 1020 }, { nested: 84 }),
        dev: documentCounts(180, { Chemical: 694, Disease: 805, Gene: 2385, Species: 567 }, { nested: 46 }),
        test: documentCounts(60, { Chemical: 311, Disease: 253, Gene: 788, Species: 214 }, { nested: 18 }),
      },
      read: parts => readBrat(parts.slice(0, 3).flat()),
    }),
  },
}

function standoff(name: string) {
  return pins.folder(repositories.bionlp13cg, `bionlp13cg/brat/${name}/`, `original-data/${name}/`, [
    ...['.txt', '.a1', 'LICENSE', 'README'],
  ])
}
