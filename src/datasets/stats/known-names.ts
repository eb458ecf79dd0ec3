import type { Passage } from '../../core/passage.ts'
import type { SeenConcepts, SeenMentions } from '../../core/survey/statistics.ts'
import { surfacesOf } from '../../core/text/surface.ts'

/** The names and concepts of the mentions of a training split. */
export interface KnownNames {
  /** Normalised name → the types it has. */
  readonly types: ReadonlyMap<string, ReadonlySet<string>>
  readonly concepts: ReadonlySet<string>
}

/** What of a mention is compared with what is known. */
export interface NamedMention {
  readonly name: string
  readonly type: string
  readonly concepts: readonly string[]
}

export function knownNamesOf(training: readonly Passage[]): KnownNames {
  const concepts = new Set(training.flatMap(({ mentions }) => mentions.flatMap(mention => mention.concepts ?? [])))
  return { types: surfacesOf(training), concepts }
}

export function seenMentionsOf(mentions: readonly NamedMention[], known: KnownNames): SeenMentions {
  const seen = { sameType: 0, otherType: 0, unseen: 0 }
  for (const { name, type } of mentions) {
    const types = known.types.get(name)
    seen[types === undefined ? 'unseen' : types.has(type) ? 'sameType' : 'otherType'] += 1
  }
  return seen
}

/** null where no mention, or nothing in training, has a concept: then there is nothing to tell a synonym by. */
export function seenConceptsOf(mentions: readonly NamedMention[], known: KnownNames): SeenConcepts | null {
  const linked = mentions.filter(mention => mention.concepts.length > 0)
  if (linked.length === 0 || known.concepts.size === 0) return null
  const seen = { memorised: 0, synonym: 0, newConcept: 0 }
  for (const { name, concepts } of linked) {
    if (known.types.has(name)) seen.memorised += 1
    else if (concepts.some(concept => known.concepts.has(concept))) seen.synonym += 1
    else seen.newConcept += 1
  }
  return seen
}
