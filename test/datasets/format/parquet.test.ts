import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, test } from 'vitest'
import { BenchError } from '../../../src/core/error.ts'
import { type HubParquetOptions, readHubParquet } from '../../../src/datasets/format/parquet/hub-parquet.ts'
import { sourceOf } from '../source.ts'
import { damaged } from './damage.ts'

type Parameters0 = Parameters<typeof parquetWriteBuffer>[0]

interface Row {
  readonly tokens: unknown
  readonly tags: unknown
  readonly document?: unknown
}

const names = ['O', 'B-Disease', 'I-Disease']
const classLabel = { names, _type: 'ClassLabel' }
const note = (tags: unknown, column = 'ner_tags') => JSON.stringify({ info: { features: { [column]: tags } } })
const noted = note({ feature: classLabel, _type: 'Sequence' })

interface Layout {
  readonly tagColumn?: string
  readonly tagType?: 'INT64' | 'INT32' | 'BYTE_ARRAY'
  readonly documentColumn?: string
  readonly note?: string | null
  readonly codec?: Parameters0['codec']
}

/** Lists as Arrow writes them: an optional list of optional items. */
function parquet(rows: readonly Row[], layout: Layout = {}): Uint8Array {
  const { tagColumn = 'ner_tags', tagType = 'INT64', documentColumn, codec = 'SNAPPY' } = layout
  const list = (name: string, item: object) => [
    { name, repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', repetition_type: 'OPTIONAL', ...item },
  ]
  const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8' }
  const document = documentColumn === undefined ? [] : [{ name: documentColumn, data: rows.map(row => row.document) }]
  const schema = [
    { name: 'schema', num_children: 2 + document.length },
    ...list('tokens', text),
    ...list(tagColumn, tagType === 'BYTE_ARRAY' ? text : { type: tagType }),
    ...document.map(({ name }) => ({ name, repetition_type: 'OPTIONAL', ...text })),
  ]
  return new Uint8Array(
    parquetWriteBuffer({
      schema: schema as NonNullable<Parameters0['schema']>,
      columnData: [
        { name: 'tokens', data: rows.map(row => row.tokens) },
        {
          name: tagColumn,
          data: rows.map(row => (tagType === 'INT64' && Array.isArray(row.tags) ? row.tags.map(bigint) : row.tags)),
        },
        ...document,
      ],
      codec,
      kvMetadata: layout.note === null ? [] : [{ key: 'huggingface', value: layout.note ?? noted }],
    }),
  )
}
const bigint = (value: unknown) => (typeof value === 'number' ? BigInt(value) : value)

const read = (files: Uint8Array | readonly Uint8Array[], options: Partial<HubParquetOptions> = {}) =>
  readHubParquet(
    (files instanceof Uint8Array ? [files] : files).map((bytes, at) => sourceOf(bytes, `${at}.parquet`)),
    { id: 'x', ...options },
  )

async function refusalOf(
  files: Uint8Array | readonly Uint8Array[],
  options?: Partial<HubParquetOptions>,
): Promise<string> {
  try {
    await read(files, options)
  } catch (error) {
    if (error instanceof BenchError && error.code === 'INPUT') return error.message
    throw error
  }
  throw new Error('nothing was refused')
}

const first: Row = { tokens: ['𝛽', 'disease', '.'], tags: [1, 2, 0] }
const second: Row = { tokens: ['None'], tags: [0] }
const empty: Row = { tokens: [], tags: [] }
const firstPassage = {
  id: 'x.1',
  document: null,
  text: '𝛽 disease .',
  tokens: [
    { start: 0, end: 2 },
    { start: 3, end: 10 },
    { start: 11, end: 12 },
  ],
  tags: ['B-Disease', 'I-Disease', 'O'],
  mentions: [{ start: 0, end: 10, type: 'Disease' }],
}

describe('examples', () => {
  test.each(['SNAPPY', 'UNCOMPRESSED'] as const)('are passages; tags are named in the file (%s)', async codec => {
    const { passages, notes } = await read(parquet([first, second], { codec }))
    expect(passages).toEqual([
      firstPassage,
      { ...firstPassage, id: 'x.2', text: 'None', tokens: [{ start: 0, end: 4 }], tags: ['O'], mentions: [] },
    ])
    expect(notes).toEqual({ byteOrderMark: false, carriageReturns: false, remarks: [] })
  })

  test('have tags of other types', async () => {
    const texts = { tokens: first.tokens, tags: ['B-Disease', 'I-Disease', 'O'] }
    expect((await read(parquet([texts], { tagType: 'BYTE_ARRAY', note: null }))).passages).toEqual([firstPassage])
    expect((await read(parquet([first], { tagType: 'INT32' }))).passages).toEqual([firstPassage])
    expect((await read(parquet([first], { tagColumn: 'tags', note: note([classLabel], 'tags') }))).passages).toEqual([
      firstPassage,
    ])
  })

  test('have names of tags that are given, which count more than those of the file', async () => {
    const given = { names: ['O', 'B-X', 'I-X'] }
    for (const layout of [{}, { note: null }, { note: 'no JSON' }, { note: note({ feature: { dtype: 'int64' } }) }]) {
      const { passages } = await read(parquet([first], layout), given)
      expect(passages[0]?.mentions).toEqual([{ start: 0, end: 10, type: 'X' }])
    }
  })

  test('have no types, but for the one that is given', async () => {
    const untyped = parquet([first], { note: note({ feature: { names: ['O', 'B', 'I'] } }) })
    const { passages } = await read(untyped, { onlyType: 'Species' })
    expect(passages[0]).toMatchObject({ tags: ['B-Species', 'I-Species', 'O'], mentions: [{ type: 'Species' }] })
  })

  test('are in documents, where the file says so', async () => {
    const rows = [
      { ...first, document: '123' },
      { ...second, document: null },
    ]
    for (const documentColumn of ['document_id', 'pmid']) {
      const { passages } = await read(parquet(rows, { documentColumn }))
      expect(passages.map(({ id, document }) => [id, document])).toEqual([
        ['x.1', '123'],
        ['x.2', null],
      ])
    }
  })

  test('come in several files, in their order', async () => {
    const { passages } = await read([parquet([first]), parquet([second, first])])
    expect(passages.map(({ id, text }) => [id, text])).toEqual([
      ['x.1', '𝛽 disease .'],
      ['x.2', 'None'],
      ['x.3', '𝛽 disease .'],
    ])
  })

  test('without tokens are left out and counted', async () => {
    const { passages, notes } = await read([parquet([empty, first, empty]), parquet([second, empty])])
    expect(passages.map(({ id }) => id)).toEqual(['x.1', 'x.2'])
    expect(notes.remarks).toEqual([
      {
        kind: 'empty-examples',
        message: '0.parquet: row 0: here and after it 3 examples without tokens are left out',
        count: 3,
      },
    ])
  })

  test('that come twice, all of them, are told, and one half is kept where it is said', async () => {
    const files = [parquet([first, second, empty]), parquet([first, second, empty])]
    const kept = await read(files)
    expect(kept.passages).toHaveLength(4)
    expect(kept.notes.remarks[1]).toEqual({
      kind: 'doubled-examples',
      message: '1.parquet: row 0: here the first 2 examples begin again; both are kept',
      count: 2,
    })
    const halved = await read(files, { doubled: 'halve' })
    expect(halved.passages).toEqual(kept.passages.slice(0, 2))
    expect(halved.notes.remarks.map(({ kind, count }) => [kind, count])).toEqual([
      ['empty-examples', 2],
      ['doubled-examples', 2],
    ])
    const other = await read([parquet([first, second, { ...first, tags: [1, 0, 0] }, second])], { doubled: 'halve' })
    expect([other.passages.length, other.notes.remarks]).toEqual([4, []])
  })

  test('whatever they hold, come back', async () => {
    const token = fc.string({ minLength: 1, unit: 'grapheme' })
    const row = fc.array(fc.tuple(token, fc.constantFrom(0, 1, 2)), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async rows => {
        const { passages } = await read(
          parquet(rows.map(items => ({ tokens: items.map(([text]) => text), tags: items.map(([, tag]) => tag) }))),
        )
        expect(passages.map(({ text, tokens }) => tokens?.map(({ start, end }) => text.slice(start, end)))).toEqual(
          rows.map(items => items.map(([text]) => text)),
        )
        expect(passages.map(({ tags }) => tags)).toEqual(rows.map(items => items.map(([, tag]) => names[tag])))
      }),
    )
  })
})

