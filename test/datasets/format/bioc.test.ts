import { describe, expect, test } from 'vitest'
import { readBioc } from '../../../src/datasets/format/bioc/bioc.ts'
import type { BiocOptions } from '../../../src/datasets/format/bioc/bioc-corpus.ts'
import { refusalOf, sourceOf } from '../source.ts'

const xml = (documents: string, options?: BiocOptions) =>
  readBioc(
    sourceOf(
      `<?xml version="1.0"?>\n<!DOCTYPE collection SYSTEM "BioC.dtd">\n<collection>\n${documents}</collection>`,
      'x.xml',
    ),
    options,
  )
const json = (value: unknown, options?: BiocOptions) => readBioc(sourceOf(JSON.stringify(value), 'x.json'), options)

const composite = `<document><id>7</id>
<passage><infon key="type">title</infon><offset>0</offset><text>Renal 𝛽 failure.</text>
<annotation id="0"><infon key="type">Disease</infon><infon key="CompositeRole">CompositeMention</infon><infon key="MESH">D1|D2</infon>
<location offset="0" length="15"/><text>Renal 𝛽 failure</text></annotation>
<annotation id="1"><infon key="Type">Disease</infon><infon key="CompositeRole">IndividualMention</infon><infon key="MESH">-1</infon>
<location offset="0" length="5"/><location offset="8" length="7"/><text>Renal failure</text></annotation></passage>
<passage><offset>18</offset><text>It hurts.</text>
<annotation id="2"><infon key="type">Symptom</infon><location offset="21" length="5"/><text>hurts</text></annotation></passage>
<relation id="R0"><infon key="relation">CID</infon></relation>
</document>
`

describe('a document', () => {
  test('is its passages, at the offsets that they state', () => {
    const { passages, notes } = xml(composite)
    const text = 'Renal 𝛽 failure.  It hurts.'
    expect(passages).toEqual([
      {
        id: '7',
        document: '7',
        text,
        tokens: null,
        tags: null,
        mentions: [
          { start: 0, end: 16, type: 'Disease', concepts: ['D1', 'D2'] },
          {
            start: 0,
            end: 16,
            type: 'Disease',
            parts: [
              { start: 0, end: 5 },
              { start: 9, end: 16 },
            ],
          },
          { start: 22, end: 27, type: 'Symptom' },
        ],
      },
    ])
    expect(text.slice(22, 27)).toBe('hurts')
    expect(notes.remarks).toEqual([
      {
        kind: 'skipped-annotations',
        message: 'x.xml:12: here and after it 1 relations are passed over (CID 1)',
        count: 1,
      },
    ])
  })

  test('may leave annotations out, which are counted', () => {
    const { passages, notes } = xml(composite, { drop: infons => infons.get('CompositeRole') === 'IndividualMention' })
    expect(passages[0]?.mentions).toHaveLength(2)
    expect(notes.remarks[0]).toEqual({
      kind: 'skipped-annotations',
      message: 'x.xml:8: here and after it 1 annotations are dropped (Disease 1)',
      count: 1,
    })
  })

  test('may be cut into sentences, with annotations, and offsets that count from the beginning of the document', () => {
    const sentence = (offset: number, text: string, at: number) =>
      `<sentence><offset>${offset}</offset><text>${text}</text><annotation><infon key="type">X</infon><location offset="${at}" length="1"/><text>b</text></annotation></sentence>`
    const { passages } = xml(
      `<document><id>1</id><passage><offset>0</offset>${sentence(0, 'a b.', 2)}${sentence(5, 'b c.', 5)}</passage></document>`,
    )
    expect(passages[0]).toMatchObject({ text: 'a b. b c.', mentions: [{ start: 2 }, { start: 5 }] })
  })

  test('may state the text twice, in the passage and in its sentences', () => {
    const { passages } = xml(
      '<document><id>1</id><passage><offset>0</offset><text>a b.</text><sentence><offset>0</offset><text>a b.</text></sentence></passage></document>',
    )
    expect(passages[0]?.text).toBe('a b.')
  })

  test('may have no text at all', () => {
    expect(xml('<document><id>1</id><passage><offset>0</offset></passage></document>').passages).toMatchObject([
      { text: '' },
    ])
  })
})

