import type { Scheme } from '../../../core/convention.ts'
import { BenchError } from '../../../core/error.ts'
import type { Mention, Span } from '../../../core/passage.ts'
import { type ConllFile, isSentence } from './conll.ts'
import { createTagReader } from './tag-reader.ts'

/** Mentions that only one of two readings has, conlleval's or the strict one. */
export interface IllFormed {
  readonly count: number
  /** Where the first of them begins. */
  readonly line: number
}

/**
 * Compares how conlleval and a strict reader of `scheme` understand the tags of a file; null where both find the same mentions,
 * as they do in whatever was written in that scheme. (conlleval does not know L and U: BILOU is compared as IOBES.)
 * Throws `INPUT`, with file, line and tag, for a tag that `scheme` does not have.
 */
export function illFormedTags(file: ConllFile, scheme: Scheme): IllFormed | null {
  const readStrictly = createTagReader({ decoding: { matching: 'strict', scheme }, types: null })
  const readAsConlleval = createTagReader({ decoding: { matching: 'conlleval' }, types: null })
  const tokens: Span[] = []
  let count = 0
  let line = 0
  for (const sentence of file.sentences) {
    if (!isSentence(sentence)) continue
    while (tokens.length < sentence.tags.length) tokens.push({ start: tokens.length, end: tokens.length + 1 })
    const strictly = readStrictly(sentence.tags, tokens, file.name, sentence.line).mentions
    const comparable = scheme === 'BILOU' ? sentence.tags.map(asIobes) : sentence.tags
    const asConlleval = readAsConlleval(comparable, tokens, file.name, sentence.line).mentions
    for (const start of [...missingFrom(strictly, asConlleval), ...missingFrom(asConlleval, strictly)]) {
      line = count === 0 ? sentence.line + start : Math.min(line, sentence.line + start)
      count += 1
    }
  }
  return count === 0 ? null : { count, line }
}

/** Throws `INPUT`, naming the first line and the number of mentions, where `illFormedTags` finds any. */
export function refuseIllFormed(file: ConllFile, scheme: Scheme): void {
  const found = illFormedTags(file, scheme)
  if (found === null) return
  throw new BenchError(
    'INPUT',
    `${file.name}:${found.line}: not well-formed ${scheme}: of what conlleval and a strict reader of ${scheme} find in the file, ` +
      `${found.count === 1 ? '1 mention is' : `${found.count} mentions are`} found by one of them only, the first on this line; ` +
      'the file is damaged, or written in another scheme',
  )
}

/** The starts of the mentions of `mentions` that are not among `others`. */
function missingFrom(others: readonly Mention[], mentions: readonly Mention[]): number[] {
  if (mentions.length === 0) return []
  const known = new Set(others.map(keyOf))
  return mentions.filter(mention => !known.has(keyOf(mention))).map(mention => mention.start)
}

function keyOf({ start, end, type }: Mention): string {
  return `${start} ${end} ${type}`
}

function asIobes(tag: string): string {
  const mark = tag.charAt(0) === 'L' ? 'E' : tag.charAt(0) === 'U' ? 'S' : null
  return mark === null ? tag : mark + tag.slice(1)
}
