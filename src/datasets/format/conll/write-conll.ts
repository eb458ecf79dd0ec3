import type { Scheme } from '../../../core/convention.ts'
import type { Mention, Passage, Span } from '../../../core/passage.ts'
import type { TokenSpan } from '../../../tags/decode.ts'
import { encode } from '../../../tags/encode.ts'
import { excerpt } from '../text.ts'
import { refuseLongWrittenLine, refuseUnwritable, unwritable } from '../unwritable.ts'
import { documentLineOf } from './document-line.ts'

export interface ConllWriting {
  readonly separator: 'tab' | 'space'
  /** IOE1 is not among them: its strict readers lose mentions of one token that touch the next one. */
  readonly scheme: Exclude<Scheme, 'IOE1'>
  /** Tags are marks alone, `B` instead of `B-Disease`; there must be one type. */
  readonly untyped: boolean
  /** What begins a document: nothing, `-DOCSTART-` with or without its id, or `###MEDLINE:` with it. */
  readonly documentLines: 'none' | 'docstart' | 'docstart-id' | 'medline'
}

/**
 * One CoNLL file, a passage being a sentence: `token<separator>tag`, an empty line after each. Passage ids, concepts and the spaces
 * between tokens have no place in the format. Throws `INPUT`, naming the passage, for what it has no words for: passages without
 * tokens, tokens or types with white space, mentions that do not begin and end with tokens, nested and discontinuous ones.
 */
export function writeConll(passages: readonly Passage[], options: ConllWriting): string {
  refuseUnwritable(format, passages)
  if (options.untyped) refuseSeveralTypes(passages)
  let document: string | null | undefined
  return passages
    .map(passage => {
      const begins = options.documentLines !== 'none' && passage.document !== document
      document = passage.document
      return (begins ? documentLine(passage, options) : '') + sentence(passage, options)
    })
    .join('')
}

const format = 'CoNLL'

function sentence(passage: Passage, { separator, scheme, untyped }: ConllWriting): string {
  const { tokens, text } = passage
  if (tokens === null)
    throw unwritable(
      format,
      passage,
      'it has no tokens; write a format of offsets, or cut it into words with --tokenise',
    )
  if (tokens.length === 0) throw unwritable(format, passage, 'a sentence there has a token or more; leave it out')
  const tags = encode(tokenSpansOf(passage, tokens), tokens.length, scheme)
  const between = separator === 'tab' ? '\t' : ' '
  const lines = tokens.map(({ start, end }, index) => {
    const token = text.slice(start, end)
    const tag = tags[index] ?? ''
    const line = `${token}${between}${untyped ? tag.charAt(0) : tag}`
    refuseToken(passage, token, line)
    return `${line}\n`
  })
  return `${lines.join('')}\n`
}

function refuseToken(passage: Passage, token: string, line: string): void {
  if (token === '' || /[\s\0]/.test(token)) {
    throw unwritable(
      format,
      passage,
      `the token ${excerpt(token)} is empty or has white space or a NUL; tokenise it otherwise`,
    )
  }
  if (documentLineOf(line) !== null) {
    throw unwritable(
      format,
      passage,
      `the token ${excerpt(token)} would be read as the beginning of a document; change it`,
    )
  }
  refuseLongWrittenLine(format, passage, line)
}

function tokenSpansOf(passage: Passage, tokens: readonly Span[]): TokenSpan[] {
  const first = new Map(tokens.map(({ start }, index) => [start, index]))
  const last = new Map(tokens.map(({ end }, index) => [end, index]))
  let reached = 0
  return passage.mentions
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
    .map(mention => {
      const start = first.get(mention.start)
      const end = last.get(mention.end)
      const where = `the mention at ${mention.start}-${mention.end}`
      refuseMention(passage, mention, where)
      if (start === undefined || end === undefined || end < start) {
        throw unwritable(format, passage, `${where} does not begin and end with tokens; tokenise it otherwise`)
      }
      if (start < reached)
        throw unwritable(format, passage, `${where} overlaps another; write brat or jsonl, or drop one`)
      reached = end + 1
      return { start, end: end + 1, type: mention.type }
    })
}

/** Strict readers take dashes off the ends of a type. */
function refuseMention(passage: Passage, { type, parts }: Mention, where: string): void {
  if (parts) throw unwritable(format, passage, `${where} is discontinuous; write brat or jsonl`)
  if (type !== '' && !/[\s\0]|^-|-$/.test(type)) return
  throw unwritable(
    format,
    passage,
    `the type ${excerpt(type)} is empty, has white space, or begins or ends with "-"; rename it`,
  )
}

function refuseSeveralTypes(passages: readonly Passage[]): void {
  let type: string | null = null
  for (const passage of passages) {
    for (const mention of passage.mentions) {
      type ??= mention.type
      if (mention.type === type) continue
      const both = `${excerpt(type)} and ${excerpt(mention.type)}`
      throw unwritable(format, passage, `tags without types, but there are two, ${both}; write each by itself`)
    }
  }
}

function documentLine(passage: Passage, { documentLines, separator }: ConllWriting): string {
  const { document } = passage
  if (document === null) {
    throw unwritable(format, passage, 'nothing says of which document it is; write it without document lines')
  }
  const line =
    documentLines === 'docstart'
      ? `-DOCSTART-${separator === 'tab' ? '\t' : ' '}O`
      : documentLines === 'medline'
        ? `###MEDLINE:${document}`
        : `-DOCSTART- (${document})`
  if (documentLines !== 'docstart' && documentLineOf(line)?.document !== document) {
    throw unwritable(format, passage, `no line can name the document ${excerpt(document)}; rename it`)
  }
  refuseLongWrittenLine(format, passage, line)
  return `${line}\n\n`
}
