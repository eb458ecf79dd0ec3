import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { Split } from '../../../src/core/corpus.ts'
import { readBioc } from '../../../src/datasets/format/bioc/bioc.ts'
import { parseConll } from '../../../src/datasets/format/conll/conll.ts'
import { passagesOf } from '../../../src/datasets/variant/passages.ts'
import { sharedPath, whenShared } from '../../shared.ts'
import { load } from './load.ts'
import { denseMentions } from './surfaces.ts'

whenShared("BC5CDR: St. Anthony's fire is cut in two, twice: 4,246 diseases of mtl dev for 4,244", async () => {
  const [mtl, original] = [await load('bc5cdr-disease@mtl', 'dev'), await load('bc5cdr-disease@original', 'dev')]
  const [ours, theirs] = [denseMentions(mtl.passages), denseMentions(original.passages)]
  const halves = ours.filter(({ key }) => !theirs.some(other => other.key === key))
  const whole = theirs.filter(({ key }) => !ours.some(other => other.key === key))
  const cut = whole.filter(({ surface }) => surface.startsWith('St. Anthony'))
  expect(cut.map(({ surface }) => surface)).toEqual(["St. Anthony's fire", "St. Anthony's fire"])
  expect(halves.filter(({ surface }) => /^St \.$|^Anthony/.test(surface)).map(({ surface }) => surface)).toEqual([
    ...['St .', "Anthony ' s fire", 'St .', "Anthony ' s fire"],
  ])
})

whenShared(
  'BC5CDR: mentions are widened to the borders of tokens: 5 chemicals of test, 10 of dev, no disease of test',
  async () => {
    const widened = async (reference: string, split: Split) => {
      const mtl = denseMentions((await load(`${reference}@mtl`, split)).passages)
      const original = new Set(
        denseMentions((await load(`${reference}@original`, split)).passages).map(({ key }) => key),
      )
      return mtl.filter(({ key }) => !original.has(key)).map(({ surface }) => surface)
    }
    expect((await widened('bc5cdr-chem', 'test')).sort()).toEqual([
      'Ca2',
      'Ca2',
      'Ca2',
      'Ca2',
      'gamma - aminobutyric acidA',
    ])
    expect(await widened('bc5cdr-disease', 'test')).toEqual([])
    expect((await widened('bc5cdr-chem', 'dev')).sort()).toEqual([
      ...['2Cl', '2Cl', '5 - HT6', '5 - HT6', '5 - HT6', '5 - HT6', '5 - HT6', '5 - hydroxytryptamine1a', 'DA1', 'DA2'],
    ])
    expect(await widened('bc5cdr', 'train')).toEqual([])
  },
)

whenShared('BC5CDR: BioC states the single mentions of composite ones as well, partly with two locations', () => {
  for (const [set, annotations, discontinuous, individual] of [
    ['Training', 9570, 73, 185],
    ['Development', 9773, 43, 182],
    ['Test', 9928, 37, 119],
  ] as const) {
    const name = `CDR_${set}Set.BioC.xml`
    const source = { name, bytes: readFileSync(sharedPath('datasets', 'bc5cdr', 'bioc', name)) }
    const stated = new TextDecoder().decode(source.bytes).split('<annotation ').slice(1)
    expect(stated).toHaveLength(annotations)
    expect(stated.filter(annotation => annotation.split('<location ').length > 2)).toHaveLength(discontinuous)
    const dropped = readBioc(source, { drop: infons => infons.get('CompositeRole') === 'IndividualMention' })
    expect(dropped.passages.flatMap(passage => passage.mentions)).toHaveLength(annotations - individual)
    expect(dropped.notes.carriageReturns).toBe(set === 'Test')
  }
})

whenShared('BC5CDR: SciBERT has one type, IOB1, and no sentence without a mention', async () => {
  const { passages } = await load('bc5cdr@scibert', 'test')
  expect(passages).toHaveLength(4139)
  expect(passages.every(({ mentions }) => mentions.length > 0)).toBe(true)
  const bytes = readFileSync(sharedPath('datasets/bc5cdr/conll-scibert/test.txt'))
  const file = parseConll({ name: 'test.txt', bytes }, { columns: 'tag-last', separator: 'auto' })
  const strict = passagesOf(file, {
    ...{ prefix: 'test', documents: null, types: null, decoding: { matching: 'strict', scheme: 'IOB2' } },
  })
  expect(strict.flatMap(({ mentions }) => mentions)).toHaveLength(2246)
})
