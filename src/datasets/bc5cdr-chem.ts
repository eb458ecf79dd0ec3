import type { Corpus } from '../core/corpus.ts'
import { bc5cdrFacts, bc5cdrLicence, bc5cdrMtlLicence, bc5cdrVariants, officialSplit, pubtatorFiles } from './bc5cdr.ts'
import { readPubtator } from './format/pubtator/pubtator.ts'
import { joinNotes } from './format/text.ts'
import { lee2020, weber2020 } from './variant/citations.ts'
import { conllFiles, usualNames } from './variant/conll-files.ts'
import { conllVariant } from './variant/conll-variant.ts'
import { documentCounts, sentenceCounts } from './variant/counts.ts'
import { hunerVariant } from './variant/huner-variant.ts'
import { pinTable } from './variant/pins.ts'
import { repositories } from './variant/repositories.ts'

const pins = pinTable(`
3f1df5cfcff95735663ffc37121fd3687e82b1e9a019bec0480491502652721b  bc5cdr-chem/conll/devel.tsv
6fce42139a9d819151eff3ab8cb0eda6fbf861fd17d4cfe6be2123f010a3b6c5  bc5cdr-chem/conll/test.tsv
165c4cd2efadd0caf1bb8f3c6bcd3acca199446bb3d55eb06d9137114c9a0b2d  bc5cdr-chem/conll/train.tsv
b1e790699922c220666bbbc1dccbc4aa285508861c0d18915145102dc3063b26  bc5cdr-chem/conll-iobes/test.tsv
4da9183ad83d0921eaca25ba011871308b9476c14f9b10fba7bfee55a9750649  bc5cdr-chem/conll-biobert/test.tsv
0a849ad647012abc79fb3810a6c97fb81844e8ea8de23e046b815fdc44989950  bc5cdr-chem/huner-splits/CDRChem.dev
b36fa11ba597354d743db50c4eff3ba55137faa1baaf305bdc938b9725e949e6  bc5cdr-chem/huner-splits/CDRChem.test
ed275ca3c8c0c87db64a77f8db5b87f3fcf3a9b9204dc8493d850f79bbeab307  bc5cdr-chem/huner-splits/CDRChem.train
4b63d3e8be161c199016025bec2580f42ea1a92a8d5646c8cd72a5a18200875e  bc5cdr/conll/test.documents.tsv
e376e2a3af7496a1d826916b2cfbee70bb39453d553a724fc07e4923cfc9adc3  bc5cdr/conll/devel.documents.tsv
cbde3bbdb3425a6f140fa9864a00cb7fedf3d9e7c50e51848547ffb7f73e01bd  bc5cdr/conll/train.documents.tsv`)

const types = ['Chemical'] as const
const test = sentenceCounts(500, 4797, 124_750, { Chemical: 5385 })
const { train, dev, test: evaluation } = pubtatorFiles

/** `mtl` is read from the joint files by keeping one type; its tags are those of `single`. */
export const bc5cdrChem: Corpus = {
  id: 'bc5cdr-chem',
  title: 'BC5CDR-Chem',
  ...bc5cdrFacts,
  citation: `${bc5cdrFacts.citation}\n${lee2020}\n${weber2020}`,
  default: 'mtl',
  variants: {
    ...bc5cdrVariants(types),
    single: conllVariant({
      title: 'CoNLL files of MTL-Bioinformatics-2016 with this type alone; the spans of mtl',
      types,
      licence: bc5cdrMtlLicence,
      splitOrigin: officialSplit,
      splits: conllFiles(pins, {
        ...{ repository: repositories.mtl, path: 'bc5cdr-chem/conll', member: 'data/BC5CDR-chem-IOB' },
        ...{ names: usualNames, documents: 'bc5cdr/conll' },
      }),
      counts: {
        train: sentenceCounts(500, 4560, 118_170, { Chemical: 5203 }),
        dev: sentenceCounts(500, 4581, 117_453, { Chemical: 5347 }),
        test,
      },
    }),
    iobes: conllVariant({
      title: 'IOBES file of MTL-Bioinformatics-2016; the spans of mtl',
      types,
      licence: bc5cdrMtlLicence,
      splitOrigin: officialSplit,
      scheme: 'IOBES',
      splits: conllFiles(pins, {
        ...{ repository: repositories.mtl, path: 'bc5cdr-chem/conll-iobes', member: 'data/BC5CDR-chem-IOBES' },
        ...{ names: { test: 'test.tsv' }, documents: 'bc5cdr/conll' },
      }),
      counts: { test },
    }),
    biobert: conllVariant({
      title: 'file of BioBERT (copy in BioFLAIR), tags without a type; the spans of mtl',
      types,
      licence: bc5cdrLicence,
      splitOrigin: officialSplit,
      onlyType: 'Chemical',
      splits: conllFiles(pins, {
        ...{ repository: repositories.bioflair, path: 'bc5cdr-chem/conll-biobert', member: 'data/ner/BC5CDR-chem' },
        ...{ names: { test: 'test.tsv' }, documents: 'bc5cdr/conll' },
      }),
      counts: { test },
    }),
    huner: hunerVariant({
      types,
      licence: bc5cdrLicence,
      table: pins,
      pins: [...train, ...dev, ...evaluation],
      lists: 'bc5cdr-chem/huner-splits/CDRChem',
      names: { Chemical: 'Chemical' },
      counts: {
        train: documentCounts(899, { Chemical: 9505 }),
        dev: documentCounts(149, { Chemical: 1550 }),
        test: documentCounts(450, { Chemical: 4871 }),
      },
      read: parts => {
        const sets = parts
          .slice(0, 3)
          .flat()
          .map(file => readPubtator(file))
        return { passages: sets.flatMap(set => set.passages), notes: joinNotes(sets.map(set => set.notes)) }
      },
    }),
  },
}
