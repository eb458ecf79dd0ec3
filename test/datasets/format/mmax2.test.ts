import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Source } from '../../../src/core/corpus.ts'
import { parseConll } from '../../../src/datasets/format/conll/conll.ts'
import { type Mmax2Options, readMmax2 } from '../../../src/datasets/format/mmax2/mmax2.ts'
import { flatTags, type TypedRange } from '../../../src/datasets/format/mmax2/mmax2-tags.ts'
import { decode } from '../../../src/tags/decode.ts'
import { sharedPath, whenShared } from '../../shared.ts'
import { refusalOf, sourceOf } from '../source.ts'
import { damaged, returnsOrRefuses } from './damage.ts'

interface Content {
  readonly uri?: string
  readonly words?: string
  readonly sentences?: string
  readonly proteins?: string
}

const words = (...ids: string[]) => ids.map(id => `<word id="word_${id}">w${id}</word>`).join('\n')
const sentence = (id: number, span: string) => `<markable id="markable_${id}" span="${span}" mmax_level="sentence"/>`
const protein = (span: string, type = 'protein') => `<markable id="markable_9" span="${span}" proteins="${type}" />`

function project(folder: string, content: Content = {}): Source[] {
  const doctype = '<?xml version="1.0"?>\n<!DOCTYPE x SYSTEM "x.dtd">\n'
  const markables = (level: string, list: string) =>
    `${doctype}<markables xmlns="www.eml.org/NameSpaces/${level}">\n${list}\n</markables>`
  return [
    sourceOf(`${content.uri ?? '123'}\n`, `${folder}/Basedata.uri`),
    sourceOf(
      `${doctype}<words>\n${content.words ?? words('1', '2', '3', '4', '5')}\n</words>`,
      `${folder}/Basedata/Basedata.xml`,
    ),
    sourceOf(
      markables('sentence', content.sentences ?? sentence(1, 'word_1..word_5')),
      `${folder}/Markables/sentence.xml`,
    ),
    sourceOf(markables('proteins', content.proteins ?? ''), `${folder}/Markables/proteins.xml`),
    sourceOf('<common_paths/>', `${folder}/common_paths.xml`),
  ]
}
const read = (content: Content, options?: Mmax2Options) => readMmax2(project('a/p', content), options)

describe('a project', () => {
  test('is one passage a sentence, in the order of the words', () => {
    const { passages, notes } = read({
      sentences: `${sentence(2, 'word_4..word_5')}\n${sentence(1, 'word_1..word_3')}`,
      proteins: `${protein('word_5', 'protein_complex')}\n${protein('word_1..word_2')}`,
    })
    expect(passages).toEqual([
      {
        id: '123.1',
        document: '123',
        text: 'w1 w2 w3',
        tokens: [
          { start: 0, end: 2 },
          { start: 3, end: 5 },
          { start: 6, end: 8 },
        ],
        tags: ['B-protein', 'I-protein', 'O'],
        mentions: [{ start: 0, end: 5, type: 'protein' }],
      },
      {
        id: '123.2',
        document: '123',
        text: 'w4 w5',
        tokens: [
          { start: 0, end: 2 },
          { start: 3, end: 5 },
        ],
        tags: ['O', 'B-protein_complex'],
        mentions: [{ start: 3, end: 5, type: 'protein_complex' }],
      },
    ])
    expect(notes).toEqual({ byteOrderMark: false, carriageReturns: false, remarks: [] })
  })

  test('keeps discontinuous mentions, which have no tags', () => {
    const [passage] = read({ proteins: `${protein('word_1,word_3..word_4')}${protein('word_2')}` }).passages
    expect(passage?.mentions).toEqual([
      {
        start: 0,
        end: 11,
        type: 'protein',
        parts: [
          { start: 0, end: 2 },
          { start: 6, end: 11 },
        ],
      },
      { start: 3, end: 5, type: 'protein' },
    ])
    expect(passage?.tags).toEqual(['O', 'B-protein', 'O', 'O', 'O'])
  })

  test('may list words that touch, in any order', () => {
    const [passage] = read({ proteins: protein('word_3, word_1..word_2') }).passages
    expect(passage?.mentions).toEqual([{ start: 0, end: 8, type: 'protein' }])
  })

  test('may have words that were split later: they follow the word they come from, and may be in no sentence', () => {
    const { passages } = read({
      words: words('1', '2', '2.5', '2.75', '3', '3.5', '4', '5'),
      sentences: `${sentence(1, 'word_1..word_3')}${sentence(2, 'word_4..word_5')}`,
      proteins: `${protein('word_2..word_2.75')}${protein('word_3.5')}`,
    })
    expect(passages.map(({ text, tags }) => [text, tags?.join(' ')])).toEqual([
      ['w1 w2 w2.5 w2.75 w3', 'O B-protein I-protein I-protein O'],
      ['w3.5 w4 w5', 'B-protein O O'],
    ])
  })

  test('may have markables that cross the border of a sentence: they are left out and counted', () => {
    const { passages, notes } = read({
      sentences: `${sentence(1, 'word_1..word_3')}${sentence(2, 'word_4..word_5')}`,
      proteins: `${protein('word_3..word_4')}\n${protein('word_1,word_5', 'protein_enum')}\n${protein('word_3')}`,
    })
    expect(passages.flatMap(({ mentions }) => mentions)).toEqual([{ start: 6, end: 8, type: 'protein' }])
    expect(notes.remarks).toEqual([
      {
        kind: 'skipped-annotations',
        message:
          'a/p/Markables/proteins.xml:4: here and after it 2 markables that cross the border of a sentence are left out (protein 1, protein_enum 1)',
        count: 2,
      },
    ])
  })

  test('may lie anywhere, on Windows too', () => {
    const sources = project('a/p').map(({ name, bytes }) => ({ name: name.replaceAll('/', '\\'), bytes }))
    expect(readMmax2(sources).passages).toHaveLength(1)
    const bare = project('x').map(({ name, bytes }) => ({ name: name.slice(2), bytes }))
    expect(readMmax2(bare).passages).toHaveLength(1)
  })
})

