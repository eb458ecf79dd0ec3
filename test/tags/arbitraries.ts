import fc from 'fast-check'
import { type Decoding, type Scheme, schemes } from '../../src/core/convention.ts'
import { marksOf } from '../../src/tags/alphabet.ts'
import type { TokenSpan } from '../../src/tags/decode.ts'
import { encode } from '../../src/tags/encode.ts'

export const scheme: fc.Arbitrary<Scheme> = fc.constantFrom(...schemes)

export const decoding: fc.Arbitrary<Decoding> = fc.oneof(
  fc.constant<Decoding>({ matching: 'conlleval' }),
  scheme.map((name): Decoding => ({ matching: 'strict', scheme: name })),
)

const type = fc.constantFrom('Disease', 'Chemical', 'cell-line', '病気', '_', 'constructor', '__proto__', '0')

/** Any tags of the decoding's alphabet, well-formed or not. */
export function anyTags(reading: Decoding, length: number): fc.Arbitrary<string[]> {
  const mark = fc.constantFrom(...marksOf(reading))
  const typed = fc.tuple(mark, type).map(([m, t]) => `${m}-${t}`)
  const tag = fc.oneof({ weight: 2, arbitrary: fc.constant('O') }, { weight: 5, arbitrary: typed }, mark)
  return fc.array(tag, { minLength: length, maxLength: length })
}

/** Disjoint mentions, in order, of a sentence. */
export function mentions(length: number): fc.Arbitrary<TokenSpan[]> {
  return fc.array(fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 4 }), type), { maxLength: length }).map(parts => {
    const spans: TokenSpan[] = []
    let at = 0
    for (const [gap, tokens, name] of parts) {
      const start = at + gap
      const end = start + tokens
      if (end > length) break
      spans.push({ type: name, start, end })
      at = end
    }
    return spans
  })
}

export interface Corpus {
  readonly decoding: Decoding
  readonly gold: string[][]
  readonly predicted: string[][]
}

/** Gold and predicted tags of some sentences, well-formed or not. */
export const corpus: fc.Arbitrary<Corpus> = decoding.chain(reading =>
  sentences(length =>
    // Half the predicted tags are gold's, or there would be hardly a match.
    fc
      .tuple(anyTags(reading, length), anyTags(reading, length), flags(length))
      .map(([gold, other, kept]) => [gold, other.map((tag, i) => (kept[i] ? (gold[i] ?? tag) : tag))]),
  ).map(pairs => ({ decoding: reading, ...unzip(pairs) })),
)

/** The same, well-formed in a scheme: the predicted mentions are gold's, some left out and some with another type. */
export const wellFormedCorpus: fc.Arbitrary<Corpus> = scheme.chain(name =>
  sentences(length =>
    fc.tuple(mentions(length), flags(length), flags(length)).map(([spans, kept, right]) => {
      const predicted = spans.filter((_, i) => kept[i]).map((span, i) => (right[i] ? span : { ...span, type: 'Other' }))
      return [encode(spans, length, name), encode(predicted, length, name)]
    }),
  ).map(pairs => ({ decoding: { matching: 'strict', scheme: name }, ...unzip(pairs) })),
)

type Pair = readonly [gold: string[], predicted: string[]]

function sentences(pair: (length: number) => fc.Arbitrary<Pair>): fc.Arbitrary<Pair[]> {
  return fc.array(fc.nat(10).chain(pair), { minLength: 1, maxLength: 6 })
}

function flags(length: number): fc.Arbitrary<boolean[]> {
  return fc.array(fc.boolean(), { minLength: length, maxLength: length })
}

function unzip(pairs: readonly Pair[]): { gold: string[][]; predicted: string[][] } {
  return { gold: pairs.map(([gold]) => gold), predicted: pairs.map(([, predicted]) => predicted) }
}
