import type { ReadingNotes, Source } from '../../../core/corpus.ts'
import { BenchError } from '../../../core/error.ts'
import { readText, refuseLongLine } from '../text.ts'
import { type ColumnRule, tagAndToken, tokenAndTag, tokenGoldAndPrediction, tokenToTag } from './column-rule.ts'
import { type DocumentLine, documentLineOf, mayBeDocumentLine } from './document-line.ts'
import { emptyLayout, scanLine, space, tab } from './line-layout.ts'

/**
 * `tag`: token and tag. `tag-last`: token, whatever else, tag. `tag-first`: tag and token.
 * `gold-and-prediction`: three or more, the last two being tags.
 */
export type Columns = 'tag' | 'tag-last' | 'tag-first' | 'gold-and-prediction'

export interface ConllOptions {
  readonly columns: Columns
  /** `auto`: tab where the first line with a token holds one, else space. A run of either counts as one. */
  readonly separator: 'auto' | 'tab' | 'space'
}

/** Token `i` stands on line `line + i`. `tags` and `predicted` (null in a file without predictions) are as long as `tokens`. */
export interface ConllSentence {
  readonly line: number
  readonly tokens: readonly string[]
  readonly tags: readonly string[]
  readonly predicted: readonly string[] | null
  /** Not null for a line that begins a document; it stands here as a sentence of one token (see `isSentence`). */
  readonly border: DocumentLine | null
}

export interface ConllFile {
  readonly name: string
  readonly sentences: readonly ConllSentence[]
  readonly notes: ReadingNotes
}

/**
 * Reads lines of a token and its tags, or of a tag and its token, with empty lines between sentences, in one pass over the characters.
 * Tags are interned: equal tags are one string. Throws `INPUT` with file and line where a line is not of this form.
 */
export function parseConll(source: Source, options: ConllOptions): ConllFile {
  const { name } = source
  const { text, notes } = readText(source)
  const separator = options.separator === 'auto' ? findSeparator(text) : options.separator === 'tab' ? tab : space
  const both = options.columns === 'gold-and-prediction'
  const tagFirst = options.columns === 'tag-first'
  const layout = emptyLayout()
  const tagBetween = tagReader(text)
  const sentences: ConllSentence[] = []
  const checkColumns = columnRules[options.columns](name, separator)
  let open: OpenSentence | null = null
  let line = 0

  for (let start = 0; start < text.length; start = layout.next) {
    line += 1
    scanLine(text, start, separator, layout)
    const { end, columns } = layout
    if (layout.binary) throw new BenchError('INPUT', `${name}:${line}: a NUL byte: this is not a text file`)
    refuseLongLine(name, line, text, start, end)
    if (columns === 0 || (columns === 1 && isBlank(text, start, end))) {
      open = null
      continue
    }
    const border = mayBeDocumentLine(text.charCodeAt(start)) ? documentLineOf(text.slice(start, end)) : null
    if (border === null) checkColumns(columns, line, text, start, end)
    if (border !== null || open === null) {
      open = { line, tokens: [], tags: [], predicted: both ? [] : null, border }
      sentences.push(open)
    }
    if (tagFirst && border === null) {
      open.tokens.push(text.slice(layout.lastStart, layout.lastEnd))
      open.tags.push(tagBetween(layout.firstStart, layout.firstEnd))
      continue
    }
    open.tokens.push(text.slice(layout.firstStart, layout.firstEnd))
    const tagged = border === null || carriesTags(border, columns, options.columns)
    const last = tagged ? tagBetween(layout.lastStart, layout.lastEnd) : 'O'
    if (open.predicted === null) open.tags.push(last)
    else {
      open.tags.push(tagged ? tagBetween(layout.secondLastStart, layout.secondLastEnd) : 'O')
      open.predicted.push(last)
    }
    if (border !== null) open = null
  }
  if (!sentences.some(sentence => sentence.border === null)) {
    throw new BenchError('INPUT', `${name}: the file holds no sentence`)
  }
  return { name, sentences, notes }
}

/**
 * False for a line that only begins a document. Where such a line carries a tag other than `O`, a tagger ran over it as over any
 * token, and what it found there counts, as it does in conlleval.
 */
export function isSentence({ border, tags, predicted }: ConllSentence): boolean {
  return border === null || tags[0] !== 'O' || (predicted !== null && predicted[0] !== 'O')
}

interface OpenSentence extends ConllSentence {
  readonly tokens: string[]
  readonly tags: string[]
  readonly predicted: string[] | null
}

const columnRules: Readonly<Record<Columns, (name: string, separator: number) => ColumnRule>> = {
  tag: tokenAndTag,
  'tag-last': tokenToTag,
  'tag-first': tagAndToken,
  'gold-and-prediction': tokenGoldAndPrediction,
}

function findSeparator(text: string): number {
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start)
    const end = feed === -1 ? text.length : feed
    const line = text.slice(start, end)
    if (line.trim() !== '' && documentLineOf(line) === null) return line.trimEnd().includes('\t') ? tab : space
    start = end + 1
  }
  return tab
}

/** Nearly every tag is `O`, and the others are few distinct ones: no string is made twice. Spaces after a tag are none of it. */
function tagReader(text: string): (start: number, end: number) => string {
  const known = new Map<string, string>()
  return (start, columnEnd) => {
    let end = columnEnd
    while (end > start && text.charCodeAt(end - 1) === space) end -= 1
    if (end - start === 1 && text.charCodeAt(start) === letterO) return 'O'
    const tag = text.slice(start, end)
    const same = known.get(tag)
    if (same !== undefined) return same
    known.set(tag, tag)
    return tag
  }
}

const letterO = 'O'.charCodeAt(0)

function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at)
    if (unit !== tab && unit !== space) return false
  }
  return true
}

/** `-DOCSTART- (8701013)` has two columns and no tag. */
function carriesTags(border: DocumentLine, columns: number, layout: Columns): boolean {
  if (layout === 'gold-and-prediction') return columns >= 3
  if (layout === 'tag-first' || border.document !== null) return false
  return layout === 'tag-last' ? columns >= 2 : columns === 2
}
