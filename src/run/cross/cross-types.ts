import type { LabelMapping, SkipReason, TypeMapping } from '../../core/record.ts'
import type { ModelFacts } from '../../core/tagger.ts'
import { byCodePoint } from '../../core/text/code-point-order.ts'
import type { LabelMap } from '../label-map.ts'
import type { LoadedCorpus } from '../plan.ts'
import type { TypeClasses } from './type-classes.ts'

/** What both sides of a cross-corpus cell can say, and what becomes of the rest. */
export interface CrossTypes {
  readonly labelMap: readonly LabelMapping[]
  readonly typeMap: readonly TypeMapping[]
}

/**
 * Scores a model on a corpus in the classes that both have types of. A type of the model means the class of the corpus type
 * that a label map names, or else of its own name. A reason, where no class is shared.
 */
export function crossTypes(
  model: Pick<ModelFacts, 'reference' | 'name' | 'types'>,
  corpus: LoadedCorpus,
  classes: TypeClasses,
  maps: { readonly given: LabelMap | null; readonly builtIn: LabelMap | null },
): CrossTypes | { readonly reason: SkipReason } {
  const owner = /^dictionary:([^@]+)/.exec(model.reference)?.[1] ?? null
  const said = model.types.map(type => {
    const named = maps.given?.get(type) ?? maps.builtIn?.get(type) ?? type
    const ignored = maps.given?.get(type) === null
    return { type, class: ignored ? null : classes.classOf(named, owner) }
  })
  const gold = [...countTypes(corpus)].map(([type, mentions]) => {
    return { type, class: classes.classOf(type, corpus.facts.id), mentions }
  })
  const shared = new Set(said.map(one => one.class)).intersection(new Set<string | null>(gold.map(one => one.class)))
  if (shared.size === 0) {
    const message =
      `${model.name} says ${listed(said.map(one => one.class))}, ${corpus.facts.title} has ${listed(gold.map(one => one.class))}: ` +
      'no type in common'
    return { reason: { code: 'no-common-type', message } }
  }
  return {
    labelMap: said.map(one => ({ modelType: one.type, corpusType: shared.has(one.class) ? one.class : null })),
    typeMap: gold.map(one => {
      return { corpusType: one.type, scoredAs: shared.has(one.class) ? one.class : null, mentions: one.mentions }
    }),
  }
}

/** The types of a corpus, and any other that its gold has, with their mentions. */
function countTypes({ facts, passages }: LoadedCorpus): Map<string, number> {
  const counts = new Map(facts.types.map(type => [type, 0]))
  for (const { mentions } of passages) {
    for (const { type } of mentions) counts.set(type, (counts.get(type) ?? 0) + 1)
  }
  return counts
}

function listed(classes: readonly (string | null)[]): string {
  const names = [...new Set(classes.filter(name => name !== null))].sort(byCodePoint)
  return names.length === 0 ? 'nothing' : names.join(', ')
}
