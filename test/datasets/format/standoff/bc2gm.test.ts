import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DocumentId, Mention, Passage, PassageId } from '../../../../src/core/passage.ts'
import { type Bc2gmOptions, readBc2gm } from '../../../../src/datasets/format/standoff/bc2gm.ts'
import { readBc2gmEval } from '../../../../src/datasets/format/standoff/bc2gm-eval.ts'
import { writeBc2gm } from '../../../../src/datasets/format/standoff/write-bc2gm.ts'
import { selectDocuments } from '../../../../src/datasets/variant/select-documents.ts'
import { sharedPath, whenShared } from '../../../shared.ts'
import { refusalOf, sourceOf } from '../../source.ts'
import { arbitraryPassages, lineBreaks, plainNames, plainPieces } from '../arbitrary-passages.ts'
import { damaged, returnsOrRefuses } from '../damage.ts'

const read = (sentences: string, gold: string, options?: Bc2gmOptions) =>
  readBc2gm({ sentences: sourceOf(sentences, 'x.in'), gold: sourceOf(gold, 'x.eval') }, options)
const files = (written: ReadonlyMap<string, string>) =>
  [written.get('x.in') ?? '', written.get('x.eval') ?? ''] as const
const sharedSource = (path: string) => {
  const name = sharedPath('datasets', 'bc2gm', path)
  return { name: path, bytes: readFileSync(name) }
}

describe('sentences', () => {
  test('are passages of no known document; offsets count what is no white space, the end included', () => {
    const { passages } = read('P1T0 The  IL-2 gene|x.\nP1T1 none \n', 'P1T0|3 6|IL-2\nP1T0|3 12|IL-2 gene|x\n')
    expect(passages).toEqual([
      {
        ...{ id: 'P1T0', document: null, text: 'The  IL-2 gene|x.', tokens: null, tags: null },
        mentions: [
          { start: 5, end: 9, type: 'GENE' },
          { start: 5, end: 16, type: 'GENE' },
        ],
      },
      { id: 'P1T1', document: null, text: 'none ', tokens: null, tags: null, mentions: [] },
    ])
  })

  test('may hold characters of two code units, which count once', () => {
    const { passages } = read('a 𝛽 𝛽-gen e\u0301\n', 'a|1 5|𝛽-gen\n', { type: 'X' })
    expect(passages[0]?.mentions).toEqual([{ start: 3, end: 9, type: 'X' }])
  })

  test('without gold are passages all the same, and gold may be empty', () => {
    expect(read('a b\n', '').passages).toMatchObject([{ text: 'b', mentions: [] }])
  })

  test('whose stated text is known to be wrong keep what the offsets say, with a remark', () => {
    const known = [{ document: 'a', start: 0, end: 1 }]
    const { passages, notes } = read('a /b c\n', 'a|0 1|b\n', { known })
    expect(passages[0]?.mentions).toEqual([{ start: 0, end: 2, type: 'GENE' }])
    expect(notes.remarks).toMatchObject([{ kind: 'text-mismatch', count: 1 }])
  })
})

describe('refused', () => {
  test.each([
    ['a sentence without id', 'a b\n c\n', '', 'x.in:2: expected an id, a space and a sentence, got " c"'],
    ['a sentence twice', 'a b\n\na c\n', '', 'x.in:3: sentence "a" is there already, on line 1'],
    ['no sentence', '\n', '', 'x.in: the file holds no sentence'],
    ['gold of no sentence', 'a b\n', 'c|0 0|b\n', 'x.eval:1: sentence "c" is not in x.in'],
    [
      'another text',
      'a bc\n',
      'a|0 0|c\n',
      'x.eval:1: document "a", 0-0: the text there is "b", the annotation says "c"',
    ],
    ['offsets beyond the end', 'a b c\n', 'a|1 2|c\n', 'x.eval:1: 1 to 2 are no characters of a sentence that has 2'],
    ['offsets backwards', 'a b c\n', 'a|1 0|c\n', 'x.eval:1: 1 to 0 are no characters'],
    ['a line of another form', 'a b\n', 'a|0|b\n', 'x.eval:1: expected "sentence|start end|text", got "a|0|b"'],
  ])('%s', (_, sentences, gold, message) => {
    expect(refusalOf(() => read(sentences, gold))).toContain(message)
  })
})

