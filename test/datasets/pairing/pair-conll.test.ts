import { describe, expect, test } from 'vitest'
import { pairConll } from '../../../src/datasets/pairing/pair-conll.ts'
import { refusalOf, sourceOf } from '../source.ts'

const gold = 'A\tB-X\nb\tO\n\nc\tO\n'
const pair = (goldText: string, predictedText: string | null) =>
  pairConll([sourceOf(goldText, 'g')], predictedText === null ? null : [sourceOf(predictedText, 'p')])
const refusal = (goldText: string, predictedText: string) => refusalOf(() => pair(goldText, predictedText))

describe('two files', () => {
  test('are joined sentence by sentence, whatever their empty lines and separators', () => {
    const paired = pair(gold, '\ufeff\nA O\nb B-X\n\n\nc O\n')
    expect(paired.notes).toEqual({ byteOrderMark: true, carriageReturns: false, remarks: [] })
    expect(paired.pairs).toMatchObject([
      {
        document: null,
        gold: ['B-X', 'O'],
        predicted: ['O', 'B-X'],
        goldPlace: { file: 'g', line: 1 },
        predictedPlace: { file: 'p', line: 2 },
      },
      { gold: ['O'], predicted: ['O'], goldPlace: { line: 4 }, predictedPlace: { line: 6 } },
    ])
  })

  test.each([
    [
      'another token',
      'A\tO\nx\tO\n\nc\tO\n',
      'g:2: token 2 of sentence 1 is "b", but "x" in p:2; both files must have the same tokens',
    ],
    [
      'a shorter sentence',
      'A\tO\n\nc\tO\n',
      'g:1: sentence 1 has 2 tokens here, but 1 in p:1; gold and prediction must have the same length',
    ],
    [
      'a longer sentence',
      'A\tO\nb\tO\n\nc\tO\nd\tO\n',
      'g:4: sentence 2 has 1 tokens here, but 2 in p:4; gold and prediction must have the same length',
    ],
    [
      'fewer sentences',
      'A\tO\nb\tO\n',
      'g:4: sentence 2 begins here, but p ends after 1 sentence; both files must have the same sentences',
    ],
    [
      'more sentences',
      `${gold}\nd\tO\n`,
      'p:6: sentence 3 begins here, but g ends after 2 sentences; both files must have the same sentences',
    ],
  ])('%s in the predictions is refused with both places', (_, predicted, message) => {
    expect(refusal(gold, predicted)).toBe(message)
  })
})

describe('documents', () => {
  const marked = '-DOCSTART-\tO\n\na\tO\n\n-DOCSTART- (7)\n\nb\tO\n\nc\tO\n'

  test('are those of the gold file; the predictions need not mark them', () => {
    for (const predicted of ['a O\n\nb O\n\nc O\n', marked]) {
      expect(pair(marked, predicted).pairs.map(({ document }) => document)).toEqual(['gold.document-1', '7', '7'])
    }
    expect(pair('a\tO\n\nb\tO\n\nc\tO\n', marked).pairs.map(({ document }) => document)).toEqual([null, null, null])
  })

  test('a line that begins one is scored where either side has a mention on it', () => {
    const pairs = pair('-DOCSTART-\tO\n\na\tO\n', '-DOCSTART-\tB-X\n\na\tO\n').pairs
    expect(pairs).toMatchObject([
      { gold: ['O'], predicted: ['B-X'] },
      { gold: ['O'], predicted: ['O'] },
    ])
    expect(refusal('a\tO\n', '-DOCSTART-\tB-X\n\na\tO\n')).toMatch(
      /^g:1: token 1 of sentence 1 is "a", but "-DOCSTART-" in p:1/,
    )
  })
})

test('one file holds both in its last two columns', () => {
  expect(pair('A NN B-X O\nb NN O I-X\n', null).pairs).toMatchObject([{ gold: ['B-X', 'O'], predicted: ['O', 'I-X'] }])
})
