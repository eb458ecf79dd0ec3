import type { Corpus, Licence, Source, Split } from '../core/corpus.ts'
import { readBrat } from './format/brat/brat.ts'
import { readPubtator } from './format/pubtator/pubtator.ts'
import { readS800 } from './format/standoff/s800.ts'
import { readText } from './format/text.ts'
import { lee2020, luo2023, weber2020 } from './variant/citations.ts'
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
a81eaf48efa61b2835869e565e1d62ee57e0c0695a01c30d5eb9d831f22dbb10  s800/conll-biobert/devel.tsv
139006855336db81ec94300612abe6ade81b08d78e964a07013e23f2619c7a87  s800/conll-biobert/test.tsv
65242ec358d81a2a37a2001647689ee1911857f72b655e50a320b194ebb1cf34  s800/conll-biobert/train.tsv
1e022580438111a9c2d37a6edc2e32450bfd26eda09e81a05f136110e4f454d0  s800/conll-biobert/devel.documents.tsv
c2599723c4be4eb73d7419049557bb0dfc546c796c1ab993df1267e0c9fc91f7  s800/conll-biobert/test.documents.tsv
585bc2102f36dd2d202d69e164b2546fe9adb1002d6fcb7811197d260e1c87c6  s800/conll-biobert/train.documents.tsv
2d9901869d8a0e33e6126a7c3f0562729ab1b44966c7bba531c824d6ebf72e96  s800/conll-bader/train.tsv
4384e07666ce029239677630e5004e52bea51baeb2810ac946172c2943dbcd6e  s800/conll-bader/train.documents.tsv
2cd119aadad9a443ddc30085adf32918a0acf8540b967ab10596f7482565e839  s800/original/abstracts/
63ddcc403624515ec2b774dec84976cce8101b2b955a65e5c12d019e6f407d77  s800/original/S800.tsv
9af49d22e103c83041fc77fb1b644c5e20f9b65de6b72184922ec5a507cad67a  s800/original/pubmedid.tsv
8e90ebb8fb01d21293033f62ae3890efdc34441dcc3f8e0f630de85527681fe6  s800/original/split/devel.txt
bd213131dfc7d6af3707acdc570baafd69bf76c1dda35b58377ad5c4dcc6b2cf  s800/original/split/test.txt
5d96585b3027878a44ed9f1e8d5abc430362533528fc98648b3291f6ecfd13f1  s800/original/split/train.txt
d726965f455b9be8b2b03e5d74a1a180cb3b83f86d53247ea6f9301dc7e67bcc  s800/pubtator-aioner/SPECIES_Test.PubTator
133d4781632bba5f144688dfa6e1468830bc03d8ab4341673b4d14d64d80df6f  s800/pubtator-aioner/SPECIES_Train.PubTator
b0e4cb663839a697b65b5b8499bc5a1acb3e0569b8e3e5216a6734423910a6e0  s800/huner-splits/s800.dev
9916cab6503fc85a67e0d8be1915b76ebf7d22a68187bb22b9176f3a0d6bf1b1  s800/huner-splits/s800.test
0d09bbbbecbe294c932cc6d1ce72c831333a7dd1281881925f48fff137d8c039  s800/huner-splits/s800.train`)

const licence: Licence = { name: 'not stated; abstracts under the terms of MEDLINE', redistributable: 'not-stated' }
const types = ['Species']
const splitOrigin =
  'spyysalo/s800, as BioBERT uses it: 560, 80 and 160 abstracts by PMID; the corpus has no official split'
const counts = {
  train: documentCounts(560, { Species: 2557 }),
  dev: documentCounts(80, { Species: 384 }),
  test: documentCounts(160, { Species: 767 }),
}

export const s800: Corpus = {
  id: 's800',
  title: 'Species-800',
  citation: `@article{pafilis2013species,
  author  = {Pafilis, Evangelos and Frankild, Sune P. and Fanini, Lucia and Faulwetter, Sarah and Pavloudi, Christina and
             Vasileiadou, Aikaterini and Arvanitidis, Christos and Jensen, Lars Juhl},
  title   = {The {SPECIES} and {ORGANISMS} resources for fast and accurate identification of taxonomic names in text},
  journal = {PLoS ONE},
  volume  = {8},
  number  = {6},
  pages   = {e65390},
  year    = {2013},
  doi     = {10.1371/journal.pone.0065390}
}
${lee2020}
${luo2023}
${weber2020}`,
  origin: 'Annotated by hand in 800 PubMed abstracts, 175 of which mention no species.',
  default: 'biobert',
  variants: {
    biobert: conllVariant({
      title: 'files of BioBERT (copy in BioFLAIR), tags without a type; the Hub dataset species_800 is this',
      types,
      licence,
      splitOrigin,
      origin:
        'Mentions are widened to the borders of tokens (ORFV became ORFV002 in test, four in training); numbers of lists are sentences.',
      onlyType: 'Species',
      splits: conllFiles(pins, {
        ...{
          repository: repositories.bioflair,
          path: 's800/conll-biobert',
          member: 'data/ner/s800',
          names: usualNames,
        },
      }),
      counts: {
        train: sentenceCounts(560, 5733, 147_291, { Species: 2557 }),
        dev: sentenceCounts(80, 830, 22_217, { Species: 384 }),
        test: sentenceCounts(160, 1630, 42_298, { Species: 767 }),
      },
    }),
    bader: conllVariant({
      title: 'CoNLL file of BaderLab, the whole corpus; the spans of biobert, its type LIVB renamed',
      types,
      licence,
      splitOrigin: 'none: the whole corpus is called train',
      rename: { LIVB: 'Species' },
      splits: conllFiles(pins, {
        ...{ repository: repositories.bader, path: 's800/conll-bader', member: 'corpora/NER/CoNLL/BIO/S800_BIO' },
        ...{ names: { train: 'train.tsv' } },
      }),
      counts: { train: sentenceCounts(800, 8193, 211_806, { Species: 3708 }) },
    }),
    original: offsetVariant({
      title: 'S800-1.0 as it was released',
      types,
      licence,
      splitOrigin,
      origin:
        'The ends of mentions are inclusive in the file; a reader that takes them for exclusive loses the last character of each.',
      files: { train: standoff('train'), dev: standoff('dev'), test: standoff('test') },
      counts,
      read: parts => selectDocuments(readRelease(parts), fileOf(parts, 3), { demandAll: true }),
    }),
    brat: offsetVariant({
      title: 'brat files of spyysalo/s800-revision-data made of the release; the spans of original',
      types,
      licence,
      splitOrigin,
      files: {
        test: [pins.folder(repositories.s800, 's800/brat/', 'original-standoff/'), listOf('test')],
      },
      counts: { test: counts.test },
      read: parts => selectDocuments(readBrat(parts[0] ?? []), fileOf(parts, 1), { demandAll: true }),
    }),
    aioner: offsetVariant({
      title: 'PubTator files of AIONER: a revised annotation, not this gold',
      types,
      licence: { name: `${licence.name}; AIONER MIT`, redistributable: 'not-stated' },
      splitOrigin: 'AIONER: 639 and 160 abstracts',
      files: { train: [aionerFile('Train')], test: [aionerFile('Test')] },
      counts: { train: documentCounts(639, { Species: 3053 }), test: documentCounts(160, { Species: 739 }) },
      read: parts => readPubtator(fileOf(parts)),
    }),
    hub: hubVariant({
      title: 'spyysalo/species_800 on the Hub; the sentences of biobert',
      types,
      licence,
      splitOrigin,
      ...{ corpus: 's800', dataset: 'spyysalo/species_800', config: 'species_800', onlyType: 'Species' },
      counts: {
        train: exampleCounts(5733, { Species: 2557 }, 147_291),
        dev: exampleCounts(830, { Species: 384 }, 22_217),
        test: exampleCounts(1630, { Species: 767 }, 42_298),
      },
    }),
    huner: hunerVariant({
      types,
      licence,
      table: pins,
      pins: release(),
      lists: 's800/huner-splits/s800',
      counts: {
        train: documentCounts(480, { Species: 2223 }),
        dev: documentCounts(80, { Species: 408 }),
        test: documentCounts(240, { Species: 1077 }),
      },
      read: parts => readRelease(parts),
      translate: (list, parts) => pmidsOf(list, fileOf(parts, 1)),
    }),
  },
}

function release() {
  return [
    pins.file(repositories.s800, 's800/original/S800.tsv', 'original-data/S800.tsv'),
    pins.file(repositories.s800, 's800/original/pubmedid.tsv', 'original-data/pubmedid.tsv'),
    pins.folder(repositories.s800, 's800/original/abstracts/', 'original-data/abstracts/'),
  ]
}

function standoff(split: Split) {
  return [...release(), listOf(split)]
}

function listOf(split: Split) {
  const name = split === 'dev' ? 'devel.txt' : `${split}.txt`
  return pins.file(repositories.s800Split, `s800/original/split/${name}`, `split/${name}`)
}

function readRelease(parts: readonly (readonly Source[])[]) {
  return readS800({ mentions: fileOf(parts), pubmed: fileOf(parts, 1), texts: parts[2] ?? [] })
}

/** The list with PMIDs for the names of files, which HUNER lists; line by line. */
function pmidsOf(list: Source, pubmed: Source): Source {
  const lines = (source: Source) => readText(source).text.split(/\r?\n/)
  const pmids = new Map(lines(pubmed).map(line => [line.split('\t', 1)[0], line.match(/\tPMID:(\d+)/)?.[1]]))
  const translated = lines(list).map(name => pmids.get(name) ?? name)
  return { name: list.name, bytes: new TextEncoder().encode(translated.join('\n')) }
}

function aionerFile(set: string) {
  const name = `SPECIES_${set}.PubTator`
  return pins.file(repositories.aioner, `s800/pubtator-aioner/${name}`, `data/pubtator/${name}`)
}
