import type { Corpus, ParsedCorpus, Source, Split } from '../core/corpus.ts'
import { BenchError } from '../core/error.ts'
import { countSplit, verifyCounts } from './count-split.ts'
import { refuseRepeatedIds } from './repeated-ids.ts'

/**
 * Parses the unpacked files of a split, in the order of its pins, and verifies what came out against the counts of the
 * variant. Throws `ARGUMENT` for a variant or split that the corpus does not have, `ASSET` where a count differs (naming both
 * numbers), `INPUT` where two passages have one id, and whatever the variant's parser throws.
 */
export function loadSplit(corpus: Corpus, variantId: string, split: Split, sources: readonly Source[]): ParsedCorpus {
  const variant = new Map(Object.entries(corpus.variants)).get(variantId)
  if (!variant) {
    throw new BenchError(
      'ARGUMENT',
      `${corpus.id} has no variant ${JSON.stringify(variantId)}; it has ${Object.keys(corpus.variants).join(', ')}`,
    )
  }
  const expected = variant.counts[split]
  if (!expected) {
    throw new BenchError(
      'ARGUMENT',
      `${corpus.id}@${variantId} has no split ${split}; it has ${Object.keys(variant.counts).join(', ')}`,
    )
  }
  const where = `${corpus.id}@${variantId} ${split} (${sources.map(source => source.name).join(', ')})`
  const parsed = variant.parse(sources)
  verifyCounts(where, expected, countSplit(parsed.passages))
  refuseRepeatedIds(where, parsed.passages)
  return parsed
}
