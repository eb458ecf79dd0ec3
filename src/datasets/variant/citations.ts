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
