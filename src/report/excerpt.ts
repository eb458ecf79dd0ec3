import type { Passage, Span } from '../core/passage.ts'
import type { Prediction } from '../core/prediction.ts'
import { pairErrors, type SpanError } from '../eval/error-kinds.ts'

/** One error that was made, how often in this form, and the first place where it was. */
export interface FrequentError {
  readonly error: SpanError
  readonly surface: { readonly gold: string | null; readonly predicted: string | null }
  readonly times: number
  readonly passage: Passage
  readonly prediction: Prediction
}

/** A piece of text that is inside the same marks all along. */
export interface Segment {
  readonly text: string
  readonly gold: boolean
  readonly predicted: boolean
  /** Part of the error itself, not only of its surroundings. */
  readonly error: boolean
}

export interface Excerpt {
  readonly segments: readonly Segment[]
  readonly cutBefore: boolean
  readonly cutAfter: boolean
}

/**
 * Errors of the same kind, types and words (in any case) count as one; the most frequent come first, then the first
 * ones.
 */
export function frequentErrors(
  passages: Iterable<{ readonly passage: Passage; readonly prediction: Prediction }>,
): FrequentError[] {
  const found = new Map<string, FrequentError>()
  for (const { passage, prediction } of passages) {
    const wordsOf = (span: Span | null) => span && passage.text.slice(span.start, span.end)
    for (const error of pairErrors(passage.mentions, prediction.mentions)) {
      const surface = { gold: wordsOf(error.gold), predicted: wordsOf(error.predicted) }
      const key = JSON.stringify([
        ...[error.kind, error.gold?.type ?? null, error.predicted?.type ?? null],
        ...[surface.gold?.toLowerCase() ?? null, surface.predicted?.toLowerCase() ?? null],
      ])
      const known = found.get(key)
      found.set(key, known ? { ...known, times: known.times + 1 } : { error, surface, times: 1, passage, prediction })
    }
  }
  return [...found.values()].toSorted((a, b) => b.times - a.times)
}

const around = 70

/** The text around an error, cut between words, with every gold and predicted mention in it. */
export function excerptOf({
  error,
  passage,
  prediction,
}: Pick<FrequentError, 'error' | 'passage' | 'prediction'>): Excerpt {
  const { text } = passage
  const spans = [error.gold, error.predicted].filter(span => span !== null)
  const start = wordStart(text, Math.min(...spans.map(span => span.start)) - around)
  const end = wordEnd(text, Math.max(...spans.map(span => span.end)) + around)
  const gold = passage.mentions.flatMap(mention => mention.parts ?? [mention])
  const edges = [start, end, ...[...gold, ...prediction.mentions].flatMap(span => [span.start, span.end])]
  const cuts = [...new Set(edges)].filter(edge => edge >= start && edge <= end).toSorted((a, b) => a - b)
  const segments = cuts.slice(0, -1).map((from, index): Segment => {
    const to = cuts[index + 1] ?? end
    const inside = (span: Span) => span.start <= from && to <= span.end
    return {
      text: text.slice(from, to),
      gold: gold.some(inside),
      predicted: prediction.mentions.some(inside),
      error: spans.some(inside),
    }
  })
  return { segments, cutBefore: start > 0, cutAfter: end < text.length }
}

/** Never inside a word, so never inside a surrogate pair; a very long word is kept whole. */
function wordStart(text: string, from: number): number {
  if (from <= 0) return 0
  const space = text.indexOf(' ', from)
  return space === -1 || space > from + around / 2 ? text.lastIndexOf(' ', from) + 1 : space + 1
}

function wordEnd(text: string, to: number): number {
  if (to >= text.length) return text.length
  const space = text.lastIndexOf(' ', to)
  if (space > to - around / 2) return space
  const next = text.indexOf(' ', to)
  return next === -1 ? text.length : next
}