describe('tags', () => {
  const tags = (...ranges: [number, number, string][]) =>
    flatTags(
      ranges.map(([start, end, type]) => ({ start, end, type })),
      5,
    ).join(' ')

  test('hold what the priority list of the authors puts first', () => {
    expect(tags([0, 3, 'protein_complex'], [1, 2, 'protein'])).toBe('O B-protein O O O')
    expect(tags([0, 1, 'protein_familiy_or_group'], [0, 1, 'protein'])).toBe('B-protein O O O O')
    expect(tags([0, 2, 'protein_variant'], [1, 3, 'protein_enum'])).toBe('O B-protein_enum I-protein_enum O O')
    expect(tags([0, 2, 'another'], [1, 3, 'protein_complex'])).toBe('O B-protein_complex I-protein_complex O O')
  })

  test('hold, of one type, what begins first, then what is longer', () => {
    expect(tags([1, 3, 'protein'], [0, 2, 'protein'])).toBe('B-protein I-protein O O O')
    expect(tags([0, 1, 'protein'], [0, 2, 'protein'], [2, 4, 'protein'])).toBe(
      'B-protein I-protein B-protein I-protein O',
    )
  })

  test('hold ranges that are in the list, and each one left out overlaps one that is not after it', () => {
    const type = fc.constantFrom('protein', 'protein_enum', 'protein_complex', 'X')
    const range = fc.record({ start: fc.nat(8), length: fc.integer({ min: 1, max: 4 }), type })
    fc.assert(
      fc.property(fc.array(range), list => {
        const ranges: TypedRange[] = list.map(({ start, length, type }) => ({ start, end: start + length, type }))
        const kept = decode(flatTags(ranges, 12), { matching: 'strict', scheme: 'IOB2' })
        for (const span of kept) expect(ranges).toContainEqual(span)
        for (const { start, end } of ranges) {
          expect(kept.some(span => span.start < end && start < span.end)).toBe(true)
        }
      }),
    )
  })
})

