import { describe, expect, test } from 'vitest'
import { type BratOptions, readBrat } from '../../../src/datasets/format/brat/brat.ts'
import { refusalOf, sourceOf } from '../source.ts'

const filesOf = (files: Record<string, string>) => Object.entries(files).map(([name, text]) => sourceOf(text, name))
const readFiles = (files: Record<string, string>, options?: BratOptions) => readBrat(filesOf(files), options)
const read = (text: string, ann: string, options?: BratOptions) => readFiles({ 'd.txt': text, 'd.ann': ann }, options)
const mentionsIn = (text: string, ann: string) => read(text, ann).passages[0]?.mentions

describe('documents', () => {
  test('have the text of the file and mentions in UTF-16', () => {
    const ann = [
      'T2\tCell 6 11\tcells',
      'T1\tGene 0 1\t𝛽',
      'T3\tCell 2 11\thum cells',
      'N1\tReference T1 NCBI:9606\tname',
      'N2\tReference T1 X:1',
      '',
    ].join('\n')
    expect(read('𝛽 hum cells.\n', ann)).toEqual({
      passages: [
        {
          id: 'd',
          document: 'd',
          text: '𝛽 hum cells.\n',
          tokens: null,
          tags: null,
          mentions: [
            { start: 0, end: 2, type: 'Gene', concepts: ['NCBI:9606', 'X:1'] },
            { start: 3, end: 12, type: 'Cell' },
            { start: 7, end: 12, type: 'Cell' },
          ],
        },
      ],
      notes: { byteOrderMark: false, carriageReturns: false, remarks: [] },
    })
  })

  test('are sorted by path and called by their file; .a1 is as good as .ann', () => {
    const { passages } = readFiles({
      'x/b.txt': 'b',
      'x/b.a1': 'T1\tX 0 1\tb',
      'README.md': '?',
      LICENSE: '?',
      'x/b.a2': '?',
      'x/._b.txt': '?',
      'x/._b.ann': '?',
      'x/a.1.ann': '',
      'x/a.1.txt': 'a',
    })
    expect(passages.map(({ id, mentions }) => [id, mentions.length])).toEqual([
      ['a.1', 0],
      ['b', 1],
    ])
  })

  test('may be empty', () => {
    expect(read('', '').passages).toMatchObject([{ text: '', mentions: [] }])
  })

  test('CRLF and a byte-order mark are read and noted', () => {
    const { passages, notes } = read('\ufeffab\r\n', '\ufeffT1\tX 0 2\tab\r\nT2\tX 1 2\tb\r\n')
    expect(passages).toMatchObject([{ text: 'ab\r\n', mentions: [{ end: 2 }, { end: 2 }] }])
    expect(notes).toMatchObject({ byteOrderMark: true, carriageReturns: true })
  })

  test('of one name in two folders are refused, dropped or kept', () => {
    const files = { 'a/d.txt': 'a', 'a/d.ann': '', 'b/d.txt': 'b', 'b/d.ann': '' }
    expect(refusalOf(() => readFiles(files))).toBe(
      'b/d.txt: document "d" is there already: a/d.txt; remove one of the two',
    )
    expect(readFiles(files, { repeated: 'keep-first' }).passages.map(({ text }) => text)).toEqual(['a'])
    const { passages, notes } = readFiles(files, { repeated: 'keep-all' })
    expect(passages.map(({ id, document }) => [id, document])).toEqual([
      ['d', 'd'],
      ['d#2', 'd'],
    ])
    expect(notes.remarks).toMatchObject([{ kind: 'repeated-document', count: 1 }])
  })
})

describe('mentions', () => {
  test('may be discontinuous, and adjacent fragments stay apart', () => {
    expect(mentionsIn('left and right lung', 'T1\tOrgan 0 4;15 19\tleft lung\nT2\tOrgan 9 12;12 14\trig ht')).toEqual([
      {
        start: 0,
        end: 19,
        type: 'Organ',
        parts: [
          { start: 0, end: 4 },
          { start: 15, end: 19 },
        ],
      },
      {
        start: 9,
        end: 14,
        type: 'Organ',
        parts: [
          { start: 9, end: 12 },
          { start: 12, end: 14 },
        ],
      },
    ])
  })

  test('state a line break of the text as a space', () => {
    for (const text of ['a\nb', 'a\rb']) expect(mentionsIn(text, 'T1\tX 0 3\ta b')).toHaveLength(1)
    for (const stated of ['a b', 'a  b']) expect(mentionsIn('a\r\nb', `T1\tX 0 4\t${stated}`)).toHaveLength(1)
    expect(refusalOf(() => read('a b', 'T1\tX 0 3\ta_b'))).toContain('d.ann:1: document "d", 0-3')
  })

  test('keep tabs of the text', () => {
    expect(mentionsIn('a\tb', 'T1\tX 0 3\ta\tb')).toHaveLength(1)
  })

  test('types are any text without a space', () => {
    expect(mentionsIn('a', 'T1\t__proto__ 0 1\ta\nT2\t病;気 0 1\ta')).toMatchObject([
      { type: '__proto__' },
      { type: '病;気' },
    ])
  })

  test('concepts may stand before their mention', () => {
    expect(mentionsIn('a', 'N1\tReference T7 X:1\nT7\tX 0 1\ta')).toEqual([
      { start: 0, end: 1, type: 'X', concepts: ['X:1'] },
    ])
  })

  test('offsets are read in the unit that is chosen', () => {
    expect(read('é𝛽x', 'T1\tX 6 7\tx', { offsets: 'byte' }).passages[0]?.mentions).toEqual([
      { start: 3, end: 4, type: 'X' },
    ])
  })
})

