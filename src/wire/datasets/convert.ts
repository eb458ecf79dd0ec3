import { basename, dirname, join } from 'node:path'
import type { ReadingNotes, Split } from '../../core/corpus.ts'
import type { GoldBalance } from '../../core/counts.ts'
import { BenchError } from '../../core/error.ts'
import type { Passage } from '../../core/passage.ts'
import type { Format } from '../../datasets/format/format.ts'
import { type FormatId, formats } from '../../datasets/format/index.ts'
import type { OffsetUnit } from '../../datasets/format/offsets.ts'
import { goldBalanceOf } from '../../eval/gold/gold-balance-of.ts'
import { scoredMentions } from '../../eval/gold/scored-mentions.ts'
import { tokenGoldOf } from '../../eval/gold/token-gold.ts'
import { writeAtomically, writeFolderAtomically } from '../../store/atomic-write.ts'
import { corpusRoots, type Environment } from '../../store/corpus/roots.ts'
import { readSplit } from '../corpora/corpora.ts'
import { parsePath, readPath } from '../corpora/own-corpus.ts'
import { findRegistered } from '../corpora/references.ts'

/** Formats that can be written. */
export const writableFormats: readonly FormatId[] = (Object.keys(formats) as FormatId[]).filter(
  id => (formats[id] as Format).write !== null,
)
export const readableFormats = Object.keys(formats) as readonly FormatId[]

export interface Conversion {
  /** `ID`, `ID@VARIANT`, or a file or folder. */
  readonly from: string
  readonly to: string
  /** Of a registered corpus. */
  readonly split: Split
  /** null: detected, or by the ending of `to`. */
  readonly fromFormat: FormatId | null
  readonly toFormat: FormatId | null
  readonly offsets: OffsetUnit | null
  /** Cut passages without tokens into words, so that tags can be written; what these cannot say is counted. */
  readonly tokenise: boolean
}

export interface Converted {
  readonly format: FormatId
  readonly files: number
  readonly passages: number
  readonly mentions: number
  readonly notes: ReadingNotes
  /** Where mentions went when passages were cut into words; null where that was not asked for. */
  readonly balance: GoldBalance | null
}

/**
 * Writes a corpus in another format; what that format cannot say is an error, never left out. Throws `ARGUMENT` where the format
 * of `to` cannot be told or written, `INPUT` with file and line, or with the passage that cannot be written, `OUTPUT` for a place that
 * cannot be.
 */
export async function convertCorpus(conversion: Conversion, env: Environment): Promise<Converted> {
  const { to } = conversion
  const id = conversion.toFormat ?? formatOfEnding(to)
  const format: Format = formats[id]
  if (format.write === null) {
    throw new BenchError('ARGUMENT', `--to ${id}: cannot be written; one of ${writableFormats.join(', ')} can`)
  }
  const read = await readCorpus(conversion, env)
  const passages = conversion.tokenise ? read.passages.map(inTokens) : read.passages
  const files = format.write(passages, basename(to))
  if (format.layout === 'folder') await writeFolderAtomically(to, files)
  else for (const [name, content] of files) await writeAtomically(join(dirname(to), name), content)
  const mentions = passages.reduce((sum, passage) => sum + passage.mentions.length, 0)
  return {
    format: id,
    files: format.layout === 'folder' ? files.size : 1,
    passages: passages.length,
    mentions,
    notes: read.notes,
    balance: conversion.tokenise ? goldBalanceOf(read.passages, 'token') : null,
  }
}

async function readCorpus(
  { from, split, fromFormat, offsets }: Conversion,
  env: Environment,
): Promise<{ readonly passages: readonly Passage[]; readonly notes: ReadingNotes }> {
  const reference = findRegistered(from)
  if (reference === null) return parsePath(await readPath(from), { format: fromFormat, offsets })
  if (fromFormat !== null || offsets !== null) {
    throw new BenchError(
      'ARGUMENT',
      `${from} is a registered corpus, whose format is known; leave --from and --offsets out`,
    )
  }
  return readSplit(reference, split, corpusRoots(env))
}

/** The passage as it is scored in tokens: what tags say of its mentions, and nothing else. */
function inTokens(passage: Passage): Passage {
  const { tokens, tags } = tokenGoldOf(passage)
  return { ...passage, tokens, tags, mentions: scoredMentions(passage, 'token') }
}

function formatOfEnding(path: string): FormatId {
  const [, ending] = /\.([a-z0-9]+)$/i.exec(path) ?? []
  const format = endings.get(ending?.toLowerCase() ?? '')
  if (format !== undefined) return format
  throw new BenchError(
    'ARGUMENT',
    `${path}: its name does not say a format; add --to, one of ${writableFormats.join(', ')}`,
  )
}

const endings: ReadonlyMap<string, FormatId> = new Map([
  ['conll', 'conll'],
  ['tsv', 'conll'],
  ['iob2', 'conll'],
  ['jsonl', 'jsonl'],
  ['ndjson', 'jsonl'],
  ['pubtator', 'pubtator'],
  ['xml', 'bioc'],
  ['json', 'bioc-json'],
])
