import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DocumentId, Passage } from '../../src/core/passage.ts'
import { parseConll } from '../../src/datasets/format/conll/conll.ts'
import { documentOfEach, parseDocuments } from '../../src/datasets/variant/documents.ts'
import { passagesOf } from '../../src/datasets/variant/passages.ts'
import { sharedPath } from '../shared.ts'
import { sourceOf } from './source.ts'

const assets = join(import.meta.dirname, '..', '..', 'assets', 'corpora')

/** The sentences of a CoNLL file of the collection; their documents where the package knows them. Untyped tags get type `X`. */
export function conllPassages(path: string): Passage[] {
  const text = readFileSync(sharedPath('datasets', path), 'utf8').replace(/\t([BI])$/gm, '\t$1-X')
  const file = parseConll(sourceOf(text, path), { columns: 'tag', separator: 'tab' })
  return passagesOf(file, {
    prefix: path,
    documents: documentsOf(path),
    types: null,
    decoding: { matching: 'strict', scheme: 'IOB2' },
  })
}

function documentsOf(path: string): DocumentId[] | null {
  const list = join(assets, path.replace(/\.tsv$/, '.documents.tsv'))
  if (!existsSync(list)) return null
  const sizes = parseDocuments(sourceOf(readFileSync(list, 'utf8'), list))
  return documentOfEach(
    sizes,
    sizes.reduce((sum, { sentences }) => sum + sentences, 0),
    list,
  )
}
