import type { ReadingNotes, Source } from '../../../core/corpus.ts'
import { BenchError } from '../../../core/error.ts'
import { excerpt, readText, refuseLongLine } from '../text.ts'

/** `start` and `end` count code points of the document. */
export interface NersuiteToken {
  readonly line: number
  readonly tag: string
  readonly start: number
  readonly end: number
  readonly token: string
}

/** Between two tokens of a sentence there are a space or two, or a line end; what is more than this is a wrong number. */
const maxGap = 1000

/** The sentences of one file, none of them empty; tokens of a sentence stand on successive lines, in the order of the text. */
export function parseNersuite(source: Source): { sentences: NersuiteToken[][]; notes: ReadingNotes } {
  const { text, notes } = readText(source)
  const sentences: NersuiteToken[][] = []
  let open: NersuiteToken[] | null = null
  let before: NersuiteToken | null = null
  let line = 0
  for (let start = 0; start < text.length; ) {
    line += 1
    const feed = text.indexOf('\n', start)
    const end = feed === -1 ? text.length : feed
    refuseLongLine(source.name, line, text, start, end)
    const content = text.slice(start, text.charCodeAt(end - 1) === carriageReturn ? end - 1 : end)
    start = end + 1
    if (content.trim() === '') {
      open = null
      continue
    }
    const token = tokenOf(content, source.name, line)
    refuseMisplaced(token, before, open !== null, source.name)
    if (open === null) {
      open = []
      sentences.push(open)
    }
    open.push(token)
    before = token
  }
  if (sentences.length === 0) throw new BenchError('INPUT', `${source.name}: the file holds no sentence`)
  return { sentences, notes }
}

const carriageReturn = 13

function tokenOf(content: string, file: string, line: number): NersuiteToken {
  const [tag = '', from = '', to = '', token = ''] = content.split('\t', 4)
  if (tag === '' || token === '' || !/^\d{1,9}$/.test(from) || !/^\d{1,9}$/.test(to)) {
    throw new BenchError(
      'INPUT',
      `${file}:${line}: expected a tag, a start, an end and a token with tabs between, got ${excerpt(content)}`,
    )
  }
  return { line, tag, start: Number(from), end: Number(to), token }
}

function refuseMisplaced(
  { line, start, end, token }: NersuiteToken,
  before: NersuiteToken | null,
  sameSentence: boolean,
  file: string,
): void {
  const length = codePoints(token)
  if (end - start !== length) {
    throw new BenchError(
      'INPUT',
      `${file}:${line}: ${start}-${end} is not a place for ${excerpt(token)}, which has ${length} characters (code points)`,
    )
  }
  if (before === null) return
  if (start < before.end) {
    throw new BenchError(
      'INPUT',
      `${file}:${line}: the token begins at ${start}, but the one before it ends at ${before.end}; tokens must be in order`,
    )
  }
  if (sameSentence && start - before.end > maxGap) {
    throw new BenchError(
      'INPUT',
      `${file}:${line}: ${start - before.end} characters without a token before this one; at most ${maxGap} within a sentence`,
    )
  }
}

function codePoints(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}
