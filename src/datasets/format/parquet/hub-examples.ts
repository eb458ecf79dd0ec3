import type { Source } from '../../../core/corpus.ts'
import { BenchError } from '../../../core/error.ts'
import { excerpt } from '../text.ts'
import { labelNames } from './hub-names.ts'
import { openParquet } from './parquet-file.ts'

/** One row of a file. `where` begins an error message: `file: row N`, as the Hub counts them, from 0. */
export interface HubExample {
  readonly where: string
  readonly tokens: readonly string[]
  readonly tags: readonly string[]
  /** null: the file does not say. */
  readonly document: string | null
}

/** Where there are several, the first is read. */
const tagColumns = ['ner_tags', 'tags']
const documentColumns = ['document_id', 'pmid']

/**
 * The rows of a file as the Hub has them: `tokens`, a list of texts; `ner_tags` (or `tags`), a list of as many tags, or of
 * their numbers in `names`, or in the names that the file itself states where `names` is null; `document_id` (or `pmid`), where
 * there is one. Throws `INPUT` with the file and the row.
 */
export async function hubExamples(source: Source, names: readonly string[] | null): Promise<HubExample[]> {
  const file = openParquet(source)
  const { name, columns, notes } = file
  const tagColumn = tagColumns.find(column => columns.includes(column))
  const documentColumn = documentColumns.find(column => columns.includes(column))
  if (!columns.includes('tokens') || tagColumn === undefined) {
    const found = columns.slice(0, maxColumns).map(excerpt).join(', ')
    throw new BenchError('INPUT', `${name}: columns ${found}; tokens and ner_tags (or tags) are expected`)
  }
  const labels = names ?? labelNames(notes.get('huggingface'), tagColumn)
  const tagOf = tagReader(tagColumn, labels)
  const rows = await file.rows(['tokens', tagColumn, ...(documentColumn === undefined ? [] : [documentColumn])])
  return rows.map((row, index) => {
    const where = `${name}: row ${index}`
    const tokens = listOf(where, 'tokens', row.tokens).map((token, at) => {
      if (typeof token === 'string' && token !== '') return token
      throw new BenchError('INPUT', `${where}: tokens[${at}] is ${shown(token)}; a text that is not empty is expected`)
    })
    const tags = listOf(where, tagColumn, row[tagColumn]).map((tag, at) => tagOf(`${where}: ${tagColumn}[${at}]`, tag))
    if (tokens.length !== tags.length) {
      throw new BenchError(
        'INPUT',
        `${where}: ${tokens.length} tokens, but ${tags.length} tags; there must be one of each`,
      )
    }
    const document =
      documentColumn === undefined ? null : documentOf(`${where}: ${documentColumn}`, row[documentColumn])
    return { where, tokens, tags, document }
  })
}

const maxColumns = 20

function tagReader(column: string, names: readonly string[] | null): (where: string, tag: unknown) => string {
  return (where, tag) => {
    if (typeof tag === 'string') return tag
    if (typeof tag !== 'number' && typeof tag !== 'bigint') {
      throw new BenchError('INPUT', `${where} is ${shown(tag)}; a tag, or its number, is expected`)
    }
    if (names === null) {
      throw new BenchError(
        'INPUT',
        `${where} is ${tag}, and the file has no names for the numbers in ${column}; give them`,
      )
    }
    const name = names[Number(tag)]
    if (name !== undefined) return name
    throw new BenchError('INPUT', `${where} is ${tag}; there are names for 0 to ${names.length - 1}`)
  }
}

function listOf(where: string, column: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw new BenchError('INPUT', `${where}: ${column} is ${shown(value)}; a list is expected`)
}

function documentOf(where: string, value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return `${value}`
  throw new BenchError('INPUT', `${where} is ${shown(value)}; a text or a number is expected`)
}

function shown(value: unknown): string {
  if (typeof value === 'string') return excerpt(value)
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' && value !== null ? 'an object' : `${value}`
}
