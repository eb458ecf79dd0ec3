import { type Mention, type Passage, partsOf } from '../../core/passage.ts'
import type { ConflictingMention, LabelConflict, LengthCounts } from '../../core/survey/overlap.ts'
import type { Layout } from './layout.ts'
import { cutText } from './passage-pair.ts'
import { placesOfRun, type Runs } from './runs.ts'
import { comparedText } from './same-text.ts'
import { forEachRunPair, type SetPairs, setPairs } from './set-pairs.ts'

export interface Conflicts {
  /** Distinct texts; null: the two corpora have no type in common. */
  readonly texts: LengthCounts | null
  readonly examples: readonly LabelConflict[]
}

/**
 * Equal texts whose mentions are not equal. Mentions are compared by type and by their place in the compared text; between two corpora,
 * only those of types that both have, since what a corpus does not annotate says nothing.
 */
export function labelConflicts(runs: Runs, layout: Layout, limit: number): SetPairs<Conflicts> {
  const typesOf = typesByCorpus(layout)
  const pairs = setPairs(layout.sets.length, (a, b) => {
    const shared = sharedTypes(layout.sets[a]?.corpus ?? '', layout.sets[b]?.corpus ?? '', typesOf)
    const texts = shared?.size === 0 ? null : { all: 0, longer: 0 }
    return { shared, texts, examples: [] as LabelConflict[] }
  })
  for (let number = 0; number < runs.count; number++) {
    forEachRunPair(runs.from[number] ?? 0, runs.from[number + 1] ?? 0, (a, b) => {
      if (a === b && runs.all[a] === 1) return
      const { texts, shared, examples } = pairs.at(runs.set[a] ?? 0, runs.set[b] ?? 0)
      if (texts === null) return
      const passages = [...placesOfRun(runs, a), ...(a === b ? [] : placesOfRun(runs, b))].map(layout.passageAt)
      const differing = firstDifference(passages, a === b ? 1 : (runs.all[a] ?? 0), shared)
      if (differing === null) return
      texts.all += 1
      if ((runs.longer[a] ?? 0) + (runs.longer[b] ?? 0) > 0) texts.longer += 1
      if (examples.length < limit) examples.push(conflictOf(...differing, shared))
    })
  }
  return pairs
}

/** null: mentions of every type are compared. */
type ComparedTypes = ReadonlySet<string> | null

function typesByCorpus({ sets }: Layout): ReadonlyMap<string, ReadonlySet<string>> {
  const types = new Map<string, Set<string>>()
  for (const { corpus, passages } of sets) {
    const known = types.get(corpus) ?? new Set()
    types.set(corpus, known)
    for (const { mentions } of passages) for (const { type } of mentions) known.add(type)
  }
  return types
}

function sharedTypes(a: string, b: string, typesOf: ReadonlyMap<string, ReadonlySet<string>>): ComparedTypes {
  if (a === b) return null
  return (typesOf.get(a) ?? new Set()).intersection(typesOf.get(b) ?? new Set())
}

/** The first two passages, one before `border` and one from there on, that have other mentions; null: there are none. */
function firstDifference(
  passages: readonly Passage[],
  border: number,
  shared: ComparedTypes,
): readonly [Passage, Passage] | null {
  const [first, ...others] = passages
  if (first === undefined) return null
  const expected = mentionKey(first, shared)
  const differing = others.findIndex(passage => mentionKey(passage, shared) !== expected) + 1
  const [second, borderPassage] = [passages[differing], passages[border]]
  if (differing === 0 || second === undefined || borderPassage === undefined) return null
  return differing >= border ? [first, second] : [second, borderPassage]
}

/** Equal for equal mentions, in whatever order; of passages of equal compared text. */
function mentionKey({ text, mentions }: Passage, shared: ComparedTypes): string {
  const compared = mentions.filter(({ type }) => shared === null || shared.has(type))
  if (compared.length === 0) return ''
  const places = comparedPlaces(text, compared)
  const keyOf = (mention: Mention): string =>
    JSON.stringify([mention.type, ...partsOf(mention).map(({ start, end }) => [places.get(start), places.get(end)])])
  return compared.map(keyOf).sort().join()
}

/** Offset → length of the compared text before it, without going over the text again for each. */
function comparedPlaces(text: string, mentions: readonly Mention[]): ReadonlyMap<number, number> {
  const offsets = mentions.flatMap(mention => partsOf(mention).flatMap(({ start, end }) => [start, end]))
  const places = new Map<number, number>()
  let [from, length] = [0, 0]
  for (const offset of [...new Set(offsets)].sort((a, b) => a - b)) {
    length += comparedText(text.slice(from, offset)).length
    places.set(offset, length)
    from = offset
  }
  return places
}

function conflictOf(a: Passage, b: Passage, shared: ComparedTypes): LabelConflict {
  return { a: a.id, b: b.id, text: cutText(a.text), mentions: [mentionsOf(a, shared), mentionsOf(b, shared)] }
}

function mentionsOf({ text, mentions }: Passage, shared: ComparedTypes): ConflictingMention[] {
  return mentions
    .filter(({ type }) => shared === null || shared.has(type))
    .map(mention => ({
      type: mention.type,
      surface: partsOf(mention)
        .map(({ start, end }) => text.slice(start, end))
        .join(' … '),
    }))
}
