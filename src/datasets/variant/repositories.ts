import type { Repository } from './pins.ts'

/** The repositories that corpora are read from, each at the commit whose files were counted. */
export const repositories = {
  mtl: { name: 'cambridgeltl/MTL-Bioinformatics-2016', commit: 'df0df02fae6dbb87d88ffcf323b9096528f06f84' },
  bader: { name: 'BaderLab/Biomedical-Corpora', commit: '16a661de8ed604dc71da0fcd3d29fcf3bc2ab5ce' },
  bioflair: { name: 'shreyashub/BioFLAIR', commit: '9edc438997baca6337552639120e363b9894cc98' },
  scibert: { name: 'allenai/scibert', commit: '06793f77d7278898159ed50da30d173cdc8fdea9' },
  aioner: { name: 'ncbi/AIONER', commit: 'b8fa941dc8f49e1c99756832da0c61e9c58dcef8' },
  ncbiDisease: { name: 'spyysalo/ncbi-disease', commit: '5a266c6fc76fb2b5184cfa397ff0a5ecdb133aec' },
  bc2gm: { name: 'spyysalo/bc2gm-corpus', commit: '018161681145daf751af037cb890f3a54f62a74d' },
  jnlpba: { name: 'spyysalo/jnlpba', commit: '4455122de861c6e448e2e8c7f19ef8f49dbc32b2' },
  linnaeus: { name: 'spyysalo/linnaeus-corpus-data', commit: '274ef6ed11178320832f58f8cca158a93889aeda' },
  linnaeusSplit: { name: 'spyysalo/linnaeus-corpus', commit: 'f75269c93b887d256061faf1339628b1c7e472db' },
  s800Split: { name: 'spyysalo/s800', commit: 'f5425e7498930757c8577828eabc41cf88d80348' },
  s800: { name: 'spyysalo/s800-revision-data', commit: '3f41fbb3e6a0d1056e939541dc35a26a8a659862' },
  anatem: { name: 'openbiocorpora/anatem', commit: 'a0209b9d37fb9eb8a2c986f63a5352bd66bc3f2e' },
  bionlp13cg: { name: 'openbiocorpora/bionlp-st-2013-cg', commit: 'b4a603dee25bd6ac5636017c2be41fd2edc52a3e' },
  bmip: { name: 'cambridgeltl/bmip-2018', commit: '0b66ee9245653b622cb6c36ba13d018b21b5b80e' },
  bc5cdr: { name: 'JHnlp/BioCreative-V-CDR-Corpus', commit: 'dd0b3165a94338874979a2a8aaedf74b67466b9c' },
  hunflair: { name: 'hu-ner/hunflair-corpora', commit: '60bce122eb816984f1e2c03e08bea6e73f65d6b1' },
  huner: { name: 'hu-ner/huner', commit: 'a2cdcfebd7d14b3bcec35dc19ff2007b295e92bd' },
  jcore: { name: 'JULIELab/jcore-base', commit: '20902abb41b3bc2afd246f2e72068bd7c6fa3a93' },
  chemdner: { name: 'hiroto0227/crf-chemdner', commit: '90aca935d20f548d4807353d033fc71c81857790' },
} as const satisfies Record<string, Repository>