describe('broken projects', () => {
  test.each<[Content, RegExp]>([
    [{ uri: ' ' }, /^a\/p\/Basedata\.uri:1: ""; the id of the document is expected/],
    [{ uri: '1\n2' }, /^a\/p\/Basedata\.uri:1: "1\\n2"; the id/],
    [{ words: '<word id="word_1">a' }, /^a\/p\/Basedata\/Basedata\.xml:5: not well-formed XML: unexpected close tag/],
    [{ words: '<word>a</word>' }, /^a\/p\/Basedata\/Basedata\.xml:4: a word without an id$/],
    [{ words: '<word id="w"> </word>' }, /^a\/p\/Basedata\/Basedata\.xml:4: word "w" is empty$/],
    [{ words: words('1', '1') }, /^a\/p\/Basedata\/Basedata\.xml:5: there is another word "word_1"$/],
    [{ words: '<!ENTITY x "y">' }, /^a\/p\/Basedata\/Basedata\.xml:4: not well-formed XML/],
    [{ sentences: '<markable id="m"/>' }, /^a\/p\/Markables\/sentence\.xml:4: a markable without a span$/],
    [
      { sentences: sentence(1, 'word_1..word_4') },
      /^a\/p\/Basedata\/Basedata\.xml:8: word "word_5" is in no sentence of a\/p\/Markables\/sentence\.xml$/,
    ],
    [{ sentences: sentence(1, 'word_2..word_5') }, /^a\/p\/Basedata\/Basedata\.xml:4: word "word_1" is in no sentence/],
    [{ sentences: sentence(1, 'word_1,word_3..word_5') }, /^a\/p\/Markables\/sentence\.xml:4: a sentence with a gap$/],
    [
      { sentences: `${sentence(1, 'word_1..word_3')}\n${sentence(2, 'word_3..word_5')}` },
      /^a\/p\/Markables\/sentence\.xml:5: a sentence that overlaps another$/,
    ],
    [
      { proteins: protein('word_9') },
      /^a\/p\/Markables\/proteins\.xml:4: span "word_9" names "word_9", and there is no such word$/,
    ],
    [
      { proteins: protein('word_2..word_1') },
      /^a\/p\/Markables\/proteins\.xml:4: span "word_2\.\.word_1" is not of the form/,
    ],
    [{ proteins: protein('word_1..word_2..word_3') }, /^a\/p\/Markables\/proteins\.xml:4: span .* is not of the form/],
    [{ proteins: protein('') }, /^a\/p\/Markables\/proteins\.xml:4: span "" names ""/],
    [
      { proteins: protein('word_1', '') },
      /^a\/p\/Markables\/proteins\.xml:4: a markable without an attribute "proteins"/,
    ],
  ])('%j', (content, message) => {
    expect(refusalOf(() => read(content))).toMatch(message)
    const whole = project('b', { uri: '7' })
    const { passages, notes } = readMmax2([...project('a/p', content), ...whole], { broken: 'skip' })
    expect(passages.map(({ id }) => id)).toEqual(['7.1'])
    expect(notes.remarks).toEqual([
      { kind: 'skipped-annotations', message: expect.stringMatching(message.source.replace(/\$$/, '')), count: 1 },
    ])
  })

  test('with missing files', () => {
    const sources = project('a/p').filter(({ name }) => !name.endsWith('proteins.xml'))
    expect(refusalOf(() => readMmax2(sources))).toMatch(/^a\/p\/Markables\/proteins\.xml: the file is missing; /)
    const lost = project('a/p').filter(({ name }) => !name.endsWith('Basedata.uri'))
    expect(refusalOf(() => readMmax2(lost))).toMatch(/^a\/p\/Basedata\.uri: the file is missing; /)
  })

  test('are named, if there are not too many', () => {
    const sources = Array.from({ length: 25 }, (_, at) => project(`p${at}`, { uri: `${at}`, words: '<' })).flat()
    const { notes } = readMmax2([...sources, ...project('good')], { broken: 'skip' })
    expect(notes.remarks).toHaveLength(20)
    expect(notes.remarks.reduce((sum, { count }) => sum + count, 0)).toBe(25)
    expect(notes.remarks.at(-1)?.message).toMatch(/^p19\/.*; the project is left out; 5 more projects are left out$/)
    expect(refusalOf(() => readMmax2(sources, { broken: 'skip' }))).toMatch(/^p0\/Basedata\/Basedata\.xml:\d+: /)
  })

  test('and folders without any are refused', () => {
    expect(refusalOf(() => readMmax2([sourceOf('x', 'a/b.txt')]))).toMatch(/^a\/b\.txt: no MMAX2 project/)
    expect(refusalOf(() => readMmax2([]))).toMatch(/^no file: no MMAX2 project/)
  })

  test('two of one document', () => {
    const sources = [...project('a'), ...project('b')]
    expect(refusalOf(() => readMmax2(sources))).toMatch(
      /^b\/Basedata\.uri: document "123" is there already: a\/Basedata\.uri/,
    )
    expect(readMmax2(sources, { repeated: 'keep-first' }).passages.map(({ id }) => id)).toEqual(['123.1'])
    expect(readMmax2(sources, { repeated: 'keep-all' }).passages.map(({ id, document }) => [id, document])).toEqual([
      ['123.1', '123'],
      ['123#2.1', '123'],
    ])
  })
})

