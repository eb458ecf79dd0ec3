import { readThrift, type ThriftStruct } from './thrift.ts'

/** What all columns of a file may take together, once unpacked. The largest corpora have a million tokens. */
export const maxValues = 10_000_000
const maxUnpackedBytes = 2 ** 30
/** Writers begin a new page after a megabyte. */
export const maxPageBytes = 2 ** 26

/** Unpacks a page of which the unpacked length is known. */
export type Unpack = (page: Uint8Array, length: number) => Uint8Array

export interface ChunkShape {
  readonly maxRepetitionLevel: number
  readonly maxDefinitionLevel: number
  /** null: the pages are not packed. */
  readonly unpack: Unpack | null
}

/** What the chunks looked at so far take. */
export interface Spent {
  values: number
  bytes: number
}

/**
 * Looks through the pages of a column chunk before hyparquet reads it: a page of a few bytes can say that it holds a billion values,
 * and hyparquet believes it. Adds to `spent`, and returns the number of values. Throws a `RangeError` where a limit above is
 * exceeded, where a page says more than it holds, and for encodings that are not checked here.
 */
export function checkPages(chunk: Uint8Array, shape: ChunkShape, spent: Spent): number {
  const view = viewOf(chunk)
  let values = 0
  for (let offset = 0; offset < chunk.length - 1; ) {
    const { struct: header, end } = readThrift(view, offset)
    const type = header.get(1)
    const unpacked = wholeNumber(header, 2, 'bytes')
    const packed = wholeNumber(header, 3, 'bytes')
    const page = chunk.subarray(end, end + packed)
    if (page.length < packed) throw new RangeError('a page that ends too early')
    if (unpacked > maxPageBytes) throw new RangeError(`a page of ${unpacked} bytes; at most ${maxPageBytes} are read`)
    spent.bytes += unpacked
    if (spent.bytes > maxUnpackedBytes) throw new RangeError(`more than ${maxUnpackedBytes} bytes when unpacked`)
    const count =
      type === pageTypes.data
        ? checkDataPage(structOf(header, 5), page, unpacked, shape)
        : type === pageTypes.dataV2
          ? checkDataPageV2(structOf(header, 8), page, unpacked, shape)
          : 0
    spent.values += type === pageTypes.dictionary ? wholeNumber(structOf(header, 7), 1, 'values') : count
    if (spent.values > maxValues) throw new RangeError(`more than ${maxValues} values`)
    values += count
    offset = end + packed
  }
  return values
}

const pageTypes = { data: 0, dictionary: 2, dataV2: 3 } as const
const encodings = { plain: 0, plainDictionary: 2, rleDictionary: 8 } as const

function checkDataPage(header: ThriftStruct, page: Uint8Array, unpacked: number, shape: ChunkShape): number {
  const count = valuesOf(header)
  const encoding = encodingOf(header, 2)
  const bytes = shape.unpack === null ? page : shape.unpack(page, unpacked)
  const view = viewOf(bytes)
  let offset = 0
  for (const level of [shape.maxRepetitionLevel, shape.maxDefinitionLevel]) {
    if (level === 0) continue
    const length = view.getUint32(offset, true)
    checkRuns(view, offset + 4, widthOf(level), count, 'levels')
    offset += 4 + length
  }
  checkValues(bytes.subarray(offset), encoding, count)
  return count
}

function checkDataPageV2(header: ThriftStruct, page: Uint8Array, unpacked: number, shape: ChunkShape): number {
  const count = valuesOf(header)
  const nulls = wholeNumber(header, 2, 'nulls')
  wholeNumber(header, 3, 'rows')
  const encoding = encodingOf(header, 4)
  const definitions = wholeNumber(header, 5, 'bytes of levels')
  const repetitions = wholeNumber(header, 6, 'bytes of levels')
  if (nulls > count) throw new RangeError(`a page of ${count} values, ${nulls} of them null`)
  const levels = repetitions + definitions
  if (levels > page.length || levels > unpacked) throw new RangeError('a page that ends too early')
  if (shape.maxRepetitionLevel > 0) checkRuns(viewOf(page), 0, widthOf(shape.maxRepetitionLevel), count, 'levels')
  if (shape.maxDefinitionLevel > 0)
    checkRuns(viewOf(page), repetitions, widthOf(shape.maxDefinitionLevel), count, 'levels')
  const body = page.subarray(levels)
  const packed = header.get(7) !== false && shape.unpack !== null
  checkValues(packed ? shape.unpack(body, unpacked - levels) : body, encoding, count)
  return count
}

/** Values that are written out are as many as there are bytes for; indices into a dictionary come in runs. */
function checkValues(bytes: Uint8Array, encoding: number, count: number): void {
  const [width] = bytes
  if (encoding === encodings.plain || width === undefined) return
  if (width > 32) throw new RangeError(`indices of ${width} bits`)
  checkRuns(viewOf(bytes), 1, width, count, 'indices')
}

/**
 * Runs of one value, or of packed ones, until there are `count`, as levels and indices come. There may be fewer indices than
 * values, as a null has none; padding fills packed ones up.
 */
function checkRuns(view: DataView, start: number, width: number, count: number, what: 'levels' | 'indices'): void {
  let offset = start
  for (let seen = 0; seen < count; ) {
    if (what === 'indices' && offset >= view.byteLength) return
    let header = 0
    let byte = 0x80
    for (let index = 0; byte >= 0x80; index++) {
      if (index === 5) throw new RangeError(`a run of ${what} without end`)
      byte = view.getUint8(offset)
      header += (byte & 0x7f) * 2 ** (7 * index)
      offset += 1
    }
    const packed = header % 2 === 1
    const length = Math.floor(header / 2) * (packed ? 8 : 1)
    if (length > count - seen + (packed ? maxPadding : 0)) {
      throw new RangeError(`a run of ${length} ${what} in a page of ${count} values`)
    }
    offset += packed ? (length / 8) * width : Math.ceil(width / 8)
    seen += length
  }
}

/** Some writers fill the last run up to 504 values. */
const maxPadding = 504

function widthOf(maxLevel: number): number {
  return 32 - Math.clz32(maxLevel)
}

function valuesOf(header: ThriftStruct): number {
  const count = wholeNumber(header, 1, 'values')
  if (count > maxValues) throw new RangeError(`a page of ${count} values; at most ${maxValues} are read`)
  return count
}

function encodingOf(header: ThriftStruct, field: number): number {
  const encoding = header.get(field)
  const known = Object.values(encodings).find(code => code === encoding)
  if (known !== undefined) return known
  throw new RangeError(`encoding ${encoding}; plain and dictionary encodings are read, as pyarrow writes`)
}

function structOf(header: ThriftStruct, field: number): ThriftStruct {
  const struct = header.get(field)
  if (struct instanceof Map) return struct
  throw new RangeError('a page without a header of its type')
}

function wholeNumber(header: ThriftStruct, field: number, what: string): number {
  const number = header.get(field)
  if (typeof number === 'number' && number >= 0) return number
  throw new RangeError(`a page of ${number} ${what}`)
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
