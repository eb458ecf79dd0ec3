import { type Convention, type Decoding, type SpanMatch, schemes } from '../core/convention.ts'
import { firstForeignTag } from '../tags/alphabet.ts'

/** How the model read the text, as far as it is known; part of every convention. */
export type StatedReading = Pick<Convention, 'subword' | 'words' | 'window'>

/** Of predictions that came from a file. */
export const unstatedReading: StatedReading = { subword: null, words: null, window: null }

/** As conlleval and seqeval's default read tags; most published baselines are scored so. */
export const conlleval: Decoding = { matching: 'conlleval' }

/** What is computed unless one says otherwise: the two meanings of “strict” that papers mix up, side by side. */
export const standardDecodings: readonly Decoding[] = [conlleval, { matching: 'strict', scheme: 'IOB2' }]

export const spanMatches = ['exact', 'relaxed', 'span-only'] as const satisfies readonly SpanMatch[]

/** The convention whose column ranks: exact span and type of mentions read from tags. */
export function rankingConvention(reading: StatedReading, decoding: Decoding = conlleval): Convention {
  return { unit: 'token', decoding, span: 'exact', ...pick(reading) }
}

/** Every decoding with every span matching, all of the first span matching before the next. */
export function tokenConventions(
  reading: StatedReading,
  decodings: readonly Decoding[] = standardDecodings,
  spans: readonly SpanMatch[] = ['exact'],
): Convention[] {
  return spans.flatMap(span => decodings.map(decoding => ({ ...rankingConvention(reading, decoding), span })))
}

/** Every convention that can read these tags: `decodingsFor` them, each with every span matching. */
export function allTokenConventions(reading: StatedReading, sentences: Iterable<readonly string[]>): Convention[] {
  return tokenConventions(reading, decodingsFor(sentences), spanMatches)
}

/** For mentions given as spans of characters. */
export function characterConventions(reading: StatedReading, spans: readonly SpanMatch[] = spanMatches): Convention[] {
  return spans.map(span => ({ unit: 'character', decoding: null, span, ...pick(reading) }))
}

/** conlleval, strict IOB2, then the other schemes: each whose alphabet holds every tag there is. */
export function decodingsFor(sentences: Iterable<readonly string[]>): Decoding[] {
  const tags = new Set<string>()
  for (const sentence of sentences) for (const tag of sentence) tags.add(tag)
  const distinct = [...tags]
  const others = schemes.filter(scheme => scheme !== 'IOB2').map(scheme => ({ matching: 'strict', scheme }) as const)
  return [...standardDecodings, ...others].filter(decoding => firstForeignTag(distinct, decoding) === -1)
}

/** A tagger's `Reading` may carry more than belongs to a convention. */
function pick({ subword, words, window }: StatedReading): StatedReading {
  return { subword, words, window }
}
