import { type Mention, type Passage, partsOf } from '../passage.ts'

/**
 * How a name is compared with names elsewhere: lower case, without white space. How a corpus was tokenised (`T - cell`, `T-cell`)
 * and where a line was broken say nothing about whether two names are the same.
 */
export function normaliseSurface(surface: string): string {
  return surface.toLowerCase().replace(/\s+/gu, '')
}

/** The normalised name of a mention in its text; a discontinuous mention reads as its parts, one after the other. */
export function normalisedSurfaceOf(text: string, mention: Mention): string {
  const parts = partsOf(mention)
  return normaliseSurface(parts.map(part => text.slice(part.start, part.end)).join(''))
}

/** Normalised surface form → the types it has, as a training split has them. A discontinuous mention reads as its parts. */
export function surfacesOf(passages: Iterable<Passage>): ReadonlyMap<string, ReadonlySet<string>> {
  const surfaces = new Map<string, Set<string>>()
  for (const { text, mentions } of passages) {
    for (const mention of mentions) {
      const surface = normalisedSurfaceOf(text, mention)
      const types = surfaces.get(surface)
      if (types === undefined) surfaces.set(surface, new Set([mention.type]))
      else types.add(mention.type)
    }
  }
  return surfaces
}
