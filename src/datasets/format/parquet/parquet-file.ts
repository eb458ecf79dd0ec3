import {
  type ColumnMetaData,
  type FileMetaData,
  parquetMetadata,
  parquetReadObjects,
  parquetSchema,
  type SchemaTree,
  snappyUncompress,
} from 'hyparquet'
import { decompressBrotli, decompressGzip, decompressZstd } from 'hyparquet-compressors'
import type { Source } from '../../../core/corpus.ts'
import { BenchError } from '../../../core/error.ts'
import { excerpt } from '../text.ts'
import { type ChunkShape, checkPages, type Spent, type Unpack } from './page-check.ts'
import { readThrift } from './thrift.ts'

export interface ParquetFile {
  readonly name: string
  readonly columns: readonly string[]
  /** What the writer of the file added to it, by key. */
  readonly notes: ReadonlyMap<string, string>
  /** All rows, with the columns named. Throws `INPUT` where the data are damaged or unpack to more than is read. */
  rows(columns: readonly string[]): Promise<Record<string, unknown>[]>
}

/** Reads the footer. Throws `INPUT` where the file is not Parquet, or is cut off or damaged. */
export function openParquet(source: Source): ParquetFile {
  const { name, bytes } = source
  const metadata = refusing(name, () => readFooter(bytes))
  const { children } = refusing(name, () => parquetSchema(metadata))
  // hyparquet promises names and texts, but a damaged footer may have none in their place.
  const notes = (metadata.key_value_metadata ?? []).filter(({ key, value }) => isText(key) && isText(value))
  return {
    name,
    columns: children.map(child => child.element.name).filter(isText),
    notes: new Map(notes.map(({ key, value }) => [key, value ?? ''])),
    async rows(columns) {
      refusing(name, () => checkChunks(bytes, metadata, children, columns))
      try {
        return await parquetReadObjects({
          // A copy, and not slice(): that of Node's Buffer is a view of memory that other things share.
          file: { byteLength: bytes.length, slice: (start, end) => new Uint8Array(bytes.subarray(start, end)).buffer },
          metadata,
          columns: [...columns],
          compressors: unpackers,
          parsers: { stringFromBytes: decodeText },
        })
      } catch (error) {
        throw refusal(name, error)
      }
    },
  }
}

/** Page by page, into memory of the length that the page states. */
const unpackers: Readonly<Record<string, Unpack>> = {
  SNAPPY: (page, length) => {
    const unpacked = new Uint8Array(length)
    snappyUncompress(page, unpacked)
    return unpacked
  },
  GZIP: decompressGzip,
  BROTLI: decompressBrotli,
  ZSTD: (page, length) => decompressZstd(page, new Uint8Array(length)),
}

const maxFooterBytes = 2 ** 24
/** Nobody has as many columns; a tree of them is walked recursively. */
const maxSchemaElements = 1000

function readFooter(bytes: Uint8Array): FileMetaData {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const isMarked = (at: number) => at >= 0 && decodeText(bytes.subarray(at, at + 4)) === 'PAR1'
  if (bytes.length < 12 || !isMarked(0)) throw new RangeError('it does not begin with "PAR1"')
  if (!isMarked(bytes.length - 4)) throw new RangeError('it does not end with "PAR1"; it may be cut off')
  const length = view.getUint32(bytes.length - 8, true)
  if (length > bytes.length - 12) throw new RangeError(`a footer of ${length} bytes, longer than the file`)
  if (length > maxFooterBytes) throw new RangeError(`a footer of ${length} bytes; at most ${maxFooterBytes} are read`)
  readThrift(view, bytes.length - 8 - length)
  const metadata = parquetMetadata(bytes, { geoparquet: false })
  if (metadata.schema.length > maxSchemaElements) throw new RangeError(`more than ${maxSchemaElements} columns`)
  const rows = metadata.row_groups.reduce((sum, group) => sum + group.num_rows, 0n)
  if (rows !== metadata.num_rows) throw new RangeError(`${metadata.num_rows} rows, but ${rows} in its groups`)
  return metadata
}

/** All that will be unpacked, before any of it is. */
function checkChunks(
  bytes: Uint8Array,
  metadata: FileMetaData,
  children: readonly SchemaTree[],
  columns: readonly string[],
): void {
  const spent: Spent = { values: 0, bytes: 0 }
  for (const { columns: chunks, num_rows: rows } of metadata.row_groups) {
    for (const column of columns) {
      const found = chunks.flatMap(({ meta_data: chunk, file_path: elsewhere }) => {
        if (chunk?.path_in_schema[0] !== column) return []
        if (elsewhere) throw new RangeError(`column ${excerpt(column)} is in another file`)
        return [checkPages(bytesOf(bytes, chunk), shapeOf(children, chunk), spent)]
      })
      // Each row, if only of an empty list, is a value.
      const fits = found.length > 0 && found.every(values => rows >= 0 && rows <= values)
      if (!fits)
        throw new RangeError(`${rows} rows, but ${found.join(' and ') || 'no'} values in column ${excerpt(column)}`)
    }
  }
}

function shapeOf(children: readonly SchemaTree[], { path_in_schema: names, codec }: ColumnMetaData): ChunkShape {
  const path = pathTo(children, names)
  const unpack = codec === 'UNCOMPRESSED' ? null : unpackers[codec]
  if (unpack === undefined) throw new RangeError(`packed with ${codec}; SNAPPY, ZSTD, GZIP and BROTLI can be read`)
  return {
    maxRepetitionLevel: countOf(path, ['REPEATED']),
    maxDefinitionLevel: countOf(path, ['REPEATED', 'OPTIONAL']),
    unpack,
  }
}

function bytesOf(bytes: Uint8Array, chunk: ColumnMetaData): Uint8Array {
  const start = Number(chunk.dictionary_page_offset || chunk.data_page_offset)
  const end = start + Number(chunk.total_compressed_size)
  if (start >= 0 && start <= end && end <= bytes.length) return bytes.subarray(start, end)
  throw new RangeError(`a column from ${start} to ${end} in a file of ${bytes.length} bytes`)
}

function pathTo(children: readonly SchemaTree[], names: readonly string[]): SchemaTree[] {
  const path: SchemaTree[] = []
  let level = children
  for (const name of names) {
    const child = level.find(({ element }) => element.name === name)
    if (child === undefined) throw new RangeError(`column ${excerpt(names.join('.'))} is not in the schema`)
    path.push(child)
    level = child.children
  }
  return path
}

function countOf(path: readonly SchemaTree[], repetitions: readonly string[]): number {
  return path.filter(({ element }) => repetitions.includes(element.repetition_type ?? '')).length
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

/** A byte-order mark is a character here. Throws where the bytes are not UTF-8. */
function decodeText(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
}

function refusing<T>(name: string, run: () => T): T {
  try {
    return run()
  } catch (error) {
    throw refusal(name, error)
  }
}

/** hyparquet says in plain errors, or stumbles, where a file is damaged. */
function refusal(name: string, error: unknown): unknown {
  if (error instanceof BenchError || !(error instanceof Error)) return error
  const problem = error.message.replaceAll(/\s+/g, ' ').slice(0, maxProblem)
  return new BenchError('INPUT', `${name}: this is no Parquet file that can be read: ${problem}`, { cause: error })
}

/** Characters of what hyparquet says: a piece of the file may be in it. */
const maxProblem = 200
