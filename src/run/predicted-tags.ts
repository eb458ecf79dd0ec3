import { BenchError } from '../core/error.ts'
import type { Passage } from '../core/passage.ts'
import type { Prediction, WordPrediction } from '../core/prediction.ts'
import { decode, type TokenSpan } from '../tags/decode.ts'
import { encode } from '../tags/encode.ts'
import { parseLabel } from './label-map.ts'

/** A passage with tokens and gold tags. */
export type TokenisedPassage = Passage & {
  readonly tokens: NonNullable<Passage['tokens']>
  readonly tags: NonNullable<Passage['tags']>
}

/** A prediction in the terms of a corpus: one tag a token, and what the label map ignored. */
export interface PredictedTags {
  readonly tags: readonly string[]
  /** Words whose label became O because its type is none of the corpus. */
  readonly ignoredWords: number
  /** Predicted mentions that cut a token in two. */
  readonly misaligned: number
}

/**
 * Tags of a tokenised passage. Words' labels are taken as they are (so that ill-formed predictions stay visible to strict
 * decoding), unless the model has another scheme than IOB: then its mentions are written as IOB2.
 */
export function predictedTags(
  passage: TokenisedPassage,
  prediction: Prediction,
  typeOf: ReadonlyMap<string, string | null>,
): PredictedTags {
  if (prediction.words === null) return tagsOfMentions(passage, prediction, typeOf)
  if (prediction.words.length !== passage.tokens.length) {
    throw new Error(
      `passage ${passage.id}: ${prediction.words.length} words predicted, ${passage.tokens.length} tokens`,
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
function tagsOfMentions(
  passage: TokenisedPassage,
  prediction: Prediction,
  typeOf: ReadonlyMap<string, string | null>,
): PredictedTags {
  let ignoredWords = 0
  let misaligned = 0
  const spans: TokenSpan[] = []
  for (const mention of prediction.mentions.toSorted((a, b) => a.start - b.start)) {
    const start = passage.tokens.findIndex(token => token.end > mention.start)
    const end = passage.tokens.findLastIndex(token => token.start < mention.end) + 1
    const type = typeOf.get(mention.type) ?? null
    const place = `passage ${passage.id}: the predicted mention ${mention.start}-${mention.end}`
    if (start === -1 || end <= start) throw new BenchError('INPUT', `${place} covers no token`)
    if (passage.tokens[start]?.start !== mention.start || passage.tokens[end - 1]?.end !== mention.end) misaligned += 1
    if (type === null) {
      ignoredWords += end - start
      continue
    }
    if (start < (spans.at(-1)?.end ?? 0)) throw new BenchError('INPUT', `${place} overlaps another; tags hold only one`)
    spans.push({ type, start, end })
  }
  return { tags: encode(spans, passage.tokens.length, 'IOB2'), ignoredWords, misaligned }
}
