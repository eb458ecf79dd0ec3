import { BenchError } from '../core/error.ts'
import type { LabelMapping } from '../core/record.ts'
import type { ModelFacts } from '../core/tagger.ts'
import { describeForeignTag } from '../tags/alphabet.ts'
import { outside } from '../tags/mark.ts'
import { createTagParser } from '../tags/parse-tag.ts'

/** Model types to type names of corpora; an absent corpus type makes the model's type ignored. */
export type LabelMap = ReadonlyMap<string, string | null>

const parse = createTagParser({ matching: 'conlleval' }, 'prefix')

/**
 * A label of a model, cut into its prefix and its type, by the grammar of tags; null for `O`, and `_` where no type is named.
 * Throws `MODEL` for a label that is no tag.
 */
export function parseLabel(label: string): { readonly prefix: string; readonly type: string } | null {
  if (label === outside) return null
  const tag = parse(label)
  if (tag === null) {
    throw new BenchError('MODEL', `label ${describeForeignTag(label, { matching: 'conlleval' }, 'prefix')}`)
  }
  return { prefix: label.slice(0, 1), type: tag.type }
}

/** Reads `LABEL=TYPE,LABEL=…`; an empty TYPE means that the label becomes O and is counted as ignored. Throws `ARGUMENT`. */
export function parseLabelMap(text: string): LabelMap {
  const map = new Map<string, string | null>()
  for (const entry of text.split(',')) {
    const equals = entry.lastIndexOf('=')
    const label = entry.slice(0, equals).trim()
    if (equals === -1 || label === '') {
      throw new BenchError('ARGUMENT', `--label-map: expected LABEL=TYPE, got ${JSON.stringify(entry)}`)
    }
    if (map.has(label)) throw new BenchError('ARGUMENT', `--label-map: ${label} is named twice`)
    map.set(label, entry.slice(equals + 1).trim() || null)
  }
  return map
}

/**
 * What becomes of each type of a model on a corpus. A map from the user is taken at its word, and its targets must be types
 * of the corpus. A built-in map may name types that this corpus lacks: those are ignored here. Without a map, a type
 * must have the very name of a corpus type. Throws `MODEL`, with the flag to add, where a type is left unnamed.
 */
export function resolveLabelMap(
  model: Pick<ModelFacts, 'reference' | 'types'>,
  corpusTypes: readonly string[],
  maps: { readonly given: LabelMap | null; readonly builtIn: LabelMap | null },
): LabelMapping[] {
  const mappings = model.types.map((modelType): LabelMapping => {
    const given = maps.given?.get(modelType)
    if (given !== undefined) {
      if (given !== null && !corpusTypes.includes(given)) {
        throw new BenchError(
          'ARGUMENT',
          `--label-map: ${modelType}=${given}: the corpus has no type ${given}; it has ${corpusTypes.join(', ')}`,
        )
      }
      return { modelType, corpusType: given }
    }
    const builtIn = maps.builtIn?.get(modelType)
    if (builtIn !== undefined) {
      return { modelType, corpusType: builtIn !== null && corpusTypes.includes(builtIn) ? builtIn : null }
    }
    if (corpusTypes.includes(modelType)) return { modelType, corpusType: modelType }
    throw new BenchError(
      'MODEL',
      `${model.reference}: no label map names its type ${modelType}; add --label-map ${modelType}=TYPE ` +
        `(TYPE one of ${corpusTypes.join(', ')}) or --label-map ${modelType}= to ignore it`,
    )
  })
  if (mappings.length > 0 && maps.given === null && mappings.every(({ corpusType }) => corpusType === null)) {
    throw new BenchError(
      'MODEL',
      `${model.reference}: none of its types (${model.types.join(', ')}) is one of the corpus (${corpusTypes.join(', ')}); ` +
        `say which is which with --label-map ${model.types[0]}=${corpusTypes[0]}`,
    )
  }
  return mappings
}