/**
 * `pq.write_table(table, path)` of pyarrow 26.0.1, once as it is (pages of version 1, SNAPPY), once with `compression='zstd',
 * data_page_version='2.0'`; the table has `id`, `tokens` and `ner_tags`, and the note of the datasets library.
 */
describe('files of pyarrow', () => {
  const fixture = (name: string) => readFileSync(join(import.meta.dirname, '..', '..', 'fixtures', 'parquet', name))

  test.each(['pyarrow-snappy.parquet', 'pyarrow-zstd.parquet'])('%s', async name => {
    const { passages, notes } = await read(fixture(name))
    expect(
      passages.map(({ text, tags, mentions }) => [
        text,
        tags?.join(' '),
        mentions.map(({ start, end }) => text.slice(start, end)),
      ]),
    ).toEqual([
      ['Identification of APC2 .', 'O O O O', []],
      ['𝛽 - thalassaemia and 病気', 'B-Disease I-Disease I-Disease O B-Disease', ['𝛽 - thalassaemia', '病気']],
    ])
    expect(notes.remarks.map(({ kind }) => kind)).toEqual(['empty-examples'])
  })

  test('damaged, are read or refused with the file', async () => {
    const files = ['pyarrow-snappy.parquet', 'pyarrow-zstd.parquet'].map(name => new Uint8Array(fixture(name)))
    const anyFile = fc.constantFrom(
      ...files,
      parquet([first, second, empty]),
      parquet([first], { codec: 'UNCOMPRESSED' }),
    )
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyFile.chain(damaged), fc.uint8Array({ maxLength: 100 })), async bytes => {
        try {
          await read(bytes)
        } catch (error) {
          if (!(error instanceof BenchError)) throw error
          expect([error.code, error.message]).toEqual(['INPUT', expect.stringMatching(/^0\.parquet: /)])
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('refuses', () => {
  const row = (tokens: unknown, tags: unknown) => parquet([second, { tokens, tags }])

  test.each<[string, Uint8Array, RegExp]>([
    [
      'an empty file',
      new Uint8Array(),
      /^0\.parquet: this is no Parquet file that can be read: it does not begin with "PAR1"$/,
    ],
    ['a text', new TextEncoder().encode('O\tB-Disease\nO\tO\n'), /does not begin with "PAR1"$/],
    ['a file that is cut off', parquet([first]).slice(0, -10), /does not end with "PAR1"; it may be cut off$/],
    [
      'a footer that is too long',
      withFooterLength(parquet([first]), 1_000_000),
      /a footer of 1000000 bytes, longer than the file$/,
    ],
    [
      'other columns',
      parquet([first], { tagColumn: 'labels' }),
      /^0\.parquet: columns "tokens", "labels"; tokens and ner_tags \(or tags\) are expected$/,
    ],
    ['fewer tags', row(['a', 'b'], [0]), /^0\.parquet: row 1: 2 tokens, but 1 tags; there must be one of each$/],
    ['tags without tokens', row([], [0]), /^0\.parquet: row 1: 0 tokens, but 1 tags/],
    ['a number without a name', row(['a'], [3]), /^0\.parquet: row 1: ner_tags\[0] is 3; there are names for 0 to 2$/],
    ['a negative number', row(['a'], [-100]), /^0\.parquet: row 1: ner_tags\[0] is -100; there are names/],
    [
      'a tag that is missing',
      row(['a'], [null]),
      /^0\.parquet: row 1: ner_tags\[0] is null; a tag, or its number, is expected$/,
    ],
    [
      'a token that is missing',
      row([null], [0]),
      /^0\.parquet: row 1: tokens\[0] is null; a text that is not empty is expected$/,
    ],
    ['a token without a character', row([''], [0]), /^0\.parquet: row 1: tokens\[0] is ""; a text/],
    [
      'numbers without names',
      parquet([second], { note: null }),
      /^0\.parquet: row 0: ner_tags\[0] is 0, and the file has no names for the numbers in ner_tags; give them$/,
    ],
    [
      'foreign tags',
      parquet([{ tokens: ['a'], tags: ['Z'] }], { tagType: 'BYTE_ARRAY' }),
      /^0\.parquet: row 0: tag 0: "Z" is neither O nor a tag/,
    ],
    ['no example', parquet([empty]), /^0\.parquet: there is no example with tokens$/],
    ['words that are no list', wordColumns(), /^0\.parquet: row 0: tokens is "a"; a list is expected$/],
    ['lists that are missing', row(null, null), /^0\.parquet: row 1: tokens is (null|undefined); a list is expected$/],
  ])('%s', async (_, bytes, message) => {
    expect(await refusalOf(bytes)).toMatch(message)
  })

  test('no file', async () => {
    expect(await refusalOf([])).toBe('no file: there is no example with tokens')
  })

  function withFooterLength(bytes: Uint8Array, length: number): Uint8Array {
    new DataView(bytes.buffer).setUint32(bytes.length - 8, length, true)
    return bytes
  }

  function wordColumns(): Uint8Array {
    const columns = [
      { name: 'tokens', data: ['a'] },
      { name: 'ner_tags', data: ['O'] },
    ]
    return new Uint8Array(parquetWriteBuffer({ columnData: columns }))
  }
})
