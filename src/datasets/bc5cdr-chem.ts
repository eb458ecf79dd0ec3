import type { Corpus } from '../core/corpus.ts'
import { bc5cdrHalf } from './variant/bc5cdr-half.ts'
import { pinTable } from './variant/pins.ts'

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

export const bc5cdrChem: Corpus = bc5cdrHalf({
  type: 'Chemical',
  name: 'Chem',
  pins,
  mentions: { train: 5203, dev: 5347, test: 5385 },
  huner: { train: 9505, dev: 1550, test: 4871 },
})
