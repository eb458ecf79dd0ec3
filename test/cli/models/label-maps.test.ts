import { describe, expect, test } from 'vitest'
import { corpora } from '../../../src/datasets/index.ts'
import { resolveLabelMap } from '../../../src/run/label-map.ts'
import {
  type BuiltInLabelMap,
  builtInLabelMap,
  findLabelMap,
  readBuiltInLabelMaps,
} from '../../../src/wire/label-maps.ts'
import { readCatalogue } from '../../../src/wire/models/catalogue.ts'

const { families } = await readCatalogue()
const maps = await readBuiltInLabelMaps()
const builtIn = await builtInLabelMap()

/** The types of the variant that the id alone means. */
function typesOf(corpus: string): readonly string[] {
  const found = Object.values(corpora).find(({ id }) => id === corpus)
  return new Map(Object.entries(found?.variants ?? {})).get(found?.default ?? '')?.types ?? []
}

describe('the label map of an OpenMed family', () => {
  for (const { family, corpus, types, models } of families) {
    test(`${family} names types of ${corpus}, all of them, and nothing else`, () => {
      const [map] = models.map(({ reference }) => builtIn(reference))
      expect(new Set(map?.values())).toEqual(new Set(typesOf(corpus)))
      expect(typesOf(corpus).length).toBeGreaterThan(0)
    })

    test(`${family} leaves no label unnamed that the family is said to have`, () => {
      for (const { reference } of models) {
        const mapped = resolveLabelMap({ reference, types }, typesOf(corpus), {
          given: null,
          builtIn: builtIn(reference),
        })
        expect(mapped.filter(({ corpusType }) => corpusType === null)).toEqual([])
        expect(mapped.map(({ modelType }) => modelType)).toEqual(types)
      }
    })

    test(`${family} is the same for exports and revisions`, () => {
      for (const { reference, onnx } of models) {
        for (const other of [`hf:OpenMed/${onnx}`, `${reference}@main`])
          expect(builtIn(other)).toEqual(builtIn(reference))
      }
    })
  }

  test('reads the labels as checkpoints write them', () => {
    const target = (family: string, label: string) =>
      builtIn(`hf:OpenMed/OpenMed-NER-${family}-TinyMed-65M`)?.get(label)
    expect(target('ChemicalDetect', 'CHEM')).toBe('Chemical')
    expect(target('PharmaDetect', 'CHEM')).toBe('Chemical')
    expect(target('PathologyDetect', 'DISEASE')).toBe('Disease')
    expect(target('GenomeDetect', 'GENE/PROTEIN')).toBe('GENE')
    expect(target('BloodCancerDetect', 'CL')).toBe('CL')
    expect(target('ProteinDetect', 'PROTEIN_FAMILIY_OR_GROUP')).toBe('protein_familiy_or_group')
    expect(target('DNADetect', 'CELL_LINE')).toBe('cell_line')
    expect(target('OncologyDetect', 'multi-tissue_structure')).toBe('Multi-tissue_structure')
    expect(target('AnatomyDetect', 'Anatomy')).toBe('Anatomy')
  })
})

describe('which map is taken', () => {
  const rows: BuiltInLabelMap[] = ['hf:A/*', 'hf:A/B-*', 'hf:A/B-c', 'x'].map(model => {
    return { model, source: 'the test', types: new Map() }
  })
  const found = (reference: string) => findLabelMap(rows, reference)?.model ?? null

  test('the very reference before any beginning, the longer beginning before the shorter', () => {
    expect(found('hf:A/B-c')).toBe('hf:A/B-c')
    expect(found('hf:A/B-cd')).toBe('hf:A/B-*')
    expect(found('hf:A/C')).toBe('hf:A/*')
    expect(found('hf:a/C')).toBe(null)
    expect(found('xy')).toBe(null)
  })

  test('other owners, folders of a like name and unlisted families have none', () => {
    for (const reference of [
      'hf:Other/OpenMed-NER-ChemicalDetect-TinyMed-65M',
      './OpenMed-NER-ChemicalDetect-TinyMed-65M',
      'hf:OpenMed/OpenMed-NER-Chemical',
      'hf:OpenMed/OpenMed-PII-SuperClinical-434M',
    ])
      expect(builtIn(reference)).toBe(null)
  })

  test('every map says where the labels were read', () => {
    for (const { source } of maps) expect(source.length).toBeGreaterThan(20)
  })
})
