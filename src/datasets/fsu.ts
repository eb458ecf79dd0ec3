import type { Corpus, Licence } from '../core/corpus.ts'
import { readMmax2 } from './format/mmax2/mmax2.ts'
import { weber2020 } from './variant/citations.ts'
import { sentenceCounts } from './variant/counts.ts'
import { hunerVariant } from './variant/huner-variant.ts'
import { offsetVariant } from './variant/offset-variant.ts'
import { pinTable } from './variant/pins.ts'
import { repositories } from './variant/repositories.ts'

const pins = pinTable(`
57a31c1255683ae193bde8ab69a618a316a6318ffe9464a8040419b6bf30b9ad  fsu/sample-mmax2/subcorpus/mmax/mmax_23647/
f00d0dad63919386f09cf319d475fbad6f3d04525568a3d2ea28d56b231c89ac  fsu/sample-mmax2/subcorpus/mmax/mmax_26000/
a14003e9e680e24538835b5ff5660e768ff16f2b06dc4800ec6da73692e44517  fsu/huner-splits/fsu.dev
2de48dbebfd48fb87fd282601d85ae12539625b8d6acad3e9a90f511446158a9  fsu/huner-splits/fsu.test
0451ef704bef8b3d4280910d69ffd26eaf8f24497441662b42a56089cfa7f7df  fsu/huner-splits/fsu.train`)

const release = { url: 'https://julielab.de/downloads/resources/fsu_prge_release_v1_0.tgz', checksum: null }
const licence: Licence = {
  name: 'not stated; ProGene, which came after it, is CC BY 4.0',
  redistributable: 'not-stated',
}
const bsd: Licence = { name: 'BSD-2-Clause, with the code it comes with', redistributable: 'attribution' }
/** The second one is spelt as in the corpus. */
const types = ['protein', 'protein_familiy_or_group', 'protein_complex', 'protein_variant', 'protein_enum']
const projects = pins.archived(release, 'fsu/mmax2/', 'fsu-prge-release-v1.0/', ['.xml', '.uri'])

export const fsu: Corpus = {
  id: 'fsu',
  title: 'FSU-PRGE',
  citation: `@inproceedings{hahn2010proposal,
  author    = {Hahn, Udo and Tomanek, Katrin and Beisswanger, Elena and Faessler, Erik},
  title     = {A proposal for a configurable silver standard},
  booktitle = {Proceedings of the Fourth Linguistic Annotation Workshop},
  pages     = {235--242},
  year      = {2010}
}
${weber2020}`,
  origin:
    'Annotated by hand in 3,309 PubMed abstracts: 36,223 sentences and 960,757 tokens by its page. Mentions nest and have gaps; texts are ' +
    'known as tokens only. Some projects of version 1.0 are broken and left out, so that these counts are not verified.',
  default: 'mmax2',
  variants: {
    mmax2: offsetVariant({
      title: 'FSU-PRGE 1.0 as it was released, MMAX2 projects with five types',
      view: 'sentence',
      types,
      licence,
      splitOrigin: 'none: all of the corpus is called test; a tagger that learns needs the split of huner',
      files: { test: [projects] },
      counts: {},
      read: parts => readMmax2(parts[0] ?? [], { broken: 'skip', repeated: 'keep-first' }),
    }),
    huner: hunerVariant({
      view: 'sentence',
      types: ['Gene'],
      licence,
      table: pins,
      pins: [projects],
      lists: 'fsu/huner-splits/fsu',
      names: 'Gene',
      counts: {},
      read: parts => readMmax2(parts[0] ?? [], { broken: 'skip', repeated: 'keep-first' }),
    }),
    sample: offsetVariant({
      title: 'two MMAX2 projects of the corpus, from the tests of jcore-base',
      view: 'sentence',
      types,
      licence: bsd,
      splitOrigin: 'none: two abstracts',
      files: { test: [sample('input2', 'mmax_23647'), sample('input', 'mmax_26000')] },
      counts: {
        test: {
          ...sentenceCounts(2, 17, 531, {
            protein: 33,
            protein_complex: 2,
            protein_enum: 1,
            protein_familiy_or_group: 5,
          }),
          nested: 1,
        },
      },
      read: parts => readMmax2(parts.flat()),
    }),
  },
}

function sample(folder: string, project: string) {
  const member = `jcore-mmax2-reader/src/test/resources/${folder}/${project}/`
  return pins.folder(repositories.jcore, `fsu/sample-mmax2/subcorpus/mmax/${project}/`, member, [
    '.xml',
    '.uri',
    '.dtd',
    '.mmax',
  ])
}
