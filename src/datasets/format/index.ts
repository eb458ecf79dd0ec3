import type { Source } from '../../core/corpus.ts'
import { pairConll } from '../pairing/pair-conll.ts'
import { pairJsonl } from '../pairing/pair-jsonl.ts'
import type { Paired, PairOptions } from '../pairing/paired.ts'
import { documentLineOf } from './conll/document-line.ts'

/** A way in which gold and predictions come as files. `predicted` is null where one file holds both. */
export interface Format {
  readonly title: string
  pair(gold: Source, predicted: Source | null, options: PairOptions): Paired
}

export const formats = {
  conll: { title: 'token and tag, one token a line, an empty line after each sentence', pair: pairConll },
  jsonl: { title: 'one JSON object a line, with mentions or tags', pair: pairJsonl },
} as const satisfies Record<string, Format>

export type FormatId = keyof typeof formats

/** `jsonl` where the name says so or the first line is a JSON object, else `conll`. */
export function detectFormat({ name, bytes }: Source): FormatId {
  if (/\.(jsonl|ndjson)(\.gz)?$/i.test(name)) return 'jsonl'
  // Only the beginning is looked at; it may end inside a character, which the lenient decoder replaces.
  const head = new TextDecoder().decode(bytes.subarray(0, headBytes))
  const first = head.split('\n').find(line => line.trim() !== '') ?? ''
  return documentLineOf(first) === null && /^\s*\{\s*("|\}\s*$)/.test(first) ? 'jsonl' : 'conll'
}

const headBytes = 4096
