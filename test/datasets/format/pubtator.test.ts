import { describe, expect, test } from 'vitest'
import { type PubtatorOptions, readPubtator } from '../../../src/datasets/format/pubtator/pubtator.ts'
import { refusalOf, sourceOf } from '../source.ts'

const read = (text: string, options?: PubtatorOptions) => readPubtator(sourceOf(text, 'x.txt'), options)
const refusal = (text: string, options?: PubtatorOptions) => refusalOf(() => read(text, options))

const two = [
  '1|t|Renal and 𝛽 failure.',
  '1|a|It failed.',
  '1\t0\t19\tRenal and 𝛽 failure\tDisease\tD1|D2\trenal failure|𝛽 failure',
  '1\t10\t11\t𝛽\tChemical\t-1',
  '1\tCID\tD1\tD2',
  '',
  '2|t|Nothing',
  '2|a|',
  '',
].join('\n')

describe('documents', () => {
  test('have title, space and abstract, and mentions in UTF-16', () => {
    const { passages, notes } = read(two)
    expect(passages).toEqual([
      {
        id: '1',
        document: '1',
        text: 'Renal and 𝛽 failure. It failed.',
        tokens: null,
        tags: null,
        mentions: [
          { start: 0, end: 20, type: 'Disease', concepts: ['D1', 'D2'] },
          { start: 10, end: 12, type: 'Chemical' },
        ],
      },
      { id: '2', document: '2', text: 'Nothing ', tokens: null, tags: null, mentions: [] },
    ])
    expect(notes.remarks).toEqual([
      { kind: 'skipped-annotations', count: 1, message: expect.stringMatching(/^x\.txt:5: .*\(CID 1\)$/) },
      { kind: 'skipped-annotations', count: 1, message: expect.stringMatching(/^x\.txt:3: .*\(Disease 1\)$/) },
    ])
  })

  test('without an abstract line have a title only', () => {
    expect(read('1|t|Title\n').passages).toMatchObject([{ text: 'Title' }])
  })

  test('CRLF and a byte-order mark are read and noted', () => {
    const { passages, notes } = read(`\ufeff\n${two}`.replaceAll('\n', '\r\n'))
    expect(passages).toEqual(read(two).passages)
    expect(notes).toMatchObject({ byteOrderMark: true, carriageReturns: true })
  })

  test('may hold bars, tabs and NFD in their text', () => {
    const { passages } = read('1|t|a|t|b\n1|a|\tcafe\u0301 x\n1\t7\t12\tcafe\u0301\tX\n')
    expect(passages).toMatchObject([{ text: 'a|t|b \tcafe\u0301 x', mentions: [{ start: 7, end: 12, type: 'X' }] }])
  })

  test('offsets are read in the unit that is chosen', () => {
    const line = (start: number, end: number) => `1|t|𝛽x y\n1\t${start}\t${end}\tx\tX`
    for (const [offsets, start] of [
      ['codepoint', 1],
      ['utf16', 2],
      ['byte', 4],
    ] as const) {
      expect(read(line(start, start + 1), { offsets }).passages[0]?.mentions).toEqual([{ start: 2, end: 3, type: 'X' }])
    }
    expect(refusal(line(1, 2), { offsets: 'utf16' })).toBe(
      'x.txt:2: offset 1 is inside a character; offsets were read as utf16 offsets, starting at 0 (--offsets names another unit)',
    )
  })
})

describe('concepts', () => {
  const conceptsOf = (column: string, conceptSeparators?: string) =>
    read(`1|t|a\n1\t0\t1\ta\tX\t${column}`, conceptSeparators === undefined ? {} : { conceptSeparators }).passages[0]
      ?.mentions[0]?.concepts

  test('are separated by a bar, or as is said', () => {
    expect(conceptsOf(' D1|OMIM:2 ')).toEqual(['D1', 'OMIM:2'])
    expect(conceptsOf('D1+D2')).toEqual(['D1+D2'])
    expect(conceptsOf('D1+D2|D3', '|+')).toEqual(['D1', 'D2', 'D3'])
  })

  test('-1, a dash and nothing are none', () => {
    for (const column of ['', '-', '-1', ' ', '-1|-1']) expect(conceptsOf(column)).toBeUndefined()
    expect(conceptsOf('-1|D1')).toEqual(['D1'])
  })
})

