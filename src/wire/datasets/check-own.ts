import type { Scheme } from '../../core/convention.ts'
import { BenchError } from '../../core/error.ts'
import type { Passage } from '../../core/passage.ts'
import type { OwnCorpus } from '../../datasets/own/own-corpus.ts'
import { parsePath, type ReadPath, readPath } from '../corpora/own-corpus.ts'
import { nameOfReference } from '../corpora/references.ts'
import type { CheckedCorpus } from './checked-corpus.ts'

/** One's own file or folder: whether it can be read, what it holds, and what its reader should know. */
export async function checkOwnCorpus(path: string): Promise<CheckedCorpus> {
  const nothing = { name: path, split: null, counts: null, notes: null, remarks: [], error: null }
  try {
    const read = await readPath(path)
    const own = await parsePath(read)
    return { ...nothing, status: 'ok', counts: own.counts, notes: own.notes, remarks: remarksOn(read, own) }
  } catch (error) {
    if (!(error instanceof BenchError)) throw error
    return { ...nothing, status: 'failed', error: { code: error.code, message: error.message } }
  }
}

function remarksOn(read: ReadPath, own: OwnCorpus): string[] {
  const { passages } = own
  const counted: readonly (readonly [number, string])[] = [
    [
      count(passages, ({ text }) => text.normalize('NFC') !== text),
      'passages with decomposed characters (not NFC); they are compared as they are',
    ],
    [
      count(passages, ({ text }) => /[\u{10000}-\u{10ffff}]/u.test(text)),
      'passages with characters beyond 16 bits: offsets of tools that count UTF-16 units differ there',
    ],
    [count(passages, ({ mentions }) => mentions.length === 0), 'passages without a mention'],
  ]
  return [
    `read as ${own.format}`,
    ...(read.known === null
      ? []
      : [`these are the bytes of ${nameOfReference(read.known.reference)} (${read.known.split}): ${read.known.path}`]),
    ...(own.schemes === undefined ? [] : [schemeRemark(own.schemes())]),
    ...(own.counts.documents === null ? ['documents are not marked: intervals draw passages'] : []),
    ...counted.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`),
  ]
}

function schemeRemark(valid: readonly Scheme[]): string {
  if (valid.length > 0) return `tags are well formed as ${valid.join(', ')}`
  return 'tags are well formed under no scheme: strict decoding loses mentions that conlleval finds, or the other way round'
}

function count(passages: readonly Passage[], has: (passage: Passage) => boolean): number {
  return passages.filter(has).length
}
