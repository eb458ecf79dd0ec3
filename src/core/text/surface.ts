import { type Mention, partsOf } from '../passage.ts'

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
