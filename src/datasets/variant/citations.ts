/** The paper behind the CoNLL files of MTL-Bioinformatics-2016. */
export const crichton2017 = `@article{crichton2017neural,
  author  = {Crichton, Gamal and Pyysalo, Sampo and Chiu, Billy and Korhonen, Anna},
  title   = {A neural network multi-task learning approach to biomedical named entity recognition},
  journal = {BMC Bioinformatics},
  volume  = {18},
  number  = {368},
  year    = {2017},
  doi     = {10.1186/s12859-017-1776-8}
}`

/** The paper behind the splits called `huner`. */
export const weber2020 = `@article{weber2020huner,
  author  = {Weber, Leon and M{\\"u}nchmeyer, Jannes and Rockt{\\"a}schel, Tim and Habibi, Maryam and Leser, Ulf},
  title   = {{HUNER}: improving biomedical {NER} with pretraining},
  journal = {Bioinformatics},
  volume  = {36},
  number  = {1},
  pages   = {295--302},
  year    = {2020},
  doi     = {10.1093/bioinformatics/btz528}
}`

/** The paper behind the files that BioBERT prepared. */
export const lee2020 = `@article{lee2020biobert,
  author  = {Lee, Jinhyuk and Yoon, Wonjin and Kim, Sungdong and Kim, Donghyeon and Kim, Sunkyu and So, Chan Ho and Kang, Jaewoo},
  title   = {{BioBERT}: a pre-trained biomedical language representation model for biomedical text mining},
  journal = {Bioinformatics},
  volume  = {36},
  number  = {4},
  pages   = {1234--1240},
  year    = {2020},
  doi     = {10.1093/bioinformatics/btz682}
}`

/** The paper behind the files that AIONER prepared. */
export const luo2023 = `@article{luo2023aioner,
  author  = {Luo, Ling and Wei, Chih-Hsuan and Lai, Po-Ting and Leaman, Robert and Chen, Qingyu and Lu, Zhiyong},
  title   = {{AIONER}: all-in-one scheme-based biomedical named entity recognition using deep learning},
  journal = {Bioinformatics},
  volume  = {39},
  number  = {5},
  pages   = {btad310},
  year    = {2023},
  doi     = {10.1093/bioinformatics/btad310}
}`

/** The paper behind CLL and GELLUS. */
export const kaewphan2016 = `@article{kaewphan2016cell,
  author  = {Kaewphan, Suwisa and Van Landeghem, Sofie and Ohta, Tomoko and Van de Peer, Yves and Ginter, Filip and Pyysalo, Sampo},
  title   = {Cell line name recognition in support of the identification of synthetic lethality in cancer from text},
  journal = {Bioinformatics},
  volume  = {32},
  number  = {2},
  pages   = {276--282},
  year    = {2016},
  doi     = {10.1093/bioinformatics/btv570}
}`