describe('the corpus', () => {
  const known = [{ document: 'P02196565T0000', start: 162, end: 187 }]
  const load = (sentences: string, gold: string) =>
    readBc2gm({ sentences: sharedSource(sentences), gold: sharedSource(gold) }, { known })

  whenShared('has the counts that were published', () => {
    const counts = ['original/train/train.in', 'original/test/test.in', 'original/devel-split/train/train.in'].map(
      path => {
        const { passages } = load(path, path.replace(/[^/]+$/, 'GENE.eval'))
        return [passages.length, passages.flatMap(({ mentions }) => mentions).length]
      },
    )
    expect(counts).toEqual([
      [15_000, 18_265],
      [5_000, 6_331],
      [12_500, 15_204],
    ])
    const { passages, notes } = load('original/devel-split/devel/devel.in', 'original/devel-split/devel/GENE.eval')
    expect([passages.length, passages.flatMap(({ mentions }) => mentions).length]).toEqual([2_500, 3_061])
    expect(notes.remarks).toEqual([])
  })

  whenShared('has one line of wrong text in the training gold', () => {
    const sources = [sharedSource('original/train/train.in'), sharedSource('original/train/GENE.eval')] as const
    expect(refusalOf(() => readBc2gm({ sentences: sources[0], gold: sources[1] }))).toMatch(/P02196565T0000.*162-187/)
    expect(load('original/train/train.in', 'original/train/GENE.eval').notes.remarks).toHaveLength(1)
  })

  whenShared('has alternatives that the same reader reads', () => {
    expect(readBc2gmEval(sharedSource('original/train/ALTGENE.eval')).annotations).toHaveLength(14_499)
    expect(readBc2gmEval(sharedSource('original/test/ALTGENE.eval')).annotations).toHaveLength(5_068)
  })

  whenShared('comes back as it was when it is written', () => {
    const { passages } = load('original/test/test.in', 'original/test/GENE.eval')
    const [sentences, gold] = files(writeBc2gm(passages, 'x'))
    expect(sentences).toBe(readFileSync(sharedPath('datasets', 'bc2gm', 'original/test/test.in'), 'utf8'))
    expect(read(sentences, gold).passages).toEqual(passages)
  })

  whenShared('can be cut by the lists of HUNER, which name sentences', () => {
    const train = load('original/train/train.in', 'original/train/GENE.eval')
    const test = load('original/test/test.in', 'original/test/GENE.eval')
    const all = { passages: [...train.passages, ...test.passages], notes: train.notes }
    const sizes = ['train', 'dev', 'test'].map(
      split => selectDocuments(all, sharedSource(`huner-splits/bc2gm.${split}`), { demandAll: true }).passages.length,
    )
    expect(sizes).toEqual([12_000, 2_000, 6_000])
  })
})

describe('writing', () => {
  const passage = (text: string, ...mentions: Mention[]): Passage => ({
    ...{ id: 'p' as PassageId, document: 'd' as DocumentId, text, tokens: null, tags: null, mentions },
  })
  const mention = (start: number, end: number, type = 'GENE') => ({ start, end, type })

  test('looks as the corpus does', () => {
    const written = writeBc2gm([passage('The IL 2', mention(4, 8), mention(4, 6))], 'x')
    expect([...written]).toEqual([
      ['x.in', 'p The IL 2\n'],
      ['x.eval', 'p|3 5|IL 2\np|3 4|IL\n'],
    ])
  })

  test.each([
    [passage('a\nb'), /line breaks; put a space/],
    [passage('a b', mention(0, 2)), /begins or ends with white space/],
    [passage('a b', mention(0, 1), mention(2, 3, 'X')), /two types, "GENE" and "X"/],
    [passage('a b', mention(0, 9)), /not in its text/],
    [passage('𝛽', mention(0, 1)), /ends inside a character/],
    [{ ...passage('a'), id: 'p q' as PassageId }, /an id there is not empty/],
    [passage('abc', { ...mention(0, 3), parts: [mention(0, 1), mention(2, 3)] }), /discontinuous/],
  ])('refuses what it cannot say: %#', (one, message) => {
    expect(refusalOf(() => writeBc2gm([one], 'x'))).toMatch(/^passage "p/)
    expect(refusalOf(() => writeBc2gm([one], 'x'))).toMatch(message)
  })

  /** As the format has them: of one type, without concepts and documents. */
  const bare = (passages: readonly Passage[], keep: (passage: Passage, mention: Mention) => boolean) =>
    passages.map(one => ({
      ...one,
      document: null,
      mentions: one.mentions
        .filter(each => keep(one, each))
        .map(({ concepts: _, ...rest }) => ({ ...rest, type: 'X' })),
    }))
  const comesBack = (passages: readonly Passage[]) => {
    const [sentences, gold] = files(writeBc2gm(passages, 'x'))
    expect(read(sentences, gold, { type: 'X' }).passages).toEqual(passages)
  }

  test('law: what is written comes back', () => {
    const arbitrary = arbitraryPassages({ pieces: plainPieces, discontinuous: false, names: plainNames })
    const trimmed = ({ text }: Passage, { start, end }: Mention) => !/^\s|\s$/.test(text.slice(start, end))
    fc.assert(fc.property(arbitrary, passages => comesBack(bare(passages, trimmed))))
  })

  test('law: whatever the passages hold, they come back or are refused', () => {
    const pieces = [...plainPieces, ...lineBreaks, '\t', '\ufeff', '\ud800', '\0']
    const arbitrary = arbitraryPassages({
      pieces,
      discontinuous: true,
      names: [...plainNames, 'a|b', '', ' z', '\ufeff'],
    })
    fc.assert(
      fc.property(arbitrary, passages => {
        const all = bare(passages, () => true)
        returnsOrRefuses(() => comesBack(all), /^passage "/)
      }),
      { numRuns: 500 },
    )
  })
})

test('law: any bytes are read or refused with file and line', () => {
  const sentences = new TextEncoder().encode('P1 The 𝛽 gene.\nP2 IL-2 |\n')
  const gold = new TextEncoder().encode('P1|3 8|𝛽 gene.\nP2|0 4|IL-2 |\n')
  fc.assert(
    fc.property(damaged(sentences), damaged(gold), (a, b) => {
      const place = /^x\.(in|eval)(:\d+: |: the file (is empty|holds no sentence))/
      const run = (one: Uint8Array, two: Uint8Array) =>
        readBc2gm({ sentences: sourceOf(one, 'x.in'), gold: sourceOf(two, 'x.eval') })
      returnsOrRefuses(() => run(a, gold), place)
      returnsOrRefuses(() => run(sentences, b), place)
    }),
    { numRuns: 500 },
  )
})