describe('offsets', () => {
  const annotated = (offset: number, second: number) =>
    `<document><id>1</id><passage><offset>0</offset><text>𝛽é</text></passage><passage><offset>${second}</offset><text>ab</text><annotation><infon key="type">X</infon><location offset="${offset}" length="1"/><text>b</text></annotation></passage></document>`

  test.each([
    ['codepoint', 3, 2],
    ['utf16', 4, 3],
    ['byte', 7, 6],
  ] as const)('count %s', (offsets, offset, second) => {
    const [passage] = xml(annotated(offset, second), { offsets }).passages
    expect(passage).toMatchObject({ text: '𝛽éab', mentions: [{ start: 4, end: 5 }] })
  })

  test('of another unit are noticed', () => {
    const inOne =
      '<document><id>1</id><passage><offset>0</offset><text>𝛽ab</text><annotation><infon key="type">X</infon><location offset="2" length="1"/><text>a</text></annotation></passage></document>'
    expect(refusalOf(() => xml(inOne))).toMatch(
      /^x\.xml:4: document "1", 2-3: the text there is "b", the annotation says "a"; /,
    )
    expect(xml(inOne, { offsets: 'utf16' }).passages[0]?.mentions).toEqual([{ start: 2, end: 3, type: 'X' }])
    expect(refusalOf(() => xml(annotated(3, 2), { offsets: 'byte' }))).toMatch(
      /^x\.xml:4: text at offset 2, but the text before it ends at 6; .*read as byte offsets$/,
    )
  })
})

describe('surface forms', () => {
  const stating = (text: string) =>
    `<document><id>D</id><passage><offset>0</offset><text>renal failure</text>\n<annotation><infon key="type">X</infon><location offset="0" length="5"/><text>${text}</text></annotation></passage></document>`

  test('that differ from the text are refused, with both', () => {
    expect(refusalOf(() => xml(stating('liver')))).toMatch(
      /^x\.xml:5: document "D", 0-5: the text there is "renal", the annotation says "liver"; /,
    )
  })

  test('may be known to differ', () => {
    const { passages, notes } = xml(stating('liver'), { known: [{ document: 'D', start: 0, end: 5 }] })
    expect(passages[0]?.mentions).toEqual([{ start: 0, end: 5, type: 'X' }])
    expect(notes.remarks).toMatchObject([{ kind: 'text-mismatch', count: 1 }])
  })
})

describe('JSON', () => {
  const document = (id: string | number, ...annotations: unknown[]) => ({
    id,
    infons: {},
    passages: [
      { offset: 0, infons: { type: 'title' }, text: 'renal failure', sentences: [], annotations, relations: [] },
    ],
    relations: [{ id: 'R1', infons: { type: 'Association', score: 0.9 } }],
  })
  const annotation = {
    id: '1',
    infons: {
      identifier: 'MESH:D1;MESH:D2',
      type: 'Disease',
      valid: true,
      accession: null,
      normalized: ['x'],
      normalized_id: 1,
    },
    text: 'failure',
    locations: [{ offset: 6, length: 7 }],
  }
  const mention = { start: 6, end: 13, type: 'Disease', concepts: ['MESH:D1', 'MESH:D2'] }
  const options = { conceptSeparators: ';' }

  test('comes as a collection, as PubTator 3 exports it, or as one document', () => {
    for (const value of [
      { source: '', documents: [document(1, annotation)] },
      { PubTator3: [document('1', annotation)] },
      document('1', annotation),
    ]) {
      const { passages, notes } = json(value, options)
      expect(passages).toMatchObject([{ id: '1', text: 'renal failure', mentions: [mention] }])
      expect(notes.remarks.map(({ message }) => message)).toEqual([
        expect.stringMatching(
          /^x\.json: (\w+\[0]\.)?relations\[0]: here and after it 1 relations are passed over \(Association 1\)$/,
        ),
      ])
    }
  })

  test('comes as one document or collection a line', () => {
    const text = `\n${JSON.stringify(document('1', annotation))}\r\n\n${JSON.stringify({ documents: [document('2'), document('3')] })}\n`
    const { passages, notes } = readBioc(sourceOf(text, 'x.jsonl'), options)
    expect(passages.map(({ id }) => id)).toEqual(['1', '2', '3'])
    expect(passages[0]?.mentions).toEqual([mention])
    expect(notes.carriageReturns).toBe(true)
  })

  test('is refused with the path', () => {
    const refused = (value: unknown) => refusalOf(() => json(value, options))
    expect(refused({ documents: [document('1'), { id: 'x' }] })).toMatch(/^x\.json: documents\[1]\.passages: /)
    expect(refused({ documents: [document('1', { ...annotation, locations: [{ offset: -1, length: 1 }] })] })).toMatch(
      /^x\.json: documents\[0]\.passages\[0]\.annotations\[0]\.locations\[0]\.offset: /,
    )
    expect(refused(document('1', annotation, { ...annotation, text: 7 }))).toMatch(
      /^x\.json: passages\[0]\.annotations\[1]\.text: /,
    )
    expect(refused({ documents: [null] })).toMatch(/^x\.json: documents\[0]: /)
    expect(refused({ documents: 7 })).toMatch(/^x\.json: documents: /)
    expect(refused(document('1', { ...annotation, infons: {} }))).toBe(
      'x.json: passages[0].annotations[0]: an annotation without an infon "type"',
    )
    expect(refused(document('1', { ...annotation, locations: [] }))).toBe(
      'x.json: passages[0].annotations[0]: an annotation of type "Disease" without a location',
    )
    expect(
      refusalOf(() => readBioc(sourceOf(`${JSON.stringify(document('1'))}\n{"id":"2","passages":[{}]}`, 'x'))),
    ).toMatch(/^x:2: passages\[0]\.offset: /)
    expect(refusalOf(() => readBioc(sourceOf(`${JSON.stringify(document('1'))}\n{"id":`, 'x')))).toBe(
      'x:2: not JSON: "{\\"id\\":"',
    )
    expect(refusalOf(() => readBioc(sourceOf('{"id": x}', 'x')))).toMatch(/^x: not JSON: /)
    expect(refused({ documents: [] })).toBe('x.json: the file holds no document')
    expect(refusalOf(() => readBioc(sourceOf(`{"documents":${'['.repeat(1_000_000)}`, 'x')))).toMatch(/^x: not JSON: /)
    const deep = `{"documents":[${'['.repeat(100_000)}${']'.repeat(100_000)}]}`
    expect(refusalOf(() => readBioc(sourceOf(deep, 'x')))).toMatch(/^x: documents\[0]: /)
  })

  test('drops annotations without a text or place where it is told to', () => {
    const drop: NonNullable<BiocOptions['drop']> = (_, text) => text === null || text === ''
    const { passages, notes } = json(document('1', { infons: { type: 'MeSH' } }, annotation), { drop })
    expect(passages[0]?.mentions).toHaveLength(1)
    expect(notes.remarks[0]).toMatchObject({ kind: 'skipped-annotations', count: 1 })
  })
})