test('other annotations are counted', () => {
  const other = [
    'R1\tRel Arg1:T1 Arg2:T1',
    'E1\tX:T1',
    'A1\tNeg E1',
    'M1\tNeg E1',
    '#1\tAnnotatorNotes T1\tb',
    '*\tEquiv T1 T1',
  ]
  const { notes } = readFiles({
    'd.txt': 'a',
    'd.ann': ['T1\tX 0 1\ta', ...other, 'N1\tOther T1 X:1'].join('\n'),
    'e.txt': 'a',
    'e.ann': 'E1\tX:T1',
  })
  expect(notes.remarks).toEqual([
    {
      kind: 'skipped-annotations',
      message:
        'd.ann:2: here and after it 8 annotations that are no mentions are passed over (# 1, * 1, A 1, E 2, M 1, N 1, R 1)',
      count: 8,
    },
  ])
})

test('a mismatch that is known is a remark, and the offsets count', () => {
  const ann = 'T1\tX 0 1;2 3\ta d'
  expect(refusalOf(() => read('abc', ann))).toContain(
    'd.ann:1: document "d", 0-3: the text there is "a c", the annotation says "a d"; offsets that count',
  )
  const { passages, notes } = read('abc', ann, { known: [{ document: 'd', start: 0, end: 3 }] })
  expect(passages[0]?.mentions).toMatchObject([{ start: 0, end: 3 }])
  expect(notes.remarks).toMatchObject([{ kind: 'text-mismatch', count: 1 }])
})

describe('refused', () => {
  test.each([
    ['T1', 'd.ann:1: expected "T1", tab, "Type start end", tab, text'],
    ['\nT1\tX 0 1', 'd.ann:2: expected "T1", tab'],
    ['T1\tX\tabc', 'd.ann:1: expected "T1", tab'],
    ['T1\tX 0\tabc', 'd.ann:1: expected "T1", tab'],
    ['T1\t 0 1\ta', 'd.ann:1: expected "T1", tab'],
    ['T1\tX 0 1;\ta', 'd.ann:1: expected "T1", tab'],
    ['T1 X 0 1 a', 'd.ann:1: expected "T1", tab'],
    ['X1\tX 0 1\ta', 'd.ann:1: expected a line of brat standoff'],
    ['T1\tX -1 1\ta', 'd.ann:1: offset -1 is no whole number'],
    ['T1\tX 0 9\ta', 'd.ann:1: offset 9 is beyond the end of the text; offsets were read as codepoint offsets'],
    ['T1\tX 1 1\t', 'd.ann:1: start 1 is not before end 1'],
    ['T1\tX 2 3;0 1\tc a', 'd.ann:1: fragments overlap, or are not in the order of the text: "2 3;0 1"'],
    ['T1\tX 0 2;1 3\tab bc', 'd.ann:1: fragments overlap'],
    ['T1\tX 0 1\ta\nT1\tX 1 2\tb', 'd.ann:2: "T1" is already at d.ann:1'],
    ['N1\tReference T1 X:1', 'd.ann:1: there is no "T1" for this reference'],
  ])('%j', (ann, message) => {
    expect(refusalOf(() => read('abc', ann))).toContain(message)
  })

  test.each([
    [
      { 'a.txt': 'a', 'a.ann': '', 'x/b.txt': 'b' },
      'x/b.txt: no annotations for this text; x/b.ann (or .a1) is missing',
    ],
    [{ 'a.txt': 'a', 'a.ann': '', 'b.a1': '' }, 'b.a1: no text for these annotations; b.txt is missing'],
    [{ 'a.txt': 'a', 'b/a.ann': '' }, 'b/a.ann: no text for these annotations; b/a.txt is missing'],
    [{ 'a.txt': 'a' }, 'a.txt: no annotations for this text'],
    [{ 'a.txt': 'a', 'a.ann': '', 'a.a1': '' }, 'a.a1: the file has the annotations of a.ann again'],
    [{ 'a.a2': 'a' }, 'a.a2: among the 1 files with this one there is no text with annotations'],
    [{}, 'brat: among no files there is no text with annotations'],
  ])('%j', (files, message) => {
    expect(refusalOf(() => readFiles(files))).toContain(message)
  })

  test('a file that is given twice', () => {
    const files = filesOf({ 'a.txt': 'a', 'a.ann': '' })
    expect(refusalOf(() => readBrat([...files, ...files]))).toBe('a.txt: the file is given twice; leave one')
  })
})
