import { type Convention, type Decoding, type Scheme, schemes } from '../../core/convention.ts'
import { BenchError } from '../../core/error.ts'
import { shorten } from '../../datasets/format/text.ts'
import { type Paired, placeOf, type TaggedPair } from '../../datasets/pairing/paired.ts'
import {
  allTokenConventions,
  characterConventions,
  conlleval,
  decodingsFor,
  spanMatches,
  standardDecodings,
  tokenConventions,
  unstatedReading,
} from '../../eval/conventions.ts'
import { describeForeignTag, firstForeignTag } from '../../tags/alphabet.ts'

export interface ChosenConventions {
  readonly conventions: readonly Convention[]
  readonly remarks: readonly string[]
}

/** What the flags say; null where they say nothing. */
export interface ConventionChoice {
  readonly matching: 'conlleval' | 'strict' | null
  readonly scheme: Scheme | null
  readonly allConventions: boolean
}

/**
 * The conventions that were asked for: by `--matching` and `--scheme`, all that can read the tags, or else conlleval and strict
 * IOB2 side by side. Throws `INPUT` with file, line and tag where a convention that was asked for cannot read a tag.
 * That strict IOB2, which nobody asked for, cannot read them is a remark.
 */
export function chooseConventions(paired: Paired, choice: ConventionChoice): ChosenConventions {
  if (paired.kind === 'mentions') return { conventions: forMentions(choice), remarks: [] }
  const sentences = paired.pairs.flatMap(pair => [pair.gold, pair.predicted])
  if (choice.allConventions) {
    const decodings = decodingsFor(sentences)
    if (decodings.length === 0) refuseForeignTags(paired.pairs, conlleval)
    const missing = schemes.filter(name => !decodings.some(each => each.matching === 'strict' && each.scheme === name))
    return {
      conventions: allTokenConventions(unstatedReading, sentences),
      remarks: missing.length === 0 ? [] : [`left out, as they cannot read every tag: strict ${missing.join(', ')}`],
    }
  }
  const asked = askedDecodings(choice)
  for (const decoding of asked ?? [conlleval]) refuseForeignTags(paired.pairs, decoding)
  const foreign = asked === null ? findForeignTag(paired.pairs, strictIob2) : null
  const decodings = asked ?? (foreign === null ? standardDecodings : [conlleval])
  return {
    conventions: tokenConventions(unstatedReading, decodings),
    remarks: foreign === null ? [] : [withoutStrictIob2(foreign, sentences)],
  }
}

const strictIob2: Decoding = { matching: 'strict', scheme: 'IOB2' }

/** null: nothing was asked for. A scheme alone stands beside conlleval in the place of IOB2. */
function askedDecodings({ matching, scheme }: ConventionChoice): readonly Decoding[] | null {
  const strict = scheme === null ? [] : [{ matching: 'strict', scheme } as const]
  if (matching === null) return scheme === null ? null : [conlleval, ...strict]
  return matching === 'conlleval' ? [conlleval] : strict
}

function forMentions({ matching, scheme, allConventions }: ConventionChoice): Convention[] {
  if (matching !== null || scheme !== null) {
    throw new BenchError(
      'ARGUMENT',
      '--matching and --scheme say how tags are read; these files hold mentions, not tags',
    )
  }
  return characterConventions(unstatedReading, allConventions ? spanMatches : ['exact'])
}

interface ForeignTag {
  readonly place: string
  readonly tag: string
}

function refuseForeignTags(pairs: readonly TaggedPair[], decoding: Decoding): void {
  const foreign = findForeignTag(pairs, decoding)
  if (foreign === null) return
  throw new BenchError('INPUT', `${foreign.place}: ${describeForeignTag(foreign.tag, decoding, 'prefix')}`)
}

function findForeignTag(pairs: readonly TaggedPair[], decoding: Decoding): ForeignTag | null {
  for (const { gold, predicted, goldPlace, predictedPlace } of pairs) {
    for (const [tags, place] of [[gold, goldPlace] as const, [predicted, predictedPlace] as const]) {
      const index = firstForeignTag(tags, decoding)
      if (index !== -1) return { place: placeOf(place, index), tag: shorten(tags[index] ?? '') }
    }
  }
  return null
}

function withoutStrictIob2({ place, tag }: ForeignTag, sentences: readonly (readonly string[])[]): string {
  const readable = decodingsFor(sentences).flatMap(decoding =>
    decoding.matching === 'strict' ? [decoding.scheme] : [],
  )
  const remedy = readable.map(scheme => `--scheme ${scheme}`).join(' or ')
  return `strict IOB2 is left out: ${place}: ${describeForeignTag(tag, strictIob2, 'prefix')}${remedy && `; try ${remedy}`}`
}
