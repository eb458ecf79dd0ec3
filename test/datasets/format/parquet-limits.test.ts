import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkPages, maxPageBytes, maxValues } from '../../../src/datasets/format/parquet/page-check.ts'
import { readThrift } from '../../../src/datasets/format/parquet/thrift.ts'

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value % 0x80) | 0x80, ...varint(Math.floor(value / 0x80))]
}
/** A field one after the last one, a 32-bit number. */
const i32 = (value: number) => [0x15, ...varint(value < 0 ? -2 * value - 1 : 2 * value)]
const struct = (delta: number, ...fields: number[][]) => [(delta << 4) | 12, ...fields.flat(), 0]

interface Page {
  readonly values: number
  readonly encoding?: number
  readonly bytes: readonly number[]
  /** What the header says; as it is, where nothing is said. */
  readonly unpacked?: number
  readonly packed?: number
}
function dataPage({ values, encoding = 0, bytes, unpacked = bytes.length, packed = bytes.length }: Page): number[] {
  const header = [i32(0), i32(unpacked), i32(packed), struct(2, i32(values), i32(encoding), i32(3), i32(3)), [0]]
  return [...header.flat(), ...bytes]
}
/** Levels of a page of the first version: their length in four bytes, then runs. */
const levels = (...runs: number[][]) => {
  const bytes = runs.flat()
  return [bytes.length, 0, 0, 0, ...bytes]
}
const run = (length: number, value: number) => [...varint(length * 2), value]

function check(chunk: readonly number[], shape: { repeated?: boolean; optional?: boolean } = {}): number {
  return checkPages(
    Uint8Array.from(chunk),
    { maxRepetitionLevel: shape.repeated ? 1 : 0, maxDefinitionLevel: shape.optional ? 1 : 0, unpack: null },
    { values: 0, bytes: 0 },
  )
}

describe('pages', () => {
  test('count their values', () => {
    const page = dataPage({ values: 4, bytes: [...levels(run(1, 0), run(3, 1)), ...levels(run(4, 1)), 1, 2, 3, 4] })
    expect(check([...page, ...page], { repeated: true, optional: true })).toBe(8)
  })

  test('may have fewer indices than values, and padding', () => {
    const packed = [(2 << 1) | 1, 0, 0]
    expect(
      check(dataPage({ values: 10, encoding: 8, bytes: [...levels(run(10, 0)), 1, ...packed] }), { optional: true }),
    ).toBe(10)
    expect(check(dataPage({ values: 10, encoding: 8, bytes: [...levels(run(10, 0)), 1] }), { optional: true })).toBe(10)
  })

  test.each<[string, number[], RegExp]>([
    ['values without end', dataPage({ values: maxValues + 1, bytes: [] }), /a page of 10000001 values; at most/],
    [
      'bytes without end',
      dataPage({ values: 1, bytes: [], unpacked: maxPageBytes + 1 }),
      /a page of 67108865 bytes; at most/,
    ],
    ['fewer values than none', dataPage({ values: -1, bytes: [] }), /a page of -1 values/],
    ['more bytes than there are', dataPage({ values: 1, bytes: [1], packed: 9 }), /a page that ends too early/],
    ['a negative length', dataPage({ values: 1, bytes: [1], packed: -9 }), /a page of -9 bytes/],
    [
      'a run that is longer than the page',
      dataPage({ values: 2, bytes: levels(run(2 ** 30, 0)) }),
      /a run of 1073741824 levels in a page of 2 values/,
    ],
    [
      'packed ones that are more than the page has',
      dataPage({ values: 2, bytes: levels([...varint(2 ** 30 + 1)]) }),
      /a run of 4294967296 levels/,
    ],
    ['runs that end too early', dataPage({ values: 2, bytes: levels(run(1, 0)) }), /./],
    [
      'indices without end',
      dataPage({ values: 2, encoding: 8, bytes: [...levels(run(2, 1)), 3, ...run(2 ** 30, 0)] }),
      /a run of 1073741824 indices/,
    ],
    [
      'a run whose length has no end',
      dataPage({ values: 2, bytes: levels([0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0]) }),
      /a run of levels without end/,
    ],
    [
      'indices of many bits',
      dataPage({ values: 2, encoding: 8, bytes: [...levels(run(2, 1)), 33] }),
      /indices of 33 bits/,
    ],
    [
      'another encoding',
      dataPage({ values: 2, encoding: 5, bytes: levels(run(2, 1)) }),
      /encoding 5; plain and dictionary encodings are read/,
    ],
    ['no header of its type', [...i32(0), ...i32(0), ...i32(0), 0, 0], /a page without a header of its type/],
  ])('are refused with %s', (_, chunk, message) => {
    expect(() => check(chunk, { optional: true })).toThrow(message)
  })

  test('together are limited, too', () => {
    const page = dataPage({ values: maxValues / 2, bytes: levels(run(maxValues / 2, 1)) })
    expect(check([...page, ...page], { optional: true })).toBe(maxValues)
    expect(() => check([...page, ...page, ...page], { optional: true })).toThrow(/more than 10000000 values/)
  })
})

describe('headers', () => {
  const read = (...bytes: number[]) => readThrift(new DataView(Uint8Array.from(bytes).buffer), 0)

  test('are numbers, truth values and structs; other fields are passed over', () => {
    const { struct: header, end } = read(
      ...i32(-5),
      0x11,
      0x12,
      0x18,
      2,
      65,
      66,
      0x19,
      0x21,
      1,
      2,
      ...struct(1, i32(7)),
      0x16,
      0x80,
      1,
      0,
      99,
    )
    expect([...header]).toEqual([
      [1, -5],
      [2, true],
      [3, false],
      [4, null],
      [5, null],
      [6, new Map([[1, 7]])],
      [7, 64],
    ])
    expect(end).toBe(20)
  })

  test.each<[string, number[], RegExp]>([
    [
      'a number without end',
      [0x16, ...new Array<number>(1000).fill(0x80), 0, 0],
      /a header number of more than 10 bytes/,
    ],
    ['structs without end', new Array<number>(100_000).fill(0x1c), /header structs more than 16 deep/],
    ['a list without end', [0x19, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07], /a header list of 2147483647 items/],
    ['a text without end', [0x18, 0xff, 0xff, 0xff, 0xff, 0x07], /a header that ends too early/],
    ['a text longer than that', [0x18, 0xff, 0xff, 0xff, 0xff, 0x0f], /a header field of 4294967295 bytes/],
    ['a type that is none', [0x1f], /a header field of unknown type 15/],
    ['no end', [0x15], /./],
  ])('are refused with %s', (_, bytes, message) => {
    expect(() => read(...bytes)).toThrow(message)
  })

  test('of any bytes end', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 255 })), bytes => {
        try {
          expect(read(...bytes).end).toBeLessThanOrEqual(bytes.length)
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError)
        }
      }),
    )
  })
})
