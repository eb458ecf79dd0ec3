import type { LossCause } from '../../core/deployment/comparison.ts'
import type { DeployedPassage } from '../../core/deployment/deployment.ts'
import type { Span } from '../../core/passage.ts'
import type { TypedSpan } from '../span-match.ts'

/** A passage as the deployed reading left it; everything in characters of its text. */
export interface DeployedView extends Pick<DeployedPassage, 'unread' | 'cuts'> {
  readonly text: string
  /** Words of the corpus, or of the text where it has none. */
  readonly words: readonly Span[]
  readonly gold: readonly TypedSpan[]
  /** In types of the corpus. */
  readonly entities: readonly TypedSpan[]
}

/** Why `lost`, a gold mention that no entity equals, is lost: the first cause that holds, in the order of `LossCause`. */
export function lossCauseOf(lost: TypedSpan, { text, words, gold, entities, unread, cuts }: DeployedView): LossCause {
  if (unread.some(stretch => touches(stretch, lost))) return 'truncated'
  if (cuts.some(cut => lost.start < cut && cut < lost.end)) return 'sentence-cut'
  const touching = entities.map(entity => trimmed(entity, text)).filter(entity => touches(entity, lost))
  const equal = touching.filter(entity => entity.start === lost.start && entity.end === lost.end)
  if (equal.some(entity => entity.type === lost.type)) return 'white-space'
  if (equal.length > 0) return 'other-type'
  const alike = touching.filter(entity => entity.type === lost.type)
  if (alike.some(entity => covers(entity, lost) && gold.some(other => isBeside(other, lost) && covers(entity, other))))
    return 'joined'
  if (alike.some(entity => [entity.start, entity.end].some(border => cutsWord(border, words)))) return 'inside-word'
  return alike.length > 0 ? 'boundary' : touching.length > 0 ? 'other-type' : 'not-found'
}

export function touches(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end
}

function covers(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}

/** Not one that is nested in the other. */
function isBeside(other: TypedSpan, lost: TypedSpan): boolean {
  return other !== lost && !touches(other, lost)
}

function cutsWord(border: number, words: readonly Span[]): boolean {
  return words.some(({ start, end }) => start < border && border < end)
}

function trimmed(span: TypedSpan, text: string): TypedSpan {
  const surface = text.slice(span.start, span.end)
  const start = span.start + surface.length - surface.trimStart().length
  return { ...span, start, end: Math.max(start, span.start + surface.trimEnd().length) }
}
