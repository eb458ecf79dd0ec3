import { describe, expect, test } from 'vitest'
import { parseLabel, parseLabelMap, resolveLabelMap } from '../../src/run/label-map.ts'

const resolve = (
  types: string[],
  corpusTypes: string[],
  given: string | null,
  builtIn: [string, string | null][] | null = null,
) =>
  resolveLabelMap({ reference: 'model', types }, corpusTypes, {
    given: given === null ? null : parseLabelMap(given),
    builtIn: builtIn && new Map(builtIn),
  })

describe('labels', () => {
  test.each([
    ['O', null],
    ['B-Disease', { prefix: 'B', type: 'Disease' }],
    ['I-GENE/PROTEIN', { prefix: 'I', type: 'GENE/PROTEIN' }],
    ['B-Multi-tissue_structure', { prefix: 'B', type: 'Multi-tissue_structure' }],
    ['I', { prefix: 'I', type: '_' }],
    ['B-__proto__', { prefix: 'B', type: '__proto__' }],
    ['B-', { prefix: 'B', type: '_' }],
    ['E-cell', { prefix: 'E', type: 'cell' }],
  ])('%s', (label, parsed) => expect(parseLabel(label)).toEqual(parsed))

  test('what is no tag is refused', () =>
    expect(() => parseLabel('DISEASE')).toThrow(/"DISEASE" is neither O nor a tag/))
})

describe('--label-map', () => {
  test('an empty type ignores the label', () => {
    expect([...parseLabelMap('CHEM=Chemical,DISEASE=')]).toEqual([
      ['CHEM', 'Chemical'],
      ['DISEASE', null],
    ])
  })

  test.each([['CHEM'], ['=Chemical'], ['CHEM=Chemical,CHEM=Drug'], ['CHEM=Chemical,']])('%s is refused', text => {
    expect(() => parseLabelMap(text)).toThrow(/^--label-map: /)
  })

  test('what the user says goes before what is built in', () => {
    expect(resolve(['A'], ['X', 'Y'], 'A=Y', [['A', 'X']])).toEqual([{ modelType: 'A', corpusType: 'Y' }])
  })

  test('a target that the corpus lacks is refused when given, ignored when built in', () => {
    expect(() => resolve(['A'], ['X'], 'A=Z')).toThrow(/the corpus has no type Z; it has X/)
    expect(
      resolve(['A', 'B'], ['X'], null, [
        ['A', 'Z'],
        ['B', 'X'],
      ]),
    ).toEqual([
      { modelType: 'A', corpusType: null },
      { modelType: 'B', corpusType: 'X' },
    ])
    expect(() => resolve(['A'], ['X'], null, [['A', 'Z']])).toThrow('none of its types (A) is one of the corpus (X)')
  })

  test('the very name of a corpus type needs no map; anything else is an error with the flag to add', () => {
    expect(resolve(['Disease'], ['Disease'], null)).toEqual([{ modelType: 'Disease', corpusType: 'Disease' }])
    expect(() => resolve(['DISEASE'], ['Disease'], null)).toThrow(
      'add --label-map DISEASE=TYPE (TYPE one of Disease) or --label-map DISEASE= to ignore it',
    )
  })
})
