import type { Corpus, Licence } from '../core/corpus.ts'
import { readBrat } from './format/brat/brat.ts'
import { readNersuite } from './format/conll/nersuite.ts'
import { kaewphan2016, weber2020 } from './variant/citations.ts'
import { hunerVariant } from './variant/huner-variant.ts'
import { offsetVariant } from './variant/offset-variant.ts'
import { pinTable, urlOf } from './variant/pins.ts'
import { repositories } from './variant/repositories.ts'

const pins = pinTable(`
3b30ca7ff396237e6f82f3b6fe846b6286cb5347b986e7772a3ebda5f0672b94  gellus/huner-splits/gellus.dev
db9be9d8b1aa3c8dc77168ba51313ac3e91173453bce02f261f209a5abaf3333  gellus/huner-splits/gellus.test
c903d829cef85e9ababc82c2e8a095684672e7eb159b10cc77969b2cdb994a46  gellus/huner-splits/gellus.train`)

const release = {
  url: urlOf(repositories.hunflair, 'gellus/Gellus_corpus.tar.gz'),
  checksum: { algorithm: 'git-blob', hex: '36b7225a85e083a7ee7483b9bc316bb09895500c' },
} as const
const licence: Licence = { name: 'not seen; CLL, by the same authors, is CC BY-SA 3.0', redistributable: 'not-stated' }
const types = ['Cell-line-name']
const names = { 'Cell-line-name': 'Cell-line-name' }
const splitOrigin = 'official: the folders of the release'
const nersuite = folders('nersuite', 'nersuite', ['.nersuite'])
const reading = { types: null, decoding: { matching: 'strict', scheme: 'IOB2' }, tags: 'IOB2' } as const

/** Described from the documented layout of the release: of its files only the lists of documents could be had here. */
export const gellus: Corpus = {
  id: 'gellus',
  title: 'GELLUS',
  citation: `${kaewphan2016}\n${weber2020}`,
  origin:
    'Cell lines annotated by hand in the 1,212 documents of AnatEM. No counts by split are published that could be verified here; about ' +
    '640 mentions in all.',
  default: 'nersuite',
  variants: {
    nersuite: offsetVariant({
      title: 'GELLUS-1.0.3, tokens and tags of NERsuite, of which cell line names are kept',
      view: 'sentence',
      types,
      licence,
      splitOrigin,
      files: { train: [nersuite.train], dev: [nersuite.dev], test: [nersuite.test] },
      names,
      counts: {},
      read: parts => readNersuite(parts[0] ?? [], reading),
    }),
    brat: offsetVariant({
      title: 'GELLUS-1.0.3 in brat standoff, of which cell line names are kept',
      types,
      licence,
      splitOrigin,
      files: Object.fromEntries(
        Object.entries(folders('brat', 'standoff', ['.txt', '.ann'])).map(([split, pin]) => [split, [pin]]),
      ),
      names,
      counts: {},
      read: parts => readBrat(parts[0] ?? []),
    }),
    huner: hunerVariant({
      view: 'sentence',
      types: ['CellLine'],
      licence,
      table: pins,
      pins: [nersuite.train, nersuite.dev, nersuite.test],
      lists: 'gellus/huner-splits/gellus',
      names: { 'Cell-line-name': 'CellLine' },
      counts: { train: { documents: 727 }, dev: { documents: 122 }, test: { documents: 363 } },
      read: parts => readNersuite(parts.slice(0, 3).flat(), reading),
    }),
  },
}

function folders(kind: string, folder: string, suffixes: readonly string[]) {
  const pin = (name: string) =>
    pins.archived(release, `gellus/${kind}/${name}/`, `GELLUS-1.0.3/${folder}/${name}/`, suffixes)
  return { train: pin('train'), dev: pin('devel'), test: pin('test') }
}
