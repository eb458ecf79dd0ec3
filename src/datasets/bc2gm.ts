import type { Corpus, Licence, Source } from '../core/corpus.ts'
import { readBc2gm } from './format/standoff/bc2gm.ts'
import { joinNotes } from './format/text.ts'
import { crichton2017, weber2020 } from './variant/citations.ts'
import { conllFiles, usualNames } from './variant/conll-files.ts'
import { conllVariant } from './variant/conll-variant.ts'
import { sentenceCounts } from './variant/counts.ts'
import { exampleCounts, hubVariant } from './variant/hub-variant.ts'
import { hunerVariant } from './variant/huner-variant.ts'
import { fileOf, offsetVariant } from './variant/offset-variant.ts'
import { pinTable } from './variant/pins.ts'
import { repositories } from './variant/repositories.ts'

const pins = pinTable(`
33a94577aa22f1e70ec9e02781a05baa4e1390e866d28bf2b344888e4e3d4103  bc2gm/conll/devel.tsv
30d7a4f571ca8ed22a044528063ba5d0388d666d8b8b329733d6927e5fb30764  bc2gm/conll/test.tsv
46e17f4e1509483b82c03f27d6f0214020f738fb71704356fb3445eb824ab38d  bc2gm/conll/train.tsv
639fe423c00beeb33e83ef71e90af765c6d9cde61f52df0fbbb9d624302f5437  bc2gm/conll-spyysalo/devel.tsv
ac7745e40d97ffdf603aae661da37fa6065a7e2f9067ea1f47bfae3e5bf5d583  bc2gm/conll-spyysalo/test.tsv
07f696560252dc5a3d47a5cea1ce36b7434865131b5bc4b3a6d1fb02a382ce10  bc2gm/conll-spyysalo/train.tsv
f3533ead4f5dbe3a7b74cf0554329bce927c77f6824a81e133ad634672287ca8  bc2gm/conll-iobes/test.tsv
408f32a796e7aa8ed5b6428c1887e084282b42a02409bba151d0bda3698ca6e3  bc2gm/original/train/train.in
6f2b01a25d700f1fddcc7dea6a1b722498b5a9ad6cf12b19ec9d36ab3b63ad87  bc2gm/original/train/GENE.eval
dc1b919a143f99d0cb9182a3a26b1c98e46799d052a463d4c212c49532f123fd  bc2gm/original/test/test.in
e6df54b52d337a02a5b11432d132b28c7c657f717e1fe6e8035d3c7b2a18bf4f  bc2gm/original/test/GENE.eval
81ef81a37ff629fa00b34d52668a904ae20f8ad64485c659c8aeeaf912923789  bc2gm/original/devel-split/train/train.in
4c17a7dc1e49af94047baa7ea8d059bc3b3783c3bfb686d4729b717043c42b18  bc2gm/original/devel-split/train/GENE.eval
e6da72fe9aef564dcdd1468b0ffe2b91d17dffe611c71d06a94f5c65a52793e0  bc2gm/original/devel-split/devel/devel.in
c4d60dcfd87f186cd074d083e763990ca6457cb3c29ae59cf11380d6444b8588  bc2gm/original/devel-split/devel/GENE.eval
f2d7ebe5267c22d3cdcc4274e21e9fe80f609ea4d1be7de17432c92f969645ae  bc2gm/huner-splits/bc2gm.train
cb099fa25c10cfd262da3303b3e325b9a6da78d0bbe459f21c8c8f7d880a46c4  bc2gm/huner-splits/bc2gm.dev
8f7e1002b8ff67362c1986002278635682d115cfbbff00e7c041d152f8d53254  bc2gm/huner-splits/bc2gm.test`)

const licence: Licence = { name: 'public domain (United States Government Work)', redistributable: 'yes' }
const mtlLicence: Licence = { name: `${licence.name}; CoNLL files CC BY 4.0`, redistributable: 'attribution' }
const splitOrigin =
  'official training and test set; 2,500 sentences of the training set are dev, chosen by spyysalo/bc2gm-corpus'
const types = ['GENE']

/** Sentences of which neither tokens nor documents are known. */
const releaseCounts = (sentences: number, genes: Readonly<Record<string, number>>, nested: number) => ({
  ...sentenceCounts(null, sentences, 0, genes),
  tokens: null,
  nested,
})
const evaluation = releaseCounts(5000, { GENE: 6331 }, 6)

