import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { readBrat } from '../../../src/datasets/format/brat/brat.ts'
import { writeBrat } from '../../../src/datasets/format/brat/write-brat.ts'
import { sharedPath, whenShared } from '../../shared.ts'
import { sourceOf } from '../source.ts'
import { countsOf } from './counts-of.ts'

const folder = (path: string) => {
  const root = sharedPath('datasets', ...path.split('/'))
  return readdirSync(root)
    .filter(name => name.includes('.') || name === 'LICENSE')
    .map(name => ({ name: `${path}/${name}`, bytes: readFileSync(join(root, name)) }))
}

const brat: readonly (readonly [string, number, Record<string, number>])[] = [
  [
    'anatem/brat/train',
    606,
    {
      Anatomical_system: 66,
      Cancer: 1447,
      Cell: 2436,
      Cellular_component: 407,
      Developing_anatomical_structure: 45,
      Immaterial_anatomical_entity: 116,
      'Multi-tissue_structure': 874,
      Organ: 413,
      Organism_subdivision: 165,
      Organism_substance: 338,
      Pathological_formation: 181,
      Tissue: 458,
    },
  ],
  [
    'anatem/brat/devel',
    202,
    {
      Anatomical_system: 7,
      Cancer: 501,
      Cell: 656,
      Cellular_component: 137,
      Developing_anatomical_structure: 20,
      Immaterial_anatomical_entity: 49,
      'Multi-tissue_structure': 270,
      Organ: 144,
      Organism_subdivision: 60,
      Organism_substance: 104,
      Pathological_formation: 62,
      Tissue: 129,
    },
  ],
  [
    'anatem/brat/test',
    404,
    {
      Anatomical_system: 39,
      Cancer: 1117,
      Cell: 1429,
      Cellular_component: 285,
      Developing_anatomical_structure: 35,
      Immaterial_anatomical_entity: 96,
      'Multi-tissue_structure': 551,
      Organ: 306,
      Organism_subdivision: 111,
      Organism_substance: 243,
      Pathological_formation: 148,
      Tissue: 256,
    },
  ],
  [
    'bionlp13cg/brat/train',
    300,
    {
      Amino_acid: 40,
      Anatomical_system: 21,
      Cancer: 1245,
      Cell: 1978,
      Cellular_component: 294,
      Developing_anatomical_structure: 13,
      Gene_or_gene_product: 4028,
      Immaterial_anatomical_entity: 52,
      'Multi-tissue_structure': 416,
      Organ: 194,
      Organism: 952,
      Organism_subdivision: 47,
      Organism_substance: 145,
      Pathological_formation: 96,
      Simple_chemical: 1097,
      Tissue: 317,
    },
  ],
  [
    'bionlp13cg/brat/devel',
    100,
    {
      Amino_acid: 33,
      Anatomical_system: 3,
      Cancer: 434,
      Cell: 546,
      Cellular_component: 95,
      Developing_anatomical_structure: 5,
      Gene_or_gene_product: 1360,
      Immaterial_anatomical_entity: 19,
      'Multi-tissue_structure': 138,
      Organ: 71,
      Organism: 306,
      Organism_subdivision: 12,
      Organism_substance: 36,
      Pathological_formation: 44,
      Simple_chemical: 446,
      Tissue: 86,
    },
  ],
  [
    'bionlp13cg/brat/test',
    200,
    {
      Amino_acid: 62,
      Anatomical_system: 17,
      Cancer: 925,
      Cell: 1054,
      Cellular_component: 180,
      Developing_anatomical_structure: 17,
      Gene_or_gene_product: 2520,
      Immaterial_anatomical_entity: 31,
      'Multi-tissue_structure': 303,
      Organ: 156,
      Organism: 543,
      Organism_subdivision: 39,
      Organism_substance: 102,
      Pathological_formation: 89,
      Simple_chemical: 727,
      Tissue: 190,
    },
  ],
  ['cll/brat', 201, { CL: 341 }],
  ['jnlpba/brat/test', 404, { DNA: 1056, RNA: 118, cell_line: 500, cell_type: 1921, protein: 5067 }],
  ['s800/brat/test', 160, { Species: 767 }],
  ['bc4chemd/sample-brat', 9, { Chemical: 91 }],
]

for (const [path, documents, types] of brat) {
  whenShared(`${path} in brat, and it comes back from writing`, () => {
    const corpus = readBrat(folder(path))
    expect(countsOf(corpus)).toEqual([documents, types])
    expect(corpus.notes).toEqual({ byteOrderMark: false, carriageReturns: false, remarks: [] })
    const files = [...writeBrat(corpus.passages)].map(([name, content]) => sourceOf(content, name))
    expect(readBrat(files).passages).toEqual(corpus.passages)
  })
}

whenShared('pairs that overlap in BioNLP13CG stay', () => {
  const pairs = ['train', 'devel', 'test'].map(split => {
    const { passages } = readBrat(folder(`bionlp13cg/brat/${split}`))
    return passages.flatMap(({ mentions }) =>
      mentions.flatMap((one, at) => mentions.slice(at + 1).filter(other => other.start < one.end)),
    ).length
  })
  expect(pairs).toEqual([143, 24, 91])
})

whenShared('every mention of the Species-800 standoff has its taxon', () => {
  const mentions = readBrat(folder('s800/brat/test')).passages.flatMap(passage => passage.mentions)
  expect(mentions.every(({ concepts }) => concepts?.length === 1 && /^Taxonomy:\d+$/.test(concepts[0] ?? ''))).toBe(
    true,
  )
})
