import type { Mention, Passage } from '../core/passage.ts'
import type { ConceptNovelty } from '../core/record.ts'
import { normalisedSurfaceOf } from '../core/text/surface.ts'

/** A gold mention of a text and whether it was found, exactly. */
export interface LinkedOutcome {
  readonly text: string
  readonly mention: Mention
  readonly found: boolean
}

/** The concepts of a training split. */
export function conceptsOf(passages: Iterable<Passage>): ReadonlySet<string> {
  const concepts = new Set<string>()
  for (const { mentions } of passages) {
    for (const mention of mentions) for (const concept of mention.concepts ?? []) concepts.add(concept)
  }
  return concepts
}

/**
 * What recall rests on, after Kim and Kang (2022, How Do Your Biomedical Named Entity Recognition Models Generalize to Novel
 * Entities?): `memorisation`, the name is in the training split with this type; `synonym`, the name is not, but one of the
 * mention's concepts is; `concept`, neither is. Names are compared as in `noveltyOf`. Mentions without a concept id are in no
 * stratum and are counted. Null where no mention, or no mention in training, has a concept.
 */
export function conceptNoveltyOf(
  mentions: Iterable<LinkedOutcome>,
  known: {
    readonly surfaces: ReadonlyMap<string, ReadonlySet<string>>
    readonly concepts: ReadonlySet<string>
  },
): ConceptNovelty | null {
  const strata = (['memorisation', 'synonym', 'concept'] as const).map(stratum => ({ stratum, mentions: 0, found: 0 }))
  const [memorisation, synonym, novel] = strata
  let withoutConcept = 0
  for (const { text, mention, found } of mentions) {
    const concepts = mention.concepts ?? []
    if (concepts.length === 0) {
      withoutConcept += 1
      continue
    }
    const isMemorised = known.surfaces.get(normalisedSurfaceOf(text, mention))?.has(mention.type)
    const isKnown = concepts.some(concept => known.concepts.has(concept))
    const counts = isMemorised ? memorisation : isKnown ? synonym : novel
    if (counts === undefined) continue
    counts.mentions += 1
    counts.found += found ? 1 : 0
  }
  if (known.concepts.size === 0 || strata.every(counts => counts.mentions === 0)) return null
  return { strata, withoutConcept }
}
