import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { Decoding } from '../../../src/core/convention.ts'
import type { Split } from '../../../src/core/corpus.ts'
import type { Passage } from '../../../src/core/passage.ts'
import { readBioc } from '../../../src/datasets/format/bioc/bioc.ts'
import { isSentence, parseConll } from '../../../src/datasets/format/conll/conll.ts'
import { passagesOf } from '../../../src/datasets/variant/passages.ts'
import { sharedPath, whenShared } from '../../shared.ts'
import { load } from './load.ts'
import { byDocument, denseMentions } from './surfaces.ts'

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

whenShared('BC5CDR: SciBERT has one type, no scheme, and no sentence without a mention', async () => {
  const { passages } = await load('bc5cdr@scibert', 'test')
  expect(passages).toHaveLength(4139)
  expect(passages.every(({ mentions }) => mentions.length > 0)).toBe(true)
  const bytes = readFileSync(sharedPath('datasets/bc5cdr/conll-scibert/test.txt'))
  const file = parseConll({ name: 'test.txt', bytes }, { columns: 'tag-last', separator: 'auto' })
  const sentences = file.sentences.filter(isSentence)
  const found = { 'I alone': 0, 'I and more': 0, 'B alone': 0, 'B and more': 0 }
  for (const [index, { tokens, mentions }] of passages.entries()) {
    for (const { start, end } of mentions) {
      const first = tokens?.findIndex(token => token.start === start) ?? -1
      const mark = sentences[index]?.tags[first] === 'B-Entity' ? 'B' : 'I'
      found[`${mark} ${tokens?.[first]?.end === end ? 'alone' : 'and more'}`] += 1
    }
  }
  expect(found).toEqual({ 'I alone': 7292, 'I and more': 124, 'B alone': 0, 'B and more': 2246 })
  const readAs = (decoding: Decoding) => passagesOf(file, { prefix: 'test', documents: null, types: null, decoding })
  const strict = readAs({ matching: 'strict', scheme: 'IOB2' })
  expect(strict.flatMap(({ mentions }) => mentions)).toHaveLength(2246)
  const wrong = readAs({ matching: 'strict', scheme: 'IOB1' }).flatMap(({ mentions }, index) => {
    const same = new Set(passages[index]?.mentions.map(({ start, end }) => `${start} ${end}`))
    return mentions.filter(({ start, end }) => !same.has(`${start} ${end}`))
  })
  expect(wrong).toHaveLength(2227)
})

whenShared('BC5CDR: 9,398 of the 9,662 mentions of SciBERT are mentions of mtl', async () => {
  const dense = (passages: readonly Passage[]) =>
    new Map(
      [...byDocument(passages)].map(([document, all]) => [document, all.map(surface => surface.replace(/\s+/g, ''))]),
    )
  const [ours, theirs] = [await load('bc5cdr@scibert', 'test'), await load('bc5cdr@mtl', 'test')]
  const left = dense(theirs.passages)
  const common = [...dense(ours.passages)].flatMap(([document, all]) =>
    all.filter(surface => {
      const others = left.get(document) ?? []
      const at = others.indexOf(surface)
      if (at >= 0) others.splice(at, 1)
      return at >= 0
    }),
  )
  expect(common).toHaveLength(9398)
})