export const bc2gm: Corpus = {
  id: 'bc2gm',
  title: 'BC2GM',
  citation: `@article{smith2008overview,
  author  = {Smith, Larry and Tanabe, Lorraine K. and Ando, Rie Johnson and Kuo, Cheng-Ju and Chung, I-Fang and Hsu, Chun-Nan and
             Lin, Yu-Shi and Klinger, Roman and Friedrich, Christoph M. and Ganchev, Kuzman and others},
  title   = {Overview of {BioCreative} {II} gene mention recognition},
  journal = {Genome Biology},
  volume  = {9},
  number  = {Suppl 2},
  pages   = {S2},
  year    = {2008},
  doi     = {10.1186/gb-2008-9-s2-s2}
}
${crichton2017}
${weber2020}`,
  origin:
    'Annotated by hand in 20,000 single sentences of PubMed; of which abstract they are is not known, so resampling draws sentences. ' +
    'The official score accepts alternatives of a mention (ALTGENE): a score by exact spans is several points lower.',
  default: 'mtl',
  variants: {
    mtl: conllVariant({
      title: 'CoNLL files of MTL-Bioinformatics-2016, split into sentences anew',
      types,
      licence: mtlLicence,
      splitOrigin,
      origin: 'Of overlapping mentions one was dropped: 7 in training and dev, 6 in test.',
      splits: conllFiles(pins, {
        repository: repositories.mtl,
        path: 'bc2gm/conll',
        member: 'data/BC2GM-IOB',
        names: usualNames,
      }),
      counts: {
        train: sentenceCounts(null, 12_574, 355_405, { GENE: 15_197 }),
        dev: sentenceCounts(null, 2519, 71_042, { GENE: 3061 }),
        test: sentenceCounts(null, 5038, 143_465, { GENE: 6325 }),
      },
    }),
    spyysalo: conllVariant({
      title:
        'CoNLL files of spyysalo/bc2gm-corpus with the sentences as they were released; the Hub dataset bc2gm_corpus is this',
      types,
      licence,
      splitOrigin,
      origin: 'Of overlapping mentions one was dropped: 7 in training and dev, 6 in test.',
      splits: conllFiles(pins, {
        ...{ repository: repositories.bc2gm, path: 'bc2gm/conll-spyysalo', member: 'conll', names: usualNames },
      }),
      counts: {
        train: sentenceCounts(null, 12_500, 355_405, { GENE: 15_197 }),
        dev: sentenceCounts(null, 2500, 71_042, { GENE: 3061 }),
        test: sentenceCounts(null, 5000, 143_465, { GENE: 6325 }),
      },
    }),
    iobes: conllVariant({
      title: 'IOBES file of MTL-Bioinformatics-2016; the spans of mtl',
      types,
      licence: mtlLicence,
      splitOrigin,
      scheme: 'IOBES',
      splits: conllFiles(pins, {
        ...{
          repository: repositories.mtl,
          path: 'bc2gm/conll-iobes',
          member: 'data/BC2GM-IOBES',
          names: { test: 'test.tsv' },
        },
      }),
      counts: { test: sentenceCounts(null, 5038, 143_465, { GENE: 6325 }) },
    }),
    original: offsetVariant({
      title: 'the release (.in and GENE.eval): sentences that are not tokenised, with overlapping mentions',
      view: 'sentence',
      types,
      licence,
      splitOrigin: 'official: 15,000 and 5,000 sentences',
      files: { train: release('train', 'train.in'), test: release('test', 'test.in') },
      counts: { train: releaseCounts(15_000, { GENE: 18_265 }, 7), test: evaluation },
      read: readRelease,
    }),
    'devel-split': offsetVariant({
      title: 'the release, with 2,500 of its training sentences set aside',
      view: 'sentence',
      types,
      licence,
      splitOrigin,
      files: {
        train: release('devel-split/train', 'train.in'),
        dev: release('devel-split/devel', 'devel.in'),
        test: release('test', 'test.in'),
      },
      counts: {
        train: releaseCounts(12_500, { GENE: 15_204 }, 7),
        dev: releaseCounts(2500, { GENE: 3061 }, 0),
        test: evaluation,
      },
      read: readRelease,
    }),
    hub: hubVariant({
      title: 'spyysalo/bc2gm_corpus on the Hub; the sentences of spyysalo',
      types,
      licence,
      splitOrigin,
      ...{ corpus: 'bc2gm', dataset: 'spyysalo/bc2gm_corpus', config: 'bc2gm_corpus', onlyType: 'GENE' },
      counts: {
        train: exampleCounts(12_500, { GENE: 15_197 }, 355_405),
        dev: exampleCounts(2500, { GENE: 3061 }, 71_042),
        test: exampleCounts(5000, { GENE: 6325 }, 143_465),
      },
    }),
    huner: hunerVariant({
      view: 'sentence',
      types: ['Gene'],
      licence,
      table: pins,
      pins: [...release('train', 'train.in'), ...release('test', 'test.in')],
      lists: 'bc2gm/huner-splits/bc2gm',
      names: 'Gene',
      counts: {
        train: releaseCounts(12_000, { Gene: 15_257 }, 11),
        dev: releaseCounts(2000, { Gene: 2273 }, 0),
        test: releaseCounts(6000, { Gene: 7066 }, 2),
      },
      read: parts => {
        const [train, test] = [readRelease(parts), readRelease(parts.slice(2))]
        return { passages: [...train.passages, ...test.passages], notes: joinNotes([train.notes, test.notes]) }
      },
    }),
  },
}

/** The one mention of the training set whose text is not that of its offsets, which have a slash before it. */
const known = [{ document: 'P02196565T0000', start: 162, end: 187 }]

function release(folder: string, sentences: string) {
  const member = folder.startsWith('devel-split') ? folder : `original-data/${folder}`
  return [sentences, 'GENE.eval'].map(name =>
    pins.file(repositories.bc2gm, `bc2gm/original/${folder}/${name}`, `${member}/${name}`),
  )
}

function readRelease(parts: readonly (readonly Source[])[]) {
  return readBc2gm({ sentences: fileOf(parts), gold: fileOf(parts, 1) }, { known })
}
