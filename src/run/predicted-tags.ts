import { BenchError } from '../core/error.ts'
import type { PassageId, Span } from '../core/passage.ts'
import type { Prediction, WordPrediction } from '../core/prediction.ts'
import { decode, type TokenSpan } from '../tags/decode.ts'
import { encode } from '../tags/encode.ts'
import { parseLabel } from './label-map.ts'

/** Types of the model to types of the corpus; null, or nothing: O. */
export type TypeOf = ReadonlyMap<string, string | null>

/** A prediction in the terms of a corpus: one tag a token, and what the label map ignored. */
export interface PredictedTags {
  readonly tags: readonly string[]
  /** Words whose label became O because its type is none of the corpus. */
  readonly ignoredWords: number
  /** Predicted mentions that cut a token in two. */
  readonly misaligned: number
}

/**
 * Tags of a passage, one for each token. Words' labels are taken as they are (so that ill-formed predictions stay visible to strict
 * decoding), unless the model has another scheme than IOB: then its mentions are written as IOB2.
 */
export function predictedTags(
  id: PassageId,
  tokens: readonly Span[],
  prediction: Prediction,
  typeOf: TypeOf,
): PredictedTags {
  if (prediction.words === null) return tagsOfMentions(id, tokens, prediction, typeOf)
  if (prediction.words.length !== tokens.length) {
    throw new BenchError(
      'INPUT',
      `passage ${id}: ${prediction.words.length} words predicted, ${tokens.length} tokens; there must be as many`,
    )
  }
  let ignoredWords = 0
  let onlyIob = true
  const tags = prediction.words.map(({ label }: WordPrediction) => {
    const parsed = parseLabel(label)
    if (parsed === null) return 'O'
    const type = typeOf.get(parsed.type) ?? null
    if (type === null) {
      ignoredWords += 1
      return 'O'
    }
    if (parsed.prefix !== 'B' && parsed.prefix !== 'I') onlyIob = false
    return `${parsed.prefix}-${type}`
  })
  if (onlyIob) return { tags, ignoredWords, misaligned: 0 }
  return {
    tags: encode(decode(tags, { matching: 'conlleval' }), tags.length, 'IOB2'),
    ignoredWords,
    misaligned: 0,
  }
}

/**
 * Mentions written as tags. One that cuts a token is widened to whole tokens, as the gold of tokenised corpora was, and
 * counted. Throws `INPUT` where two overlap, which tags cannot say, or one covers no token.
 */
function tagsOfMentions(id: PassageId, tokens: readonly Span[], prediction: Prediction, typeOf: TypeOf): PredictedTags {
  let ignoredWords = 0
  let misaligned = 0
  const spans: TokenSpan[] = []
  for (const mention of prediction.mentions.toSorted((a, b) => a.start - b.start)) {
    const start = tokens.findIndex(token => token.end > mention.start)
    const end = tokens.findLastIndex(token => token.start < mention.end) + 1
    const type = typeOf.get(mention.type) ?? null
    const place = `passage ${id}: the predicted mention ${mention.start}-${mention.end}`
    if (start === -1 || end <= start) throw new BenchError('INPUT', `${place} covers no token`)
    if (tokens[start]?.start !== mention.start || tokens[end - 1]?.end !== mention.end) misaligned += 1
    if (type === null) {
      ignoredWords += end - start
      continue
    }
    if (start < (spans.at(-1)?.end ?? 0)) throw new BenchError('INPUT', `${place} overlaps another; tags hold only one`)
    spans.push({ type, start, end })
  }
  return { tags: encode(spans, tokens.length, 'IOB2'), ignoredWords, misaligned }
}
