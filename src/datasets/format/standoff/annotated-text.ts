import type { ReadingRemark } from '../../../core/corpus.ts'
import type { Mention } from '../../../core/passage.ts'
import { inTextOrder, type SpanReader } from '../file-spans.ts'
import { checkSurface, type KnownMismatch } from '../surface-check.ts'

/** One line of a table of annotations. */
export interface Annotation {
  /** `file:line`. */
  readonly where: string
  /** As the file writes them; `end` after the last character, or on it, as the table has it. */
  readonly start: string
  readonly end: string
  readonly surface: string
  readonly type: string
  readonly concepts: readonly string[]
}

/**
 * The mentions that annotations of `text` say, in the order of the text. Throws `INPUT` for an offset that cannot be, and for a
 * surface form that is not there; those that are `known` not to be there are added to `remarks`.
 */
export function mentionsIn(
  document: string,
  text: string,
  annotations: readonly Annotation[],
  spanAt: SpanReader,
  known: readonly KnownMismatch[],
  remarks: ReadingRemark[],
): Mention[] {
  const mentions = annotations.map(({ where, start, end, surface, type, concepts }): Mention => {
    const span = spanAt(where, start, end)
    const place = { where, document, start: Number(start), end: Number(end) }
    const remark = checkSurface(place, text.slice(span.start, span.end), surface, known)
    if (remark) remarks.push(remark)
    return { ...span, type, ...(concepts.length > 0 && { concepts }) }
  })
  return inTextOrder(mentions)
}

/** The same reader for spans whose end is their last character. */
export function endInclusive(spanAt: SpanReader): SpanReader {
  return (where, start, end) => spanAt(where, start, /^\d{1,15}$/.test(String(end)) ? Number(end) + 1 : end)
}

/** The annotations of each document, in the order of the file. */
export function byDocument<T>(annotations: Iterable<readonly [document: string, annotation: T]>): Map<string, T[]> {
  const grouped = new Map<string, T[]>()
  for (const [document, annotation] of annotations) {
    const others = grouped.get(document)
    if (others === undefined) grouped.set(document, [annotation])
    else others.push(annotation)
  }
  return grouped
}
