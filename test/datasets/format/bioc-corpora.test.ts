import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { Mention } from '../../../src/core/passage.ts'
import type { BiocOptions } from '../../../src/datasets/format/bioc/bioc-corpus.ts'
import { readBiocJson } from '../../../src/datasets/format/bioc/bioc-json.ts'
import { readBiocXml } from '../../../src/datasets/format/bioc/bioc-xml.ts'
import { writeBiocJson, writeBiocXml } from '../../../src/datasets/format/bioc/write-bioc.ts'
import { readPubtator } from '../../../src/datasets/format/pubtator/pubtator.ts'
import { sharedPath, whenShared } from '../../shared.ts'
import { refusalOf, sourceOf } from '../source.ts'
import { countsOf } from './counts-of.ts'

const fileOf = (name: string) => ({ name, bytes: readFileSync(sharedPath('datasets', 'bc5cdr', ...name.split('/'))) })
const load = (split: string, options?: BiocOptions) => readBiocXml(fileOf(`bioc/CDR_${split}Set.BioC.xml`), options)
const official: BiocOptions = { drop: infons => infons.get('CompositeRole') === 'IndividualMention' }

/** Where the file states another text than the offsets cut out; all are single mentions of a composite one. */
const known = [
  { document: '20722491', start: 187, end: 230 },
  { document: '11587867', start: 447, end: 489 },
  { document: '15863244', start: 946, end: 966 },
  { document: '6415512', start: 247, end: 301 },
]

whenShared('BC5CDR in BioC has the spans of PubTator once single mentions of composite ones are dropped', () => {
  for (const [split, counts, skipped] of [
    ['Training', { Chemical: 5203, Disease: 4182 }, [185, 1038]],
    ['Development', { Chemical: 5347, Disease: 4244 }, [182, 1012]],
    ['Test', { Chemical: 5385, Disease: 4424 }, [119, 1066]],
  ] as const) {
    const corpus = load(split, official)
    expect(countsOf(corpus)).toEqual([500, counts])
    expect(corpus.notes.remarks.map(({ kind, count }) => [kind, count])).toEqual(
      skipped.map(count => ['skipped-annotations', count]),
    )
    expect(corpus.notes.carriageReturns).toBe(split === 'Test')
    const pubtator = readPubtator(fileOf(`pubtator/CDR_${split}Set.PubTator.txt`))
    const spans = (mentions: readonly Mention[]) => mentions.map(({ start, end, type }) => [start, end, type])
    expect(corpus.passages.map(({ id, text, mentions }) => [id, text, spans(mentions)])).toEqual(
      pubtator.passages.map(({ id, text, mentions }) => [id, text, spans(mentions)]),
    )
    expect(corpus.passages.flatMap(({ mentions }) => mentions.map(({ concepts }) => concepts))).toEqual(
      pubtator.passages.flatMap(({ mentions }) => mentions.map(({ concepts }) => concepts)),
    )
  }
})

whenShared('BC5CDR in BioC with all of its annotations nests and has discontinuous ones', () => {
  for (const [split, total, discontinuous, mismatches] of [
    ['Training', 9570, 73, 3],
    ['Development', 9773, 43, 1],
    ['Test', 9928, 37, 0],
  ] as const) {
    const { passages, notes } = load(split, { known })
    const mentions = passages.flatMap(passage => passage.mentions)
    expect([mentions.length, mentions.filter(({ parts }) => parts).length]).toEqual([total, discontinuous])
    expect(notes.remarks.filter(({ kind }) => kind === 'text-mismatch')).toHaveLength(mismatches)
  }
  expect(refusalOf(() => load('Development'))).toMatch(
    /^bioc\/CDR_DevelopmentSet\.BioC\.xml:\d+: document "6415512", 247-301: the text there is " atypical absenc seizures", the annotation says "atypical absence seizures"/,
  )
})

whenShared('BC5CDR comes back from writing as BioC', () => {
  const { passages } = load('Test')
  expect(readBiocXml(sourceOf(writeBiocXml(passages))).passages).toEqual(passages)
  expect(readBiocJson(sourceOf(writeBiocJson(passages))).passages).toEqual(passages)
})
