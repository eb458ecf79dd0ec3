import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { type PubtatorOptions, readPubtator } from '../../../src/datasets/format/pubtator/pubtator.ts'
import { writePubtator } from '../../../src/datasets/format/pubtator/write-pubtator.ts'
import { sharedPath, whenShared } from '../../shared.ts'
import { refusalOf, sourceOf } from '../source.ts'
import { countsOf } from './counts-of.ts'

const load = (path: string, options?: PubtatorOptions) => {
  const file = sharedPath('datasets', ...path.split('/'))
  return readPubtator({ name: path, bytes: readFileSync(file) }, options)
}
const known = [{ document: '10923035', start: 711, end: 761 }]

whenShared('BC5CDR in PubTator', () => {
  expect(countsOf(load('bc5cdr/pubtator/CDR_TrainingSet.PubTator.txt'))).toEqual([
    500,
    { Chemical: 5203, Disease: 4182 },
  ])
  expect(countsOf(load('bc5cdr/pubtator/CDR_DevelopmentSet.PubTator.txt'))).toEqual([
    500,
    { Chemical: 5347, Disease: 4244 },
  ])
  const test = load('bc5cdr/pubtator/CDR_TestSet.PubTator.txt')
  expect(countsOf(test)).toEqual([500, { Chemical: 5385, Disease: 4424 }])
  expect(test.notes.remarks.map(({ kind, count }) => [kind, count])).toEqual([
    ['skipped-annotations', 1066],
    ['skipped-annotations', 57],
  ])
  expect(countsOf(load('bc5cdr/pubtator-aioner/BC5CDR_Test.PubTator'))).toEqual([
    500,
    { Chemical: 5372, Disease: 4424 },
  ])
})

whenShared('the early sample of BC5CDR, which nests', () => {
  const sample = load('bc5cdr/pubtator/CDR_sample.txt')
  expect(countsOf(sample)).toEqual([50, { Chemical: 502, Disease: 423 }])
  const nested = sample.passages.flatMap(({ mentions }) =>
    mentions.filter((inner, at) => mentions.some((outer, other) => other < at && outer.end > inner.start)),
  )
  expect(nested.length).toBeGreaterThan(0)
})

whenShared('NCBI-Disease in PubTator', () => {
  const train = load('ncbi-disease/original/NCBItrainset_corpus.txt', {
    known,
    repeated: 'keep-all',
    conceptSeparators: '|+',
  })
  expect(countsOf(train)).toEqual([
    593,
    { CompositeMention: 115, DiseaseClass: 769, Modifier: 1289, SpecificDisease: 2972 },
  ])
  expect(train.notes.remarks.map(({ kind, count }) => [kind, count])).toEqual([
    ['repeated-document', 1],
    ['text-mismatch', 1],
  ])
  expect(train.passages.filter(({ document }) => document === '8528200').map(({ id }) => id)).toEqual([
    '8528200',
    '8528200#2',
  ])
  const first = load('ncbi-disease/original/NCBItrainset_corpus.txt', { known, repeated: 'keep-first' })
  expect(first.passages).toHaveLength(592)
  expect(first.passages.flatMap(({ mentions }) => mentions)).toHaveLength(5145 - 11)
  expect(countsOf(load('ncbi-disease/original/NCBIdevelopset_corpus.txt'))).toEqual([
    100,
    { CompositeMention: 35, DiseaseClass: 126, Modifier: 214, SpecificDisease: 412 },
  ])
  for (const path of ['original/NCBItestset_corpus.txt', 'pubtator-aioner/NCBIdisease_Test.PubTator']) {
    expect(countsOf(load(`ncbi-disease/${path}`))).toEqual([
      100,
      { CompositeMention: 20, DiseaseClass: 121, Modifier: 264, SpecificDisease: 555 },
    ])
  }
  const both = load('ncbi-disease/pubtator-aioner/NCBIdisease_TrainDev.PubTator', { known, repeated: 'keep-all' })
  expect(countsOf(both)).toEqual([
    693,
    { CompositeMention: 150, DiseaseClass: 895, Modifier: 1503, SpecificDisease: 3384 },
  ])
})

whenShared('what is wrong in NCBI-Disease is refused where nothing is known of it', () => {
  const path = 'ncbi-disease/original/NCBItrainset_corpus.txt'
  expect(refusalOf(() => load(path, { repeated: 'keep-all' }))).toMatch(
    /^ncbi-disease\/original\/NCBItrainset_corpus\.txt:3249: document "10923035", 711-761: the text there is/,
  )
  expect(refusalOf(() => load(path, { known }))).toMatch(/document "8528200" is there already/)
})

whenShared('LINNAEUS and Species-800 of AIONER', () => {
  expect(countsOf(load('linnaeus/pubtator-aioner/Linnaeus_Train.PubTator'))).toEqual([80, { Species: 2321 }])
  expect(countsOf(load('linnaeus/pubtator-aioner/Linnaeus_Test.PubTator'))).toEqual([20, { Species: 576 }])
  expect(countsOf(load('s800/pubtator-aioner/SPECIES_Train.PubTator'))).toEqual([639, { Species: 3053 }])
  expect(countsOf(load('s800/pubtator-aioner/SPECIES_Test.PubTator'))).toEqual([160, { Species: 739 }])
})

whenShared('BC5CDR comes back from writing as PubTator', () => {
  const { passages } = load('bc5cdr/pubtator/CDR_TestSet.PubTator.txt')
  expect(readPubtator(sourceOf(writePubtator(passages))).passages).toEqual(passages)
})
