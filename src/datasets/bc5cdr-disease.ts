import type { Corpus } from '../core/corpus.ts'
import { bc5cdrHalf } from './variant/bc5cdr-half.ts'
import { pinTable } from './variant/pins.ts'

const pins = pinTable(`
8c3af95475029c2100c2b7c0108b2715bc700ac198c7a21d587f11f1d06b17bd  bc5cdr-disease/conll/devel.tsv
a530bf9e17a4122b101b09cedd5f3cf8e6307d6a0093146c33b8de2e69ec0fa3  bc5cdr-disease/conll/test.tsv
d630dafe7dd67e21350cc3278dbdcfadcccbb2b63d0fda83b2427853988e5ad9  bc5cdr-disease/conll/train.tsv
94152631a3ccc35f4f04e2c4d0a37c1ae2c77375a9cc544f587a83c978208ff0  bc5cdr-disease/conll-iobes/test.tsv
a291f73998031d910dd84ae3c52c744d10ddc44042895056f978c39838bd48b3  bc5cdr-disease/conll-biobert/test.tsv
0a849ad647012abc79fb3810a6c97fb81844e8ea8de23e046b815fdc44989950  bc5cdr-disease/huner-splits/CDRDisease.dev
b36fa11ba597354d743db50c4eff3ba55137faa1baaf305bdc938b9725e949e6  bc5cdr-disease/huner-splits/CDRDisease.test
ed275ca3c8c0c87db64a77f8db5b87f3fcf3a9b9204dc8493d850f79bbeab307  bc5cdr-disease/huner-splits/CDRDisease.train
4b63d3e8be161c199016025bec2580f42ea1a92a8d5646c8cd72a5a18200875e  bc5cdr/conll/test.documents.tsv
e376e2a3af7496a1d826916b2cfbee70bb39453d553a724fc07e4923cfc9adc3  bc5cdr/conll/devel.documents.tsv
cbde3bbdb3425a6f140fa9864a00cb7fedf3d9e7c50e51848547ffb7f73e01bd  bc5cdr/conll/train.documents.tsv`)

export const bc5cdrDisease: Corpus = bc5cdrHalf({
  type: 'Disease',
  name: 'Disease',
  pins,
  mentions: { train: 4182, dev: 4246, test: 4424 },
  huner: { train: 7590, dev: 1256, test: 3979 },
})
