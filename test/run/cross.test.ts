import { describe, expect, test } from 'vitest'
import type { Passage } from '../../src/core/passage.ts'
import type { CompletedRun } from '../../src/core/record.ts'
import { corpora } from '../../src/datasets/index.ts'
import { learnDictionary } from '../../src/inference/dictionary.ts'
import { retype } from '../../src/run/cross/retype.ts'
import { createTypeClasses } from '../../src/run/cross/type-classes.ts'
import { cellDigest } from '../../src/run/describe-cell.ts'
import { runGroup } from '../../src/run/drive.ts'
import { planGroups } from '../../src/run/plan.ts'
import { checkRecord } from '../../src/store/check-record.ts'
import { shippedTypeClasses } from '../../src/wire/type-classes.ts'
import { corpus, doors, passage, suite } from './fixture.ts'

const row = (type: string, name: string | null, withinCorpus = false) => ({ type, class: name, withinCorpus })
const typeClasses = createTypeClasses([
  row('GENE', 'Gene'),
  row('protein', 'Gene'),
  row('Simple_chemical', 'Chemical'),
  row('DNA', null),
  row('Entity', null, true),
])
const cross = { ...suite, cross: true }

const training = [passage('t.1', 't', 'p53/B-GENE binds/O zinc/B-Chemical in/O cells/B-CellType')]
const learnt = learnDictionary({
  ...{ reference: 'dictionary:trained', name: 'dictionary · TRAINED', training },
  ...{ types: ['CellType', 'Chemical', 'GENE'], clock: () => 0 },
})
const tested = corpus(
  'tested',
  ['DNA', 'Simple_chemical', 'protein'],
  [
    passage('1.1', '1', 'p53/B-protein and/O p53/B-protein sites/I-protein bind/O zinc/B-Simple_chemical'),
    passage('1.2', '1', 'p53/B-DNA promoter/I-DNA in/O cells/O'),
  ],
)

async function runOn(
  one: typeof tested,
  open = async () => learnt(),
  given: ReadonlyMap<string, string | null> | null = null,
) {
  const own = { ...doors(open), typeClasses, labelMaps: { given, builtIn: () => null } }
  const group = { model: 'dictionary:trained', corpora: [one], learns: false, alone: true }
  const [cell] = await runGroup(cross, group, own, null)
  if (cell === undefined) throw new Error('no cell')
  expect(checkRecord('test', JSON.parse(JSON.stringify(cell.record)))).toEqual(cell.record)
  return cell
}

describe('a cell of a cross-corpus matrix', () => {
  test('is scored in the types that both sides have, and says what became of every other', async () => {
    const { record, predictions } = await runOn(tested)
    expect(record).toMatchObject({
      status: 'completed',
      labelMap: [
        { modelType: 'CellType', corpusType: null },
        { modelType: 'Chemical', corpusType: 'Chemical' },
        { modelType: 'GENE', corpusType: 'Gene' },
      ],
      typeMap: [
        { corpusType: 'DNA', scoredAs: null, mentions: 1 },
        { corpusType: 'Simple_chemical', scoredAs: 'Chemical', mentions: 1 },
        { corpusType: 'protein', scoredAs: 'Gene', mentions: 2 },
      ],
      ignoredWords: 1,
      novelty: null,
      concepts: null,
      corpus: { types: ['DNA', 'Simple_chemical', 'protein'], mentions: 4 },
    })
    expect((record as CompletedRun).scores[0]?.types).toEqual([
      { type: 'Chemical', truePositives: 1, falsePositives: 0, falseNegatives: 0 },
      // `p53 sites` is found too short; where it is part of a DNA there is no gold.
      { type: 'Gene', truePositives: 1, falsePositives: 2, falseNegatives: 1 },
    ])
    expect((record as CompletedRun).scores[0]?.balance).toMatchObject({ gold: 3, scored: 3 })
    expect(record.warnings).toContainEqual({
      code: 'types-left-out',
      message: 'gold mentions of DNA, which the tagger cannot say, are not scored',
      count: 1,
    })
    expect(predictions?.[0]?.mentions.map(({ type }) => type)).toEqual(['Gene', 'Gene', 'Chemical'])
  })

  test('on the corpus that it was trained on is computed in the same way', async () => {
    const own = corpus('trained', ['CellType', 'Chemical', 'GENE'], training)
    const { record } = await runOn({ ...own, training })
    expect((record as CompletedRun).scores[0]?.types.map(({ type }) => type)).toEqual(['CellType', 'Chemical', 'Gene'])
    expect(record).toMatchObject({ novelty: null, typeMap: [{}, {}, {}] })
  })

  test('is skipped where no type is shared, with both sides named', async () => {
    const { record, passages } = await runOn(corpus('s', ['DNA', 'Species'], [passage('1', null, 'mice/B-Species')]))
    const message = 'dictionary · TRAINED says CellType, Chemical, Gene, S has DNA, Species: no type in common'
    expect(record).toMatchObject({ status: 'skipped', typeMap: [], reason: { code: 'no-common-type', message } })
    expect(passages).toBeNull()
  })

  test('reads a type of the model as a label map names it, and ignores one that is mapped to nothing', async () => {
    const given = new Map([
      ['CellType', 'DNA'],
      ['Chemical', null],
    ])
    const { record } = await runOn(tested, async () => learnt(), given)
    expect(record).toMatchObject({
      labelMap: [{ corpusType: 'DNA' }, { corpusType: null }, { corpusType: 'Gene' }],
      typeMap: [{ scoredAs: 'DNA' }, { scoredAs: null }, { scoredAs: 'Gene' }],
    })
  })

  test('is another question than the cell that is not crossed', () => {
    const own = doors(async () => learnt())
    expect(cellDigest(cross, tested, own, 'x')).not.toBe(cellDigest(suite, tested, own, 'x'))
  })

  test('shares its inference with others on the same text: a trained dictionary does not learn from them', () => {
    const one = { ...tested, facts: { ...tested.facts, id: 'one' } }
    const groups = planGroups({ models: ['dictionary:trained'] }, [tested, one], () => false)
    expect(groups.map(group => group.corpora.length)).toEqual([2])
  })
})