describe('refuses', () => {
  const passage = (content: string) =>
    `<document><id>1</id><passage><offset>0</offset><text>abc def</text>\n${content}</passage></document>`
  const annotation = (locations: string, type = 'X') =>
    passage(`<annotation><infon key="type">${type}</infon>${locations}</annotation>`)

  test.each([
    ['', /^x\.xml: the file holds no document$/],
    ['<document><passage><offset>0</offset></passage></document>', /^x\.xml:4: a document without an id$/],
    ['<document><id>1</id><passage><text>a</text></passage></document>', /^x\.xml:4: there is no offset$/],
    [
      '<document><id>1</id><passage><offset>1.5</offset></passage></document>',
      /^x\.xml:4: offset "1\.5" is no whole number$/,
    ],
    [
      `<document><id>1</id></document>\n<document><id>1</id></document>`,
      /^x\.xml:5: document "1" is there already: x\.xml:4/,
    ],
    [annotation('<location offset="0" length="3"/>', ''), /^x\.xml:5: an annotation without an infon "type"$/],
    [annotation(''), /^x\.xml:5: an annotation of type "X" without a location$/],
    [annotation('<location offset="0"/>'), /^x\.xml:5: there is no length$/],
    [annotation('<location offset="0" length="0"/>'), /^x\.xml:5: start 0 is not before end 0/],
    [annotation('<location offset="0" length="99"/>'), /^x\.xml:5: offset 99 is beyond the end of the text/],
    [
      annotation('<location offset="0" length="3"/><location offset="2" length="3"/>'),
      /^x\.xml:5: locations of one annotation that overlap$/,
    ],
    [
      passage('').replace('<offset>0<', '<offset>99999999999<'),
      /^x\.xml:4: offset 99999999999 leaves a gap; at most 10000000/,
    ],
  ])('%s', (documents, message) => {
    expect(refusalOf(() => xml(documents))).toMatch(message)
  })

  test('gaps that add up', () => {
    const documents = Array.from(
      { length: 3 },
      (_, id) => `<document><id>${id}</id><passage><offset>4000000</offset><text>a</text></passage></document>\n`,
    )
    expect(refusalOf(() => xml(documents.join('')))).toMatch(/^x\.xml:6: offset 4000000 leaves a gap/)
  })

  test('what is neither XML nor JSON', () => {
    expect(refusalOf(() => readBioc(sourceOf('1|t|x', 'x')))).toMatch(
      /^x:1: "1\|t\|x" begins neither XML nor a JSON object/,
    )
    expect(refusalOf(() => readBioc(sourceOf('', 'x')))).toBe('x: the file is empty')
  })

  test('a repeated document, unless told what to do with it', () => {
    const twice = '<document><id>1</id></document>\n<document><id>1</id></document>'
    expect(xml(twice, { repeated: 'keep-first' }).passages).toHaveLength(1)
    expect(xml(twice, { repeated: 'keep-all' }).passages.map(({ id, document }) => [id, document])).toEqual([
      ['1', '1'],
      ['1#2', '1'],
    ])
  })
})
