import type { ReadingNotes, Source } from '../../../core/corpus.ts'
import { BenchError } from '../../../core/error.ts'
import type { Span } from '../../../core/passage.ts'
import { maxLineBytes, readText, refuseLongLine } from '../text.ts'
import { type ColumnRule, tagAndToken, tokenAndTag, tokenGoldAndPrediction, tokenToTag } from './column-rule.ts'
import { type DocumentLine, documentLineOf, mayBeDocumentLine } from './document-line.ts'
import { type LineLayout, layoutBefore, scanLine, space, tab, unitAt } from './line-layout.ts'
import { StoredSentence } from './stored-sentence.ts'
import { createTokenStore, type TokenStore } from './token-store.ts'

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
  /** The tokens with single spaces between. */
  text(): string
  /** Where the tokens lie in that text; made anew by each call. */
  spans(): Span[]
}

export interface ConllFile {
  readonly name: string
  readonly sentences: readonly ConllSentence[]
  readonly notes: ReadingNotes
}

/**
 * Reads lines of a token and its tags, or of a tag and its token, with empty lines between sentences, in one pass over the bytes.
 * Tags are interned: equal tags are one string. Throws `INPUT` with file and line where a line is not of this form.
 */
export function parseConll(source: Source, options: ConllOptions): ConllFile {
  const { name, bytes } = source
  const { text, notes } = readText(source)
  const separator = options.separator === 'auto' ? findSeparator(text) : options.separator === 'tab' ? tab : space
  const both = options.columns === 'gold-and-prediction'
  const tagFirst = options.columns === 'tag-first'
  const layout = layoutBefore(notes.byteOrderMark ? byteOrderMarkBytes : 0)
  const store = createTokenStore(bytes.length)
  const textBetween = (from: number, to: number) => text.slice(unitAt(bytes, layout, from), unitAt(bytes, layout, to))
  const lineText = () => textBetween(layout.start, layout.end)
  const tagBetween = tagReader(bytes, textBetween)
  const sentences: StoredSentence[] = []
  const checkColumns = columnRules[options.columns](name, separator)
  let open: StoredSentence | null = null
  let line = 0

  while (layout.next < bytes.length) {
    line += 1
    scanLine(bytes, separator, layout)
    const { start, columns } = layout
    if (layout.binary) throw new BenchError('INPUT', `${name}:${line}: a NUL byte: this is not a text file`)
    if (layout.end - start > maxLineBytes) refuseLongLine(name, line, lineText(), 0, lineText().length)
    if (columns === 0 || (columns === 1 && isBlank(bytes, start, layout.end))) {
      open = null
      continue
    }
    const border = mayBeDocumentLine(bytes[start]) ? documentLineOf(lineText()) : null
    if (border === null) checkColumns(columns, line, lineText)
    if (border !== null || open === null) {
      open = new StoredSentence(store, line, border, both)
      sentences.push(open)
    }
    if (tagFirst && border === null) {
      addToken(store, bytes, layout, layout.lastStart, layout.lastEnd)
      open.tags.push(tagBetween(layout.firstStart, layout.firstEnd))
      continue
    }
    addToken(store, bytes, layout, layout.firstStart, layout.firstEnd)
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
  store.close()
  return { name, sentences, notes }
}

/**
 * False for a line that only begins a document. Where such a line carries a tag other than `O`, a tagger ran over it as over any
 * token, and what it found there counts, as it does in conlleval.
 */
export function isSentence({ border, tags, predicted }: ConllSentence): boolean {
  return border === null || tags[0] !== 'O' || (predicted !== null && predicted[0] !== 'O')
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

function addToken(store: TokenStore, bytes: Uint8Array, layout: LineLayout, start: number, end: number): void {
  store.add(bytes, start, end, unitAt(bytes, layout, end) - unitAt(bytes, layout, start))
}

/** Nearly every tag is `O`, and the others are few distinct ones: no string is kept twice. Spaces after a tag are none of it. */
function tagReader(bytes: Uint8Array, textBetween: (start: number, end: number) => string) {
  const known = new Map<string, string>()
  return (start: number, columnEnd: number): string => {
    let end = columnEnd
    while (end > start && bytes[end - 1] === space) end -= 1
    if (end - start === 1 && bytes[start] === letterO) return 'O'
    const tag = textBetween(start, end)
    const same = known.get(tag)
    if (same !== undefined) return same
    known.set(tag, tag)
    return tag
  }
}

const byteOrderMarkBytes = 3
const letterO = 'O'.charCodeAt(0)

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] !== tab && bytes[at] !== space) return false
  return true
}

/** `-DOCSTART- (8701013)` has two columns and no tag. */
function carriesTags(border: DocumentLine, columns: number, layout: Columns): boolean {
  if (layout === 'gold-and-prediction') return columns >= 3
  if (layout === 'tag-first' || border.document !== null) return false
  return layout === 'tag-last' ? columns >= 2 : columns === 2
}