test('types of one class become one type, in tags and in mentions; spans and concepts stay', () => {
  const mention = { start: 0, end: 3, type: 'a', concepts: ['C1'] }
  const one: Passage = {
    ...passage('1', null, 'abc/B-a def/I-a ghi/B-b jkl/B-c'),
    mentions: [mention, { start: 8, end: 11, type: 'b' }, { start: 12, end: 15, type: 'c' }],
  }
  const map = [
    { corpusType: 'a', scoredAs: 'X', mentions: 1 },
    { corpusType: 'b', scoredAs: 'X', mentions: 1 },
    { corpusType: 'c', scoredAs: null, mentions: 1 },
  ]
  expect(retype([one], map)).toEqual([
    {
      ...one,
      tags: ['B-X', 'I-X', 'B-X', 'O'],
      mentions: [
        { ...mention, type: 'X' },
        { start: 8, end: 11, type: 'X' },
      ],
    },
  ])
  expect(retype([{ ...one, tokens: null, tags: null }], map)[0]?.tags).toBeNull()
})

describe('the classes that ship', async () => {
  const shipped = await shippedTypeClasses()
  const classOf = (type: string, owner: string | null = null) => shipped.classOf(type, owner)

  test('are those of HUNER and HunFlair2', () => {
    expect(['Gene_or_gene_product', 'protein', 'GENE', 'protein_enum'].map(type => classOf(type))).toEqual(
      Array(4).fill('Gene'),
    )
    expect(['Simple_chemical', 'Amino_acid'].map(type => classOf(type))).toEqual(['Chemical', 'Chemical'])
    expect(['Cancer', 'Organism', 'cell_line'].map(type => classOf(type))).toEqual(['Disease', 'Species', 'CellLine'])
    expect(['DNA', 'Organ', 'Problem', '__proto__'].map(type => classOf(type))).toEqual([
      ...['DNA', 'Organ', 'Problem', '__proto__'],
    ])
  })

  test('keep apart what is called alike and means something else in each corpus', () => {
    expect(classOf('Entity', 'jnlpba')).not.toBe(classOf('Entity', 'bc5cdr'))
    expect(classOf('Entity')).toBe('Entity of an unknown corpus')
  })

  test('name every type of every corpus', async () => {
    const { types } = await import('../../assets/type-classes.json', { with: { type: 'json' } }).then(m => m.default)
    const listed = new Set(types.map(one => one.type))
    const all = Object.values(corpora).flatMap(one => Object.values(one.variants).flatMap(variant => variant.types))
    expect([...new Set(all)].filter(type => !listed.has(type))).toEqual([])
  })
})
