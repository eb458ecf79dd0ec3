import type { Corpus, CorpusVariant, ParsedCorpus, Source, Split } from '../../core/corpus.ts'
import { splits } from '../../core/corpus.ts'
import { BenchError } from '../../core/error.ts'
import { didYouMean } from '../../core/text/did-you-mean.ts'
import { countSplit, verifyCounts } from './count-split.ts'
import { refuseRepeatedIds } from './repeated-ids.ts'

/** Throws `ARGUMENT` for a variant that the corpus does not have. */
export function variantOf(corpus: Corpus, variantId: string): CorpusVariant {
  const variant = new Map(Object.entries(corpus.variants)).get(variantId)
  if (variant !== undefined) return variant
  const names = Object.keys(corpus.variants)
  throw new BenchError(
    'ARGUMENT',
    `${corpus.id} has no variant ${JSON.stringify(variantId)}; it has ${names.join(', ')}${didYouMean(variantId, names)}`,
  )
}

/** Throws `ARGUMENT` for a split that the variant does not have, `ASSET` with the reason where its files are known to be wrong. */
export function refuseUnusable(corpus: Corpus, variantId: string, split: Split): void {
  const variant = variantOf(corpus, variantId)
  if (variant.files[split] === undefined) {
    const present = splits.filter(name => variant.files[name] !== undefined).join(', ')
    throw new BenchError('ARGUMENT', `${corpus.id}@${variantId} has no split ${split}; it has ${present}`)
  }
  if (variant.refused !== null) throw new BenchError('ASSET', `${corpus.id}@${variantId}: refused: ${variant.refused}`)
}

/**
 * Parses the unpacked files of a split, in the order of its pins, and verifies what came out against the counts of the
 * variant. Throws `ARGUMENT` for a variant or split that the corpus does not have, `ASSET` where the variant is refused or a count
 * differs (naming both numbers), `INPUT` where two passages have one id, and whatever the variant's parser throws.
 */
export async function loadSplit(
  corpus: Corpus,
  variantId: string,
  split: Split,
  parts: readonly (readonly Source[])[],
): Promise<ParsedCorpus> {
  refuseUnusable(corpus, variantId, split)
  const variant = variantOf(corpus, variantId)
  const pins = variant.files[split] ?? []
  if (pins.length !== parts.length) {
    const paths = pins.map(pin => pin.path).join(', ')
    throw new BenchError(
      'ARGUMENT',
      `${corpus.id}@${variantId} ${split} is read from ${paths}; got ${parts.length} of them`,
    )
  }
  const where = `${corpus.id}@${variantId} ${split} (${pins.map(pin => pin.path).join(', ')})`
  const parsed = await variant.parse(parts, split)
  verifyCounts(where, variant.counts[split] ?? {}, countSplit(parsed.passages, variant.view))
  refuseRepeatedIds(where, parsed.passages)
  return parsed
}
