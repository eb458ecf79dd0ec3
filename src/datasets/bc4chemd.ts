import type { Corpus, Licence, Split } from '../core/corpus.ts'
import { readBioc } from './format/bioc/bioc.ts'
import { readBrat } from './format/brat/brat.ts'
import { readChemdner } from './format/standoff/chemdner.ts'
import { joinNotes } from './format/text.ts'
import { crichton2017, weber2020 } from './variant/citations.ts'
import { conllFiles, usualNames } from './variant/conll-files.ts'
import { conllVariant } from './variant/conll-variant.ts'
import { documentCounts } from './variant/counts.ts'
import { exampleCounts, hubVariant } from './variant/hub-variant.ts'
import { hunerVariant } from './variant/huner-variant.ts'
import { fileOf, offsetVariant } from './variant/offset-variant.ts'
import { pinTable } from './variant/pins.ts'
import { repositories } from './variant/repositories.ts'

const pins = pinTable(`
f46f93b33d2152d83bbe6302557f48b809b53d2f  bc4chemd/conll/train.tsv
607eed70e400da4ce4fd6efea26910458dc71626  bc4chemd/conll/devel.tsv
ce2aeda424709c92e05b022f4f8429970e47444e  bc4chemd/conll/test.tsv
7709f17d221ffcf633d4e2b7281614a5227e6d678bd51a74d72ba455622715f9  bc4chemd/sample-brat/
ea93cbc762340d43570045a493d7439fa901204d798ccd97a04fe230f11ccee2  bc4chemd/huner-splits/chemdner.dev
c0675903554d30efbe5395ff513b40d3a61c12aa3619d5c5f920f60008fc2f11  bc4chemd/huner-splits/chemdner.test
86cc8c22bc66d6d8b32d4202340b2a2e34b61f63da30dbaa7c134dbaa49124ab  bc4chemd/huner-splits/chemdner.train`)

const licence: Licence = { name: 'not stated', redistributable: 'not-stated' }
const types = ['Chemical']
const classes = ['ABBREVIATION', 'FAMILY', 'FORMULA', 'IDENTIFIER', 'MULTIPLE', 'NO_CLASS', 'SYSTEMATIC', 'TRIVIAL']
const splitOrigin = 'official: 3,500, 3,500 and 3,000 abstracts'
const sets = { train: 'training', dev: 'development', test: 'evaluation' } as const
const files = { train: release('train'), dev: release('dev'), test: release('test') }