test('any bytes in any file are read or refused with the file', () => {
  const valid = project('p', {
    sentences: `${sentence(2, 'word_4..word_5')}\n${sentence(1, 'word_1..word_3')}`,
    proteins: `${protein('word_5', 'protein_complex')}\n${protein('word_1..word_2,word_3')}`,
  })
  const changed = fc.nat(3).chain(at => {
    const file = valid[at]
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 100 }), damaged(file?.bytes ?? new Uint8Array()))
    return bytes.map(content => valid.map((source, index) => (index === at ? { ...source, bytes: content } : source)))
  })
  fc.assert(
    fc.property(changed, sources => {
      returnsOrRefuses(
        () => readMmax2(sources),
        /^p\/(Basedata\.uri|Basedata\/Basedata\.xml|Markables\/\w+\.xml):(\d+:| )/,
      )
    }),
    { numRuns: 2000 },
  )
})

function sampleOf(folder: string): Source[] {
  const root = sharedPath('datasets', 'fsu', folder)
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
    .map(path => ({ name: path.slice(root.length + 1), bytes: readFileSync(path) }))
}

whenShared('the two projects of FSU-PRGE', () => {
  const { passages, notes } = readMmax2(sampleOf('sample-mmax2'))
  expect(notes.remarks).toEqual([])
  const facts = (document: string) => {
    const own = passages.filter(passage => passage.document === document)
    const count = (list: (passage: (typeof own)[number]) => number) =>
      own.reduce((sum, passage) => sum + list(passage), 0)
    return [own.length, count(({ tokens }) => tokens?.length ?? 0), count(({ mentions }) => mentions.length)]
  }
  expect(facts('10048764')).toEqual([10, 236, 16])
  expect(facts('14731280')).toEqual([7, 295, 25])
  expect(passages).toHaveLength(17)
  const complex = passages[7]
  expect(complex?.id).toBe('10048764.1')
  expect(complex?.text).toBe(
    'Characterization of antihuman IFNAR-1 monoclonal antibodies : epitope localization and functional analysis .',
  )
  expect(complex?.tags?.filter(tag => tag !== 'O')).toEqual(['B-protein'])
  // One word is both; of the 25, one has no tag.
  const nested = passages
    .slice(0, 7)
    .flatMap(({ tags, mentions }) => [(tags ?? []).filter(tag => tag.startsWith('B-')).length - mentions.length])
  expect(nested.reduce((sum, difference) => sum + difference, 0)).toBe(-1)
})

whenShared('the texts of FSU-PRGE are the words without their spaces', () => {
  const { passages } = readMmax2(sampleOf('sample-mmax2'))
  const text = readFileSync(sharedPath('datasets', 'fsu', 'sample-mmax2', 'originalText', '10048764'), 'utf8')
  const words = passages.filter(({ document }) => document === '10048764').map(passage => passage.text)
  expect(words.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
})

whenShared('the output of the converter of its authors is of the same form', () => {
  const file = parseConll(
    { name: 'x', bytes: readFileSync(sharedPath('datasets', 'fsu', 'sample-iob', '17520163.iob')) },
    { columns: 'tag', separator: 'tab' },
  )
  const types = file.sentences.flatMap(({ tags }) =>
    decode(tags, { matching: 'strict', scheme: 'IOB2' }).map(({ type }) => type),
  )
  expect(types).toHaveLength(18)
  expect([...new Set(types)].every(type => type.startsWith('protein'))).toBe(true)
})
