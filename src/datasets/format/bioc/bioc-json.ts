import type { z } from 'zod'
import type { ParsedCorpus, Source } from '../../../core/corpus.ts'
import { BenchError } from '../../../core/error.ts'
import { excerpt, readText, shorten } from '../text.ts'
import { type BiocOptions, createBiocCorpus } from './bioc-corpus.ts'
import type { BiocAnnotation, BiocDocument, BiocPiece, BiocRelation } from './bioc-model.ts'
import {
  annotationSchema,
  collectionFields,
  documentSchema,
  documentsSchema,
  locationSchema,
  passageSchema,
  relationSchema,
} from './bioc-schema.ts'

/**
 * Reads BioC in JSON: a collection, one document, or one of either a line. Text, locations and concepts are read as in XML. Throws
 * `INPUT` with the file (and the line, where each holds a document) and the path in the JSON value.
 */
export function readBiocJson(source: Source, options: BiocOptions = {}): ParsedCorpus {
  const { name } = source
  const { text, notes } = readText(source)
  const corpus = createBiocCorpus(name, options)
  for (const item of valuesOf(name, text)) for (const document of documentsOf(item)) corpus.add(document)
  return corpus.finish(notes)
}

/** A JSON value, the file (and line) it comes from, and the path that leads to it. */
interface Item {
  readonly file: string
  readonly path: string
  readonly value: unknown
}

function* valuesOf(name: string, text: string): Generator<Item> {
  try {
    yield { file: name, path: '', value: JSON.parse(text) }
    return
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    const first = /\S.*/.exec(text)?.[0] ?? ''
    if (!isObject(first)) {
      throw new BenchError('INPUT', `${name}: not JSON: ${shorten(cause.message)}`, { cause })
    }
  }
  let line = 0
  for (let start = 0; start < text.length; ) {
    line += 1
    const feed = text.indexOf('\n', start)
    const end = feed === -1 ? text.length : feed
    const content = text.slice(start, end).trim()
    start = end + 1
    if (content !== '') yield { file: `${name}:${line}`, path: '', value: parseLine(name, line, content) }
  }
}

function isObject(line: string): boolean {
  if (!line.startsWith('{')) return false
  try {
    JSON.parse(line)
    return true
  } catch {
    return false
  }
}

function parseLine(name: string, line: number, content: string): unknown {
  try {
    return JSON.parse(content)
  } catch (cause) {
    throw new BenchError('INPUT', `${name}:${line}: not JSON: ${excerpt(content)}`, { cause })
  }
}

function* documentsOf(item: Item): Generator<BiocDocument> {
  const { file, value } = item
  const fields = new Map(typeof value === 'object' && value !== null ? Object.entries(value) : [])
  const field = collectionFields.find(name => fields.has(name))
  if (field === undefined) {
    yield documentOf(item)
    return
  }
  const documents = check(documentsSchema, { file, path: field, value: fields.get(field) })
  for (const document of itemsOf(item, field, documents)) yield documentOf(document)
}

function documentOf(item: Item): BiocDocument {
  const { id, passages, annotations, relations } = check(documentSchema, item)
  return {
    where: whereOf(item),
    id,
    passages: itemsOf(item, 'passages', passages).map(passage => {
      const { sentences } = check(passageSchema, passage)
      return { ...pieceOf(passage), sentences: itemsOf(passage, 'sentences', sentences).map(pieceOf) }
    }),
    annotations: itemsOf(item, 'annotations', annotations).map(annotationOf),
    relations: itemsOf(item, 'relations', relations).map(relationOf),
  }
}

function pieceOf(item: Item): BiocPiece {
  const { offset, text, annotations, relations } = check(passageSchema, item)
  return {
    where: whereOf(item),
    offset,
    text: text ?? null,
    annotations: itemsOf(item, 'annotations', annotations).map(annotationOf),
    relations: itemsOf(item, 'relations', relations).map(relationOf),
  }
}

function annotationOf(item: Item): BiocAnnotation {
  const { infons, text, locations } = check(annotationSchema, item)
  return {
    where: whereOf(item),
    infons,
    text: text ?? null,
    locations: itemsOf(item, 'locations', locations).map(location => check(locationSchema, location)),
  }
}

function relationOf(item: Item): BiocRelation {
  return { where: whereOf(item), infons: check(relationSchema, item).infons }
}

function itemsOf({ file, path }: Item, field: string, values: readonly unknown[] | null | undefined): Item[] {
  const prefix = path === '' ? field : `${path}.${field}`
  return (values ?? []).map((value, index) => ({ file, path: `${prefix}[${index}]`, value }))
}

function whereOf({ file, path }: Item): string {
  return path === '' ? file : `${file}: ${path}`
}

function check<T>(schema: z.ZodType<T>, item: Item): T {
  const result = schema.safeParse(item.value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const field = issue?.path.map(String).join('.') ?? ''
  const path = [item.path, field].filter(name => name !== '').join('.')
  throw new BenchError('INPUT', `${whereOf({ ...item, path })}: ${issue?.message}`)
}
