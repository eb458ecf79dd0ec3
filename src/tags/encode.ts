import type { Scheme } from '../core/convention.ts'
import { BenchError } from '../core/error.ts'
import type { TokenSpan } from './decode.ts'
import { outside } from './mark.ts'

/**
 * Tags of a sentence of `length` tokens, prefix notation. Throws BenchError('INPUT') where a span is empty, out of
 * range, has no type, or overlaps another: tags cannot say such a thing.
 */
export function encode(spans: readonly TokenSpan[], length: number, scheme: Scheme): string[] {
  const tags = new Array<string>(length).fill(outside)
  const ordered = spans.toSorted((a, b) => a.start - b.start || a.end - b.end)
  for (const [k, span] of ordered.entries()) {
    const previous = ordered[k - 1]
    const next = ordered[k + 1]
    checkSpan(span, previous, length)
    const touchesPrevious = previous !== undefined && previous.end === span.start && previous.type === span.type
    const touchesNext = next !== undefined && next.start === span.end && next.type === span.type
    const { first, inside, last, only } = marksFor(scheme, touchesPrevious, touchesNext)
    for (let i = span.start; i < span.end; i += 1) tags[i] = `${inside}-${span.type}`
    tags[span.end - 1] = `${last}-${span.type}`
    tags[span.start] = `${span.end - span.start === 1 ? only : first}-${span.type}`
  }
  return tags
}

interface MentionMarks {
  readonly first: string
  readonly inside: string
  readonly last: string
  /** Of a mention of one token. */
  readonly only: string
}

const plain: MentionMarks = { first: 'I', inside: 'I', last: 'I', only: 'I' }
const marked: Readonly<Record<Scheme, MentionMarks>> = {
  IOB1: { ...plain, first: 'B', only: 'B' },
  IOB2: { ...plain, first: 'B', only: 'B' },
  IOE1: { ...plain, last: 'E', only: 'E' },
  IOE2: { ...plain, last: 'E', only: 'E' },
  IOBES: { first: 'B', inside: 'I', last: 'E', only: 'S' },
  BILOU: { first: 'B', inside: 'I', last: 'L', only: 'U' },
}

/** IOB1 and IOE1 mark a border only where two mentions of one type touch. */
function marksFor(scheme: Scheme, touchesPrevious: boolean, touchesNext: boolean): MentionMarks {
  const needed = scheme === 'IOB1' ? touchesPrevious : scheme === 'IOE1' ? touchesNext : true
  return needed ? marked[scheme] : plain
}

function checkSpan(span: TokenSpan, previous: TokenSpan | undefined, length: number): void {
  const name = `${JSON.stringify(span.type)} ${span.start}–${span.end}`
  if (!Number.isInteger(span.start) || !Number.isInteger(span.end) || span.start < 0 || span.end > length) {
    throw new BenchError('INPUT', `mention ${name}: not within the sentence, which has tokens 0–${length}`)
  }
  if (span.start >= span.end)
    throw new BenchError('INPUT', `mention ${name}: has no token; its end must be after its start`)
  if (span.type === '') throw new BenchError('INPUT', `mention ${name}: has no type, and a tag needs one`)
  if (previous !== undefined && previous.end > span.start) {
    const other = `${JSON.stringify(previous.type)} ${previous.start}–${previous.end}`
    throw new BenchError('INPUT', `mentions ${other} and ${name} overlap: tags hold one mention per token`)
  }
}