describe('a document that comes again', () => {
  const twice = `${two}\n1|t|Renal\n1\t0\t5\tRenal\tX\n`

  test('is refused, naming both', () => {
    expect(refusal(twice)).toBe('x.txt:10: document "1" is there already: x.txt:1; remove one of the two')
  })

  test('is dropped or kept where that is said', () => {
    const first = read(twice, { repeated: 'keep-first' })
    expect(first.passages.map(({ id }) => id)).toEqual(['1', '2'])
    expect(first.notes.remarks[0]).toEqual({
      kind: 'repeated-document',
      message: 'x.txt:10: document "1" is that of x.txt:1 again; the first is kept',
      count: 1,
    })
    const all = read(`${twice}\n1#2|t|x\n\n1|t|y\n`, { repeated: 'keep-all' })
    expect(all.passages.map(({ id, document }) => [id, document])).toEqual([
      ['1', '1'],
      ['2', '2'],
      ['1#2', '1'],
      ['1#2#2', '1#2'],
      ['1#3', '1'],
    ])
    expect(all.notes.remarks[0]).toMatchObject({ kind: 'repeated-document', count: 3 })
  })
})

describe('refused', () => {
  test.each([
    ['x', 'x.txt:1: expected "id|t|title", "id|a|abstract" or an annotation with tabs between its columns, got "x"'],
    ['|t|x', 'x.txt:1: expected'],
    ['1|b|x', 'x.txt:1: expected'],
    ['1\t0\t1\ta\tX', 'x.txt:1: an annotation before the title of its document; "id|t|title" begins one'],
    ['1|a|x', 'x.txt:1: an abstract before the title'],
    ['1|t|a\n2|a|b', 'x.txt:2: an abstract of "2" in document "1" of x.txt:1; a blank line ends a document'],
    ['1|t|a\n2|t|b', 'x.txt:2: a title of "2" in document "1"'],
    ['1|t|a\n2\t0\t1\ta\tX', 'x.txt:2: an annotation of "2" in document "1"'],
    ['1|t|a\n1|t|b', 'x.txt:2: a second title of document "1"'],
    ['1|t|a\n1|a|b\n1|a|b', 'x.txt:3: a second abstract'],
    ['1|t|a\n1\t0\t1\ta\tX\n1|a|b', 'x.txt:3: the abstract after annotations'],
    ['1|t|a\n1\t0\t1\ta', 'x.txt:2: 4 columns where an annotation has five to seven'],
    ['1|t|a\n1\t0\t1\ta\t', 'x.txt:2: 5 columns'],
    ['1|t|a\n1\t0\t1\ta\tX\tD\tp\tq', 'x.txt:2: 8 columns'],
    ['1|t|a\n1\t-1\t1\ta\tX', 'x.txt:2: expected'],
    ['1|t|a\n1\t0\tx\ta\tX', 'x.txt:2: offset x is no whole number'],
    ['1|t|a\n1\t0\t2\ta\tX', 'x.txt:2: offset 2 is beyond the end of the text; offsets were read as codepoint offsets'],
    ['1|t|a\n1\t1\t1\t\tX', 'x.txt:2: start 1 is not before end 1'],
    [
      '1|t|abc\n1\t0\t1\tb\tX',
      'x.txt:2: document "1", 0-1: the text there is "a", the annotation says "b"; offsets that',
    ],
    ['\n\n', 'x.txt: the file holds no document'],
    ['', 'x.txt: the file is empty'],
  ])('%j', (text, message) => {
    expect(refusal(text)).toContain(message)
  })

  test('but a mismatch that is known is a remark, and the offsets count', () => {
    const { passages, notes } = read('1|t|abc\n1\t0\t1\tb\tX', { known: [{ document: '1', start: 0, end: 1 }] })
    expect(passages[0]?.mentions).toEqual([{ start: 0, end: 1, type: 'X' }])
    expect(notes.remarks).toEqual([
      {
        kind: 'text-mismatch',
        message: 'x.txt:2: document "1", 0-1: the text there is "a", the annotation says "b"; the offsets count',
        count: 1,
      },
    ])
  })
})