export const bc4chemd: Corpus = {
  id: 'bc4chemd',
  title: 'BC4CHEMD',
  citation: `@article{krallinger2015chemdner,
  author  = {Krallinger, Martin and Rabal, Obdulia and Leitner, Florian and Vazquez, Miguel and Salgado, David and Lu, Zhiyong and
             Leaman, Robert and others},
  title   = {The {CHEMDNER} corpus of chemicals and drugs and its annotation principles},
  journal = {Journal of Cheminformatics},
  volume  = {7},
  number  = {Suppl 1},
  pages   = {S2},
  year    = {2015},
  doi     = {10.1186/1758-2946-7-S1-S2}
}
${crichton2017}
${weber2020}`,
  origin:
    'The CHEMDNER corpus: annotated by hand in 10,000 PubMed abstracts, 84,355 mentions in eight classes, which are one type in the ' +
    'CoNLL files; those have 84,310.',
  default: 'mtl',
  variants: {
    mtl: conllVariant({
      title: 'CoNLL files of MTL-Bioinformatics-2016',
      types,
      licence: { name: 'not stated; MTL-Bioinformatics-2016 calls it unclear', redistributable: 'not-stated' },
      splitOrigin,
      splits: conllFiles(pins, {
        ...{ repository: repositories.mtl, path: 'bc4chemd/conll', member: 'data/BC4CHEMD', names: usualNames },
      }),
      counts: {
        train: { sentences: 30_682, mentions: 29_478, types: { Chemical: 29_478 }, nested: 0, discontinuous: 0 },
        dev: { sentences: 30_639, mentions: 29_486, types: { Chemical: 29_486 }, nested: 0, discontinuous: 0 },
        test: { sentences: 26_364, mentions: 25_346, types: { Chemical: 25_346 }, nested: 0, discontinuous: 0 },
      },
    }),
    original: offsetVariant({
      title: 'the CHEMDNER release with its eight classes',
      types: classes,
      licence,
      splitOrigin,
      files,
      counts: { train: { documents: 3500 }, dev: { documents: 3500 }, test: { documents: 3000 } },
      read: parts => readChemdner({ abstracts: fileOf(parts), annotations: fileOf(parts, 1) }),
    }),
    'original-collapsed': offsetVariant({
      title: 'the CHEMDNER release, its eight classes being one type',
      types,
      licence,
      splitOrigin,
      files,
      names: 'Chemical',
      counts: { train: { documents: 3500 }, dev: { documents: 3500 }, test: { documents: 3000 } },
      read: parts => readChemdner({ abstracts: fileOf(parts), annotations: fileOf(parts, 1) }),
    }),
    bioc: offsetVariant({
      title: 'CHEMDNER as revised for BioCreative VII, in BioC; the classes are one type',
      types,
      licence,
      splitOrigin,
      files: { train: [bioc('train')], dev: [bioc('dev')], test: [bioc('test')] },
      names: 'Chemical',
      counts: { train: { documents: 3500 }, dev: { documents: 3500 }, test: { documents: 3000 } },
      read: parts =>
        readBioc(fileOf(parts), {
          drop: (infons, text) => infons.get('type') === 'MeSH_Indexing_Chemical' || (text ?? '').trim() === '',
        }),
    }),
    huner: hunerVariant({
      types,
      licence,
      table: pins,
      pins: [...files.train, ...files.dev, ...files.test],
      lists: 'bc4chemd/huner-splits/chemdner',
      names: 'Chemical',
      origin: 'The test split is the official one; training and dev are drawn anew from the other 7,000 abstracts.',
      counts: { train: { documents: 5999 }, dev: { documents: 1001 }, test: { documents: 3000 } },
      read: parts => {
        const read = [0, 2, 4].map(at =>
          readChemdner({ abstracts: fileOf(parts, at), annotations: fileOf(parts, at + 1) }),
        )
        return { passages: read.flatMap(set => set.passages), notes: joinNotes(read.map(set => set.notes)) }
      },
    }),
    hub: hubVariant({
      title: 'drAbreu/bc4chemd_ner on the Hub; the sentences of mtl',
      types,
      licence,
      splitOrigin,
      ...{ corpus: 'bc4chemd', dataset: 'drAbreu/bc4chemd_ner', config: 'bc4chemd', onlyType: 'Chemical' },
      counts: {
        train: exampleCounts(30_682, { Chemical: 29_478 }),
        dev: exampleCounts(30_639, { Chemical: 29_486 }),
        test: exampleCounts(26_364, { Chemical: 25_346 }),
      },
    }),
    sample: offsetVariant({
      title: 'nine abstracts of the training set in brat standoff, from hiroto0227/crf-chemdner',
      types,
      licence,
      splitOrigin: 'none: nine abstracts',
      files: { train: [pins.folder(repositories.chemdner, 'bc4chemd/sample-brat/', 'storage/datas/short/')] },
      counts: { train: documentCounts(9, { Chemical: 91 }) },
      read: parts => readBrat(parts[0] ?? []),
    }),
  },
}

function release(split: Split) {
  const url = 'https://biocreative.bioinformatics.udel.edu/media/store/files/2014/chemdner_corpus.tar.gz'
  return ['abstracts', 'annotations'].map(kind => {
    const name = `${sets[split]}.${kind}.txt`
    return pins.archived({ url, checksum: null }, `bc4chemd/original/${name}`, `chemdner_corpus/${name}`)
  })
}

function bioc(split: Split) {
  const url = 'https://ftp.ncbi.nlm.nih.gov/pub/lu/BC7-NLM-Chem-track/BC7T2-CHEMDNER-corpus_v2.BioC.xml.gz'
  const name = `BC7T2-CHEMDNER-corpus-${sets[split]}.BioC.xml`
  return pins.archived({ url, checksum: null }, `bc4chemd/bioc/${name}`, name)
}
