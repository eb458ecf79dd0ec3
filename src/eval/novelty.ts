import type { NoveltyCounts } from '../core/record.ts'
import { normaliseSurface } from '../core/text/surface.ts'

/** A gold mention and whether it was found, exactly. */
export interface GoldOutcome {
  readonly surface: string
  readonly type: string
  readonly found: boolean
}

/** Three strata, always all of them: they add up to the mentions handed in. */
export function noveltyOf(
  mentions: Iterable<GoldOutcome>,
  known: ReadonlyMap<string, ReadonlySet<string>>,
): NoveltyCounts[] {
  const strata = (['seen-same-type', 'seen-other-type', 'unseen'] as const).map(stratum => {
    return { stratum, mentions: 0, found: 0 }
  })
  for (const { surface, type, found } of mentions) {
    const types = known.get(normaliseSurface(surface))
    const stratum = types === undefined ? 'unseen' : types.has(type) ? 'seen-same-type' : 'seen-other-type'
    for (const counts of strata) {
      if (counts.stratum !== stratum) continue
      counts.mentions += 1
      counts.found += found ? 1 : 0
    }
  }
  return strata
}
